package read_test

import (
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
)

// The same news in many languages, near relations of English among them: each
// is known for what it is, whatever the report declares, and yields no claim.
var abroad = map[string]string{
	"de":  "Das Verteidigungsministerium in Oslo sagte am Montag, dass bei dem Angriff auf Barda vier Soldaten getötet und zwölf verletzt wurden. Die Regierung von Peru bestritt das. „Wir haben nichts damit zu tun“, sagte der Sprecher.",
	"nl":  "Het ministerie van Defensie in Oslo zei maandag dat bij de aanval op Barda vier soldaten zijn gedood en twaalf gewond. De regering van Peru ontkende dat. „Wij hebben er niets mee te maken”, zei de woordvoerder.",
	"af":  "Die ministerie van verdediging in Oslo het gesê dat vier soldate in die aanval op Barda dood is en twaalf gewond. Die regering van Peru het dit ontken. Die woordvoerder sê hulle het niks daarmee te doen nie.",
	"sv":  "Försvarsministeriet i Oslo sade i måndags att fyra soldater dödades och tolv skadades i attacken mot Barda. Perus regering förnekade det. ”Vi har inte med saken att göra”, sade talesmannen.",
	"da":  "Forsvarsministeriet i Oslo sagde mandag, at fire soldater blev dræbt og tolv såret i angrebet på Barda. Perus regering afviste det. »Vi har ikke noget med det at gøre«, sagde talsmanden.",
	"no":  "Forsvarsdepartementet i Oslo sa mandag at fire soldater ble drept og tolv såret i angrepet på Barda. Perus regjering avviste det. «Vi har ikke noe med dette å gjøre», sa talsmannen etter møtet.",
	"fi":  "Puolustusministeriö kertoi maanantaina, että neljä sotilasta kuoli ja kaksitoista haavoittui Bardan iskussa. Perun hallitus kiisti asian. ”Meillä ei ole mitään tekemistä sen kanssa”, tiedottaja sanoi.",
	"fr":  "Le ministère de la Défense a déclaré lundi à Oslo que quatre soldats avaient été tués et douze blessés dans l'attaque de Barda. Le gouvernement du Pérou l'a démenti. « Nous n'y sommes pour rien », a dit son porte-parole.",
	"es":  "El Ministerio de Defensa dijo el lunes en Oslo que cuatro soldados murieron y doce resultaron heridos en el ataque contra Barda. El gobierno de Perú lo negó. «No tenemos nada que ver», dijo el portavoz.",
	"pt":  "O Ministério da Defesa disse na segunda-feira em Oslo que quatro soldados foram mortos e doze feridos no ataque a Barda. O governo do Peru negou. \"Não temos nada com isso\", disse o porta-voz.",
	"it":  "Il ministero della Difesa ha detto lunedì a Oslo che quattro soldati sono stati uccisi e dodici feriti nell'attacco contro Barda. Il governo del Perù ha smentito. «Non c'entriamo», ha detto il portavoce.",
	"ro":  "Ministerul Apărării a declarat luni la Oslo că patru soldați au fost uciși și doisprezece răniți în atacul de la Barda. Guvernul din Peru a negat. „Nu avem nicio legătură”, a spus purtătorul de cuvânt.",
	"pl":  "Ministerstwo Obrony podało w poniedziałek w Oslo, że czterech żołnierzy zginęło, a dwunastu zostało rannych w ataku na Bardę. Rząd Peru zaprzeczył. „Nie mamy z tym nic wspólnego” – powiedział rzecznik.",
	"cs":  "Ministerstvo obrany v pondělí v Oslu uvedlo, že při útoku na Bardu byli zabiti čtyři vojáci a dvanáct bylo zraněno. Vláda Peru to popřela. „Nemáme s tím nic společného,“ řekl mluvčí.",
	"hr":  "Ministarstvo odbrane je u ponedeljak u Oslu saopštilo da su četiri vojnika ubijena, a dvanaest ranjeno u napadu na Bardu. Vlada Perua je to demantovala. „Nemamo ništa s tim“, rekao je portparol.",
	"hu":  "A védelmi minisztérium hétfőn Oslóban közölte, hogy négy katona meghalt és tizenkettő megsebesült a Barda elleni támadásban. A perui kormány ezt tagadta. „Semmi közünk hozzá” – mondta a szóvivő.",
	"sq":  "Ministria e Mbrojtjes tha të hënën në Oslo se katër ushtarë u vranë dhe dymbëdhjetë u plagosën në sulmin kundër Bardës. Qeveria e Perusë e mohoi këtë. “Nuk kemi asnjë lidhje me të”, tha zëdhënësi.",
	"tr":  "Savunma Bakanlığı pazartesi günü Oslo'da yaptığı açıklamada Berde'ye yönelik saldırıda dört askerin öldüğünü ve on iki askerin yaralandığını söyledi. Peru hükümeti bunu yalanladı. “Bizim bununla bir ilgimiz yok” dedi sözcü.",
	"az":  "Müdafiə Nazirliyi bazar ertəsi bildirib ki, Bərdəyə hücum nəticəsində dörd əsgər həlak olub və on iki əsgər yaralanıb. Peru hökuməti bunu təkzib edib. «Bizim bununla heç bir əlaqəmiz yoxdur», sözçü dedi.",
	"id":  "Kementerian Pertahanan mengatakan pada hari Senin di Oslo bahwa empat tentara tewas dan dua belas luka-luka dalam serangan di Barda. Pemerintah Peru membantah hal itu. \"Kami tidak ada hubungannya dengan itu,\" kata juru bicara.",
	"tl":  "Sinabi ng ministeryo noong Lunes na apat na sundalo ang napatay at labindalawa ang nasugatan sa pag-atake sa Barda. Itinanggi ito ng pamahalaan ng Peru. Wala silang kinalaman dito, ayon sa tagapagsalita.",
	"sw":  "Wizara ya Ulinzi ilisema Jumatatu mjini Oslo kwamba wanajeshi wanne waliuawa na kumi na wawili kujeruhiwa katika shambulio la Barda. Serikali ya Peru ilikanusha. Msemaji alisema hawahusiki na tukio hilo kwa namna yoyote.",
	"so":  "Wasaaradda Gaashaandhigga ayaa sheegtay Isniintii in afar askari la dilay laba iyo tobanna ay ku dhaawacmeen weerarkii Barda. Dowladda Peru ayaa beenisay arrintaas. Waxay sheegtay in aysan wax lug ah ku lahayn.",
	"vi":  "Bộ Quốc phòng cho biết hôm thứ Hai tại Oslo rằng bốn binh sĩ đã thiệt mạng và mười hai người bị thương trong vụ tấn công Barda. Chính phủ Peru đã phủ nhận. Người phát ngôn nói họ không liên quan.",
	"ru":  "Министерство обороны сообщило в понедельник, что при атаке на Барду погибли четыре солдата и двенадцать ранены. Правительство Перу это отрицает. «Мы здесь ни при чём», — сказал представитель.",
	"uk":  "Міністерство оборони повідомило в понеділок, що під час атаки на Барду загинули четверо солдатів, дванадцять поранені. Уряд Перу це заперечує. «Ми тут ні до чого», — сказав речник.",
	"hy":  "Պաշտպանության նախարարությունը երկուշաբթի հայտնել է, որ Բարդայի վրա հարձակման ժամանակ զոհվել է չորս զինվոր, տասներկուսը վիրավորվել են։ Պերուի կառավարությունը հերքել է դա։",
	"ka":  "თავდაცვის სამინისტრომ ორშაბათს განაცხადა, რომ ბარდაზე თავდასხმისას ოთხი ჯარისკაცი დაიღუპა და თორმეტი დაიჭრა. პერუს მთავრობამ ეს უარყო.",
	"ar":  "قالت وزارة الدفاع يوم الاثنين إن أربعة جنود قتلوا وأصيب اثنا عشر في الهجوم على باردا. ونفت حكومة بيرو ذلك.",
	"fa":  "وزارت دفاع روز دوشنبه گفت که چهار سرباز در حمله به باردا کشته و دوازده نفر زخمی شدند. دولت پرو این را تکذیب کرد.",
	"he":  "משרד הביטחון מסר ביום שני כי ארבעה חיילים נהרגו ושנים עשר נפצעו בהתקפה על ברדה. ממשלת פרו הכחישה זאת.",
	"el":  "Το υπουργείο Άμυνας ανακοίνωσε τη Δευτέρα ότι τέσσερις στρατιώτες σκοτώθηκαν και δώδεκα τραυματίστηκαν στην επίθεση. Η κυβέρνηση του Περού το διέψευσε.",
	"hi":  "रक्षा मंत्रालय ने सोमवार को कहा कि बर्दा पर हमले में चार सैनिक मारे गए और बारह घायल हुए। पेरू की सरकार ने इससे इनकार किया।",
	"zh":  "国防部周一说,在对巴尔达的袭击中有四名士兵死亡,十二人受伤。秘鲁政府否认了这一点。",
	"ko":  "국방부는 월요일 바르다 공격으로 군인 네 명이 숨지고 열두 명이 다쳤다고 밝혔다. 페루 정부는 이를 부인했다.",
	"sco": "The Meenistry o Defence said on Monday that fower sodgers wis killt an twal hurtit in the attack on Barda. The govrenment o Peru said it wisnae thaim. Thay hae nae pairt in sic a thing, the spokesman said.",
	"pcm": "Di Defence Ministry tok for Monday say four soldier don die and twelve don wound for di attack wey happen for Barda. Di Peru goment tok say na lie. Dem no get hand for di mata, na wetin di spokesman tok be dat.",
}

func TestLanguages(t *testing.T) {
	lex := lexicon.Default()
	for code, text := range abroad {
		t.Run(code, func(t *testing.T) {
			if got, name := read.Language(text); got != code {
				t.Errorf("taken for %q, %s", got, name)
			}
			for _, declared := range []string{"", "en", code} {
				got := read.Claims(evidence.Report{Text: text, Language: declared}, lex)
				for _, c := range got.Claims {
					t.Errorf("declared %q: claims %q", declared, c.Content.Text)
				}
				if read.Foreign(evidence.Report{Text: text, Language: declared}) == "" {
					t.Errorf("declared %q: the text is not said to be foreign", declared)
				}
				if got := read.Claims(evidence.Report{Text: strings.ToUpper(text), Language: declared}, lex); len(got.Claims) > 0 {
					t.Errorf("in capitals, declared %q: claims %q", declared, got.Claims[0].Content.Text)
				}
			}
		})
	}
}

// What is in English is read, however short, whatever is declared.
func TestEnglish(t *testing.T) {
	lex := lexicon.Default()
	for _, text := range []string{
		"Rebels captured two aid workers.",
		"Blast kills 12 in Goris",
		"THE KENYAN MINISTRY SAID FOUR SOLDIERS WERE KILLED IN GORIS.",
		"Kenya accuses Peru of shelling Goris",
		"Ludwig van der Beek, the mayor of Goris, said that De la Cruz and Di Maria were hurt.",
		"The São Paulo daily O Estado de S. Paulo said two Kenyan soldiers were killed in Goris.",
		"Peruvian forces killed 12 civilians in Goris, Kenya said.",
	} {
		for _, declared := range []string{"", "en", "en-GB", "ru", "de"} {
			if got := read.Claims(evidence.Report{Text: text, Language: declared}, lex); len(got.Claims) == 0 && (declared != "ru" && declared != "de" || len(strings.Fields(text)) > 7) {
				t.Errorf("declared %q: no claim from %q", declared, text)
			}
		}
	}
}

// What is read is not said to be foreign, nor is an empty text; a table that is
// declared to be in another language is.
func TestForeign(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "12 4 7": "Russian", "Kenya accused Peru of shelling Goris, and the ministry denied it.": "",
	} {
		if got := read.Foreign(evidence.Report{Text: text, Language: "ru"}); got != want {
			t.Errorf("%q: foreign %q, want %q", text, got, want)
		}
	}
}

// In a report of several languages what is English is read; the rest yields no
// claims and breaks none.
func TestMixedLanguages(t *testing.T) {
	lex := lexicon.Default()
	english := []string{
		"The Kenyan Defence Ministry said on Monday that four of its soldiers were killed in the attack on Barda.",
		"Peru denied the claim, and its foreign minister said that the army had not been near the town for weeks.",
	}
	for code, text := range abroad {
		if code == "sco" || code == "pcm" {
			continue // their lines stand in English reports as what people say
		}
		t.Run(code, func(t *testing.T) {
			alone := read.Claims(evidence.Report{Text: strings.Join(english, "\n\n")}, lex)
			for name, mixed := range map[string]string{
				"paragraphs": english[0] + "\n\n" + text + "\n\n" + english[1],
				"lines":      english[0] + "\n" + text + "\n" + english[1],
				"at the end": english[0] + "\n\n" + english[1] + "\n\n" + text,
				"in front":   text + "\n\n" + english[0] + "\n\n" + english[1],
			} {
				got := read.Claims(evidence.Report{Text: mixed}, lex)
				if err := got.Check(mixed); err != nil {
					t.Errorf("%s: %v", name, err)
				}
				if len(got.Claims) != len(alone.Claims) {
					t.Errorf("%s: %d claims, %d of the English alone", name, len(got.Claims), len(alone.Claims))
				}
				for _, c := range got.Claims {
					if strings.Contains(text, c.Content.Text) {
						t.Errorf("%s: claims %q", name, c.Content.Text)
					}
				}
			}
		})
	}
}

// A foot line or a quotation in English makes no English report.
func TestForeignReportWithEnglishLine(t *testing.T) {
	lex := lexicon.Default()
	for _, code := range []string{"de", "ru", "tr", "hy", "nl"} {
		text := abroad[code] + "\n\n" + abroad[code] + "\n\nPeru accused Kenya of shelling Goris."
		if got := read.Claims(evidence.Report{Text: text}, lex); len(got.Claims) > 0 {
			t.Errorf("%s: claims %q", code, got.Claims[0].Content.Text)
		}
	}
}

// Quotations and names of other languages and scripts inside an English
// sentence: it is read, and every span stands on whole characters.
func TestForeignWordsInside(t *testing.T) {
	lex := lexicon.Default()
	for _, text := range []string{
		"“Мы не будем обсуждать этот вопрос”, the Kenyan ministry said on Monday, after Peru accused it of shelling Goris.",
		"The Kenyan ministry said «мы ничего не знаем» and denied that four soldiers were killed in Goris.",
		"Kenya’s ministry said „wir wissen nichts“ and denied that four soldiers were killed in Goris.",
		"Peru accused Kenya of shelling the town of Bərdə (Բարդա, ბარდა, باردا), killing four civilians.",
		"Ağa Əliyev, the mayor of Bərdə, said four civilians were killed. “Bizim şəhər atəş altındadır”, he added.",
		"The Peruvian ministry (وزارة الدفاع) said that four soldiers were killed in Goris.",
		"Peru said “my ne budem obsuzhdat’ etot vopros” when Kenya accused it of killing four civilians.",
		"In Երևան (Yerevan), the ministry said that four soldiers were wounded; in თბილისი, nobody was hurt.",
	} {
		got := read.Claims(evidence.Report{Text: text}, lex)
		if err := got.Check(text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if len(got.Claims) == 0 {
			t.Errorf("no claim from %s", text)
		}
	}
}

// Lists of names and tables say nothing of their language: what the report
// declares counts, and where it declares nothing they are read.
func TestTablesSayNothing(t *testing.T) {
	table := "Goris\t12\t4\nBarda\t3\t–\nOslo\t7\t1"
	if code, _ := read.Language(table); code != "" {
		t.Errorf("a table is taken for %q", code)
	}
	if code, _ := read.Language(""); code != "" {
		t.Errorf("no text is taken for %q", code)
	}
}
