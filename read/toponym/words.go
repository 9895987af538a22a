package toponym

import "strings"

// The closed classes of words by which a name is known, in small letters.
var (
	// placing are the words after which a name is that of a place.
	placing = set("in at near outside around across throughout from to into toward towards between through via inside within off above below beyond surrounding downtown northern southern eastern western central north south east west northeast northwest southeast southwest north-east north-west south-east south-west greater mainland")
	// kindsOfPlace are nouns that say what a name beside them is.
	kindsOfPlace = set(`area areas avenue bay beach borough boulevard bridge canal canton capital castle city cities coast colony counties country county
		creek crossing desert district districts dam delta enclave falls forest garrison governorate gulf hamlet harbour harbor highway hill hills island islands isle isles
		kingdom lake lane municipality mountain mountains neighborhood neighborhoods neighbourhood oblast outskirts parish peninsula plain port prefecture province provinces
		region regions republic river road sea shore square state states station straits strait street suburb suburbs territory town towns township valley village villages voivodeship ward zone`)
	// courtesies are words before the name of a person.
	courtesies = set(`mr mrs ms miss dr prof professor rev reverend fr sir lord lady dame judge justice sen senator rep reps representative congressman congresswoman gov governor mayor president chairman
		chairwoman officer detective det sgt sergeant lt lieutenant capt captain cpl corporal col colonel maj major gen general adm admiral commander coach sheriff constable inspector insp superintendent supt pastor bishop
		archbishop cardinal pope king queen prince princess minister secretary spokesman spokeswoman spokesperson prosecutor lawyer actor actress singer author councillor councilman alderman cllr deputy chancellor premier
		sultan sheikh sheik imam ayatollah pte private baron baroness count duke duchess earl trooper trainer striker defender midfielder goalkeeper quarterback`)
	// firmly are the words after which even a name of persons is that of a place.
	firmly = set("in near outside around across throughout inside within surrounding downtown northern southern eastern western central north south east west greater mainland of")
	// openers are words that begin a sentence and no name.
	openers = set(`i we he she it they my our his her their this that these those the a an and but or nor so yet all every each many most much some any no none one two three four five six seven eight nine ten
		not what when where who why how which while whereas since after before as if because although though until unless with without for by also now then here there meanwhile however instead thus hence still
		even only just both either neither such other another more last next first later earlier today yesterday tomorrow said says according about during despite among like per via is are was were be been has have had do does did
		will would can could may might must should let ideally indeed perhaps maybe once again soon finally moreover furthermore besides yes former ex new`)
	// ventures are nouns that end the names of teams, firms and papers.
	ventures = set(`airlines airways athletic bears braves broncos brewing bulls cardinals championship championships chargers classic college convention cowboys cubs cup derby dodgers eagles festival fc fire giants globe
		gazette hawks heat herald hornets international jets journal kings knicks lakers lions magic marathon marlins motors observer open orchestra panthers patriots pistons pride raiders rangers rays rockets royals saints
		spurs steelers sun symphony tech telegraph texans thunder titans tribune united wanderers warriors wizards yankees day week democrats republicans democratic republican rovers city town`)
	// facilities are nouns that end the names of things built.
	facilities = set(`academy airport arena barracks base basilica building camp cathedral cemetery center centre chapel church clinic college court courthouse embassy estate
		factory farm garden gardens hall highway hospital hotel house infirmary jail library mall market mosque museum palace park pier plant plaza prison racecourse refinery reservoir
		restaurant school schools shrine stadium station synagogue temple terminal theater theatre tower towers university zoo`)
	// bodies are nouns that end the names of organisations.
	bodies = set(`agency alliance army assembly association authority bank battalion brigade broadcaster bureau bulletin cabinet
		channel club coalition command commission committee community company congress corporation corps council count court
		daily department dispatch division federation force forces foundation front fund government group guard guards herald
		initiative institute institution journal league media ministry mission monitor movement network news office
		organisation organization parliament party police post press programme project radio regiment senate service
		society staff syndicate team times television tribunal tribune tv union university watch wire`)
	// calendar are the names of days and months.
	calendar = set("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december")
	// inside are the words after which a name that no gazetteer has is taken
	// for that of a place.
	inside = set("in near outside around across throughout")
	// ofPlace are nouns that say of a name behind "of" that it is a place.
	ofPlace = set(`area borough canton capital city cities coast county district districts governorate hamlet island municipality neighborhood neighborhoods neighbourhood neighbourhoods oblast outskirts
		parish port prefecture province provinces region suburb suburbs town towns township village villages voivodeship north south east west northeast northwest southeast southwest`)
	// behindName are nouns that say so of a name before them.
	behindName = set(`borough canton city county district enclave governorate municipality neighborhood neighbourhood oblast prefecture province region suburb town township village airport`)
	// roads are the nouns that end the names of ways.
	roads = set("avenue ave boulevard blvd close crescent drive freeway highway lane motorway parkway pike rd road roads route st street terrace turnpike way")
	// onRoad are the words before "the" and the number of a road.
	onRoad = set("on along near off down across of onto over under to from blocking closed")
	// waters are the nouns that end the names of what lies in nature, and of
	// parts of a state.
	waters = set(`bay beach borough canyon county creek district governorate hills island islands lake lakes mountain mountains oblast parish peninsula prefecture province river
		township valley village falls heights springs ridge forest harbour harbor cove`)
	// built are nouns that end the names of single buildings and grounds.
	built = set(`airport arena barracks basilica cathedral cemetery castle estate hospital hotel infirmary jail monastery mosque museum palace park plaza prison racecourse
		refinery shrine square stadium synagogue theater theatre tower university zoo`)
	// sited are the words before the name of a place where something is.
	sited = set("at in to near from outside on inside of around before within towards by")
	// working are the words before "at" and whom somebody works for.
	working = set(`employee employees work works worked working job role roles position professor lecturer researcher analyst strategist economist director executive manager fellow
		tweeted laughed looked look pointed shouted aimed directed people colleagues star model designer developer engineer`)
	// going are the words of motion before "to" or "from" and a place.
	going = set(`move moved moves moving travel travelled traveled travels travelling traveling go goes went going gone drive drove driven driving fly flew flown flying flight flights return returned returns
		returning flee fled fleeing head headed heading trip trips journey visit visits march marched marching walk walked ran escape escaped retreat retreated withdraw withdrew withdrawn advance advanced advancing
		deported extradited transferred evacuated airlifted relocated sailed en bound road roads route way train bus convoy convoys miles kilometres kilometers km back native resident residents hails hailed came come arrived left`)
	// listed are the words that may follow the last name of a list.
	listed = set("and or in on at as after before where when for with near by since during have has had were was are is")
	// subjects are the words before "in" and what somebody studied.
	subjects = set("degree degrees ba bsc ma msc phd bachelor bachelor's master master's diploma doctorate course courses major majored interest specialist specialised specialized expert")
	// general are words that make a name one of many, or that of a body.
	general = set(`american catholic national supreme high federal constitutional international world european culinary southern northern eastern western orthodox coptic baptist methodist anglican
		secondary environmental city state central royal public the a an district county general regional`)
	// elsewhere are names behind "in" of what is no place.
	elsewhere = set(`congress parliament senate christ god jesus islam christianity judaism hinduism english arabic french spanish latin facebook twitter instagram google microsoft apple amazon
		youtube parliament's ramadan christmas easter brexit covid heaven hell internet bitcoin excel chapter section article part phase group grade division class room hall act scene volume figure table appendix
		western eastern northern southern central islamic`)
)

// set makes a set of the words in list.
func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
