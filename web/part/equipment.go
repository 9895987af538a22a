package part

import "tallystick/web/message"

// classes are the classes of equipment that the catalogue of losses and the
// reader know.
var classes = vocabulary(
	message.Say("military equipment"), message.Say("armoured vehicle"), message.Say("tank"), message.Say("armoured fighting vehicle"),
	message.Say("infantry fighting vehicle"), message.Say("armoured personnel carrier"), message.Say("mine-resistant ambush protected vehicle"),
	message.Say("infantry mobility vehicle"), message.Say("artillery"), message.Say("towed artillery"), message.Say("anti-tank gun"),
	message.Say("mortar"), message.Say("self-propelled artillery"), message.Say("multiple rocket launcher"), message.Say("ballistic missile system"),
	message.Say("coastal defence missile system"), message.Say("artillery support vehicle"), message.Say("anti-tank weapon"),
	message.Say("self-propelled anti-tank missile system"), message.Say("air-defence system"), message.Say("anti-aircraft gun"),
	message.Say("self-propelled anti-aircraft gun"), message.Say("surface-to-air missile system"), message.Say("man-portable air-defence system"),
	message.Say("radar or jammer"), message.Say("radar"), message.Say("jammer"), message.Say("aircraft"), message.Say("combat aircraft"),
	message.Say("strategic bomber"), message.Say("command and control aircraft"), message.Say("maritime patrol aircraft"),
	message.Say("transport aircraft"), message.Say("trainer aircraft"), message.Say("helicopter"), message.Say("unmanned aerial vehicle"),
	message.Say("unmanned combat aerial vehicle"), message.Say("reconnaissance unmanned aerial vehicle"), message.Say("loitering munition"),
	message.Say("unmanned ground vehicle"), message.Say("naval vessel"), message.Say("ship"), message.Say("submarine"), message.Say("naval drone"),
	message.Say("command post vehicle"), message.Say("engineering vehicle"), message.Say("vehicle"), message.Say("truck"), message.Say("light vehicle"),
	message.Say("train"), message.Say("balloon"),
)

// ClassWords says a class of equipment, given by its singular. A class of an
// operator's own catalogue is named as that names it.
func ClassWords(class string) message.Text { return term(classes, class) }
