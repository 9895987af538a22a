package read

import (
	"strings"
	"unicode"
)

// tongue is a language with the words by which a text in it is known: the
// commonest that its neighbours do not share. A word may be listed for several.
type tongue struct {
	code, name string // ISO 639, English
	words      string
}

// English stands first. Words that English shares with others weigh less.
var tongues = []tongue{
	{"en", "English", "the of and to in that is was were for on with as by at from his her their its it he she they have has had be been are this which who will would not but after said an or two more about into than been before when there other over against between during while says"},
	{"de", "German", "der die das und ist nicht mit den dem des ein eine einen einem einer auf für von im zum zur sich auch nach bei wird wurde wurden sind haben hat dass sie er es aus an am als durch gegen über sagte seien noch wie oder in"},
	{"nl", "Dutch", "de het een en van in dat is niet op te zijn met voor die aan bij ook door naar heeft werd werden zijn hun haar om er maar uit hebben deze nog volgens zei tegen over tot wordt was als kan doden"},
	{"af", "Afrikaans", "die het en van 'n is in nie wat om te hulle dat met aan vir op ook sy word ons deur hy is gesê na sal kan maar teen tot het nog was as toe"},
	{"sv", "Swedish", "och att det som är för på med av inte den till har om ett han hon de från var eller vid efter men sig under också över sade ska blev enligt mot när i en"},
	{"da", "Danish", "og at det som er for på med af ikke den til har om et han hun de fra var eller ved efter men sig under også over sagde skal blev ifølge mod når i en der"},
	{"no", "Norwegian", "og at det som er for på med av ikke den til har om et han hun de fra var eller ved etter men seg under også over sa skal ble ifølge mot når i en det"},
	{"fi", "Finnish", "ja on ei se että oli olivat hän mutta joka kun mukaan sekä myös jälkeen ovat kertoi sanoi eivät tai vuoden olla kuin"},
	{"fr", "French", "le la les des et est une un dans que qui pour pas sur au aux par avec ce cette il elle ils ont été du de en sont se plus selon mais ou après contre leur son sa ses deux était à"},
	{"es", "Spanish", "el la los las de que y en un una por con para del se al no su es como más pero fue han ha sus según entre este esta lo le o tras contra dos fueron sobre"},
	{"pt", "Portuguese", "o a os as de que e em um uma por com para do da dos das se ao não no na seu sua é como mais mas foi foram segundo entre este esta após contra dois pelo pela são"},
	{"it", "Italian", "il la lo gli le di che e in un una per con del della dei delle si al alla non è sono nel nella da dal ha hanno più ma stato secondo dopo contro due come anche i"},
	{"ro", "Romanian", "și în de la nu este un o cu pe care din pentru au a fost sunt sa că mai după dintre către al ale doi între s-a"},
	{"pl", "Polish", "i w na z że nie się do jest to o po przez dla od są był było zostali jak ale oraz który które ze przed dwóch został między według"},
	{"cs", "Czech", "a v na se že je s z do o ve pro by po podle byl byli bylo jsou nebo ale který které jako při dva od jeho však"},
	{"hr", "Serbian, Croatian or Bosnian in Latin letters", "i u je na da se su za od o s iz po koji koja nije su bi ali kao prema između biti rekao kako sa te ili do dvoje nakon"},
	{"hu", "Hungarian", "a az és hogy nem is egy van volt voltak meg már csak mint ezt között szerint után de két lehet ami azt el ki"},
	{"sq", "Albanian", "dhe në të e që për me nga një është i se ka janë nuk kanë më prej si ose pas mes sipas dy u do"},
	{"lt", "Lithuanian or Latvian", "ir kad yra buvo iš su ne į bet kaip po dėl prie un ka ir par no ar uz bija tika pēc kas"},
	{"tr", "Turkish", "ve bir bu da de için ile olarak daha olan gibi sonra kadar ancak değil çok iki göre dedi olduğunu tarafından etti karşı en ne var"},
	{"az", "Azerbaijani", "və bir bu ilə üçün da də ki olan daha sonra kimi qədər amma deyil çox iki görə dedi tərəfindən etdi qarşı edib olub isə həmin var"},
	{"id", "Indonesian or Malay", "yang dan di ini itu dengan untuk dari pada tidak dalam akan ke oleh adalah mereka telah juga kata sebuah orang karena ada para tersebut dua"},
	{"tl", "Filipino", "ang ng mga sa na at ay si ni kay para hindi ito kanyang ayon nang isang dalawang mula may"},
	{"vi", "Vietnamese", "và của là có cho không được các một người trong những với đã này từ khi theo tại về"},
	{"sw", "Swahili", "ya wa na kwa ni za katika la cha kuwa hii hiyo watu baada wakati alisema waliuawa hao huo pia yao lakini vya"},
	{"so", "Somali", "oo iyo ka ku in ay ee waa la waxaa ayaa waxay sheegay dadka laga soo uu aan kala"},
	{"ha", "Hausa", "da na ta a wa ya cewa sun an ne ce don su kuma bayan wasu mutane yi za ba"},
	{"la-ru", "Russian in Latin letters", "i v na ne chto eto kak my oni on ona s iz po k za ot o dlya ili byl byla byli uzhe ego ikh no to bez nam vse tak esli"},
	{"sco", "Scots", "wis wir fae tae o dinnae cannae nae thon hae haes oot doon auld yin frae mair wha wi wur didnae wisnae fowk ither guid abuin efter weel sae thae juist"},
	{"pcm", "Nigerian Pidgin", "dey di na wey dem dis dat dia don una wetin sey tok pipo dose im wen sabi dia goment dem dis"},
}

// known gives for each listed word the tongues that list it.
var known = func() map[string][]int {
	m := map[string][]int{}
	for n, t := range tongues {
		for w := range set(t.words) {
			m[w] = append(m[w], n)
		}
	}
	return m
}()

// scriptTongues name languages by letters that only they write; the first of
// a script stands for it when none of the letters is found.
var scriptTongues = []struct {
	table      *unicode.RangeTable
	letters    string
	code, name string
}{
	{unicode.Cyrillic, "", "ru", "Russian"},
	{unicode.Cyrillic, "іїєґІЇЄҐ", "uk", "Ukrainian"},
	{unicode.Cyrillic, "ўЎ", "be", "Belarusian"},
	{unicode.Cyrillic, "әғқңөұүһӘҒҚҢ", "kk", "Kazakh or another language in Cyrillic letters"},
	{unicode.Cyrillic, "ђћџљњЂЋЏ", "sr", "Serbian"},
	{unicode.Armenian, "", "hy", "Armenian"},
	{unicode.Georgian, "", "ka", "Georgian"},
	{unicode.Arabic, "", "ar", "Arabic"},
	{unicode.Arabic, "ٹڈےں", "ur", "Urdu"},
	{unicode.Arabic, "پچژگ", "fa", "Persian"},
	{unicode.Hebrew, "", "he", "Hebrew"},
	{unicode.Greek, "", "el", "Greek"},
	{unicode.Devanagari, "", "hi", "Hindi"},
	{unicode.Bengali, "", "bn", "Bengali"},
	{unicode.Thai, "", "th", "Thai"},
	{unicode.Hiragana, "", "ja", "Japanese"},
	{unicode.Katakana, "", "ja", "Japanese"},
	{unicode.Hangul, "", "ko", "Korean"},
	{unicode.Han, "", "zh", "Chinese"},
	{unicode.Ethiopic, "", "am", "Amharic or Tigrinya"},
}

// scriptTongue returns the number of the language, among scriptTongues, whose
// letters a word is written in; -1 for Latin letters.
func scriptTongue(w string) int {
	r := []rune(w)[0]
	if r < 0x250 || unicode.Is(unicode.Latin, r) {
		return -1
	}
	best := -1
	for n, s := range scriptTongues {
		if !unicode.Is(s.table, r) {
			continue
		}
		if best < 0 || s.letters != "" && strings.ContainsAny(w, s.letters) {
			best = n
		}
	}
	return best
}
