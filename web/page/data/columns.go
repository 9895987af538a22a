package data

import "tallystick/web/message"

// kind is a file of flow.Downloads with what stands in it.
type kind struct {
	name      string
	what, row message.Text
	columns   []column
}

// column explains a column, or several that belong together.
type column struct {
	Names []string
	Means message.Text
}

func names(names ...string) []string { return names }

var kinds = []kind{
	{"claims.csv", message.Say("Every public claim, a row each: who says what of whom, where and when, in which sentence, and who accepted it."), message.Say("about 1 kB a claim"), claimColumns},
	{"claims.json", message.Say("The same by reports, in the reader’s own format, with the stretches of text that may be shown."), message.Say("about 2 kB a claim"), nil},
	{"incidents.csv", message.Say("The public incidents, a row for each of their claims. Behind these columns stand those of a claim."), message.Say("about 1 kB a claim"), incidentColumns},
	{"incidents.jsonl", message.Say("The same with their accounts, an object a line."), message.Say("about 8 kB an incident"), nil},
	{"losses.csv", message.Say("The public units of equipment on the lists, a row each, with the way back to the line that lists them."), message.Say("about 500 bytes a unit"), lossColumns},
	{"ceasefires.csv", message.Say("Truces that registers and claims tell of, a row each."), message.Say("about 500 bytes a truce"), truceColumns},
	{"ceasefires.json", message.Say("The same with the claims that speak of each."), message.Say("about 2 kB a truce"), nil},
}

var claimColumns = []column{
	{names("claim", "report"), message.Say("ids: the claim’s page is /claim/ID, its report’s /report/ID")},
	{names("title", "publisher"), message.Say("of the report; the outlet that printed it is not the source that speaks")},
	{names("published_from", "published_to", "published_basis"), message.Say("when the report was published, and what that rests on")},
	{names("stance", "modality"), message.Say("whether it asserts, accuses, denies and so on, and how firmly")},
	{names("verbatim"), message.Say("whether the content stands in quotation marks")},
	{names("source", "source_role", "source_kind", "source_sides"), message.Say("who speaks, in which role, and for which sides; empty for the report’s own voice")},
	{names("content_start", "content_end"), message.Say("where the content stands in the cleaned text, in bytes")},
	{names("content", "sentence"), message.Say("the words claimed and the sentence around them; empty where the excerpt has no room for them")},
	{names("event_type", "event_mode"), message.Say("the kind of event, in the words of PLOVER")},
	{names("agents", "targets", "instrument"), message.Say("who is said to have done it, to whom, and with what")},
	{names("time_from", "time_to", "time_basis"), message.Say("when it is said to have happened, and what that rests on")},
	{names("places", "latitudes", "longitudes"), message.Say("where, in WGS 84 degrees, rounded as everything public is")},
	{names("counts", "losses"), message.Say("the numbers given, as intervals; a part names its whole and is never added to it")},
	{names("ceasefire", "access", "control"), message.Say("what is said of a truce, of a road, of who holds a place")},
	{names("responds_to"), message.Say("the claim that this one answers")},
	{names("evidence"), message.Say("addresses that the claim points at")},
	{names("rules"), message.Say("the reader’s rules that made it")},
	{names("entry"), message.Say("the entry of the log that holds the reading: /entry/N proves it")},
	{names("accepted_by", "accepted_at", "accepted_reasons", "decision_entries"), message.Say("who accepted it, when and why, and the entries that say so")},
}

var incidentColumns = []column{
	{names("incident"), message.Say("its id: its page is /incident/ID")},
	{names("incident_state", "incident_accepted_by"), message.Say("who accepted that these claims speak of one thing")},
	{names("begins", "ends", "incident_places"), message.Say("the days and places that its claims tell of")},
	{names("standing"), message.Say("whether its accounts contradict each other")},
	{names("origins", "reports"), message.Say("how many reports tell of it, and from how many origins: what one copies from another has one")},
	{names("accounts"), message.Say("the accounts in which the claim stands")},
	{names("answers", "answers_sure"), message.Say("the claim that it answers, and how sure that is")},
}

var lossColumns = []column{
	{names("side"), message.Say("who lost it")},
	{names("class", "model", "origin"), message.Say("what it is, and where it was made")},
	{names("history", "counted_as"), message.Say("what befell it, in order, and the one fate under which it is counted")},
	{names("lost_from", "lost_to"), message.Say("when it was lost, as far as somebody says")},
	{names("place", "latitude", "longitude", "precision"), message.Say("where, no finer than the operator allows")},
	{names("listed_as", "listed_on"), message.Say("the words of each list, and when it took the unit in")},
	{names("evidence"), message.Say("addresses of what shows it")},
	{names("rules"), message.Say("the rules by which it was read")},
	{names("tallystick_unit", "tallystick_entry", "tallystick_recorded"), message.Say("its id, the entry that holds the row, and when that was recorded")},
	{names("tallystick_list", "tallystick_edition", "tallystick_file", "tallystick_line"), message.Say("the list, the edition, its file by SHA-256, and the line")},
}

var truceColumns = []column{
	{names("truce"), message.Say("its id: its page is /ceasefire/ID")},
	{names("register", "register_id", "register_lines", "location"), message.Say("the register that lists it, its number and lines there, and the place it gives")},
	{names("parties", "brokers"), message.Say("between whom, and who brought it about")},
	{names("announced", "effective", "ended"), message.Say("the days that a register or claims give")},
	{names("scope", "purpose"), message.Say("in the register’s words")},
	{names("state", "state_of", "accusations"), message.Say("what is told of it now and by whom; who accuses whom of breaking it, in how many claims from how many origins")},
	{names("breach_claims", "breach_days", "denial_claims"), message.Say("the claims that it was broken, how many days after it took effect, and the claims that deny it")},
	{names("end_claims", "end_said_by"), message.Say("the claims that it ended, and who makes them")},
	{names("truce_claims", "sureness"), message.Say("all claims that speak of it, and how sure that is of each")},
	{names("before"), message.Say("the truce that it came before, where only the order is told")},
	{names("odd"), message.Say("what is wrong with the register’s rows")},
}
