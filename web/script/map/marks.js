// Marks on the map: discs of spots and plates of areas, as the server draws
// them. A mark of one incident is a link to it; where there are several, at one
// place or one under the other, it opens a list of them.

import { lettered } from "./layers.js";
import { settle } from "./plates.js";

// putMarks puts a map's marks on it in the place of those that it has.
export function putMarks(kept) {
	const { library, map, marks, sheet } = kept;
	shut(kept);
	for (const old of kept.markers ?? []) old.marker.remove();
	kept.markers = marks.features.map((feature) => {
		const { properties: told } = feature;
		const element = told.kind === "spot" ? disc(told) : plate(told);
		const marker = new library.Marker({ element, anchor: "center", subpixelPositioning: true }).setLngLat(middle(feature)).addTo(map);
		element.removeAttribute("role"); // it is a link, and no picture
		const made = { feature, marker, element };
		element.addEventListener("click", (click) => open(kept, made, click));
		element.addEventListener("focus", () => {
			if (!map.getBounds().contains(marker.getLngLat())) map.panTo(marker.getLngLat(), { animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
		});
		return made;
	});
	sheet.querySelector(".maplibregl-canvas")?.setAttribute("aria-label", sheet.dataset.sayMap);
	settle(kept);
	if (!kept.settles) {
		map.on("moveend", () => settle(kept));
		map.on("click", () => shut(kept));
	}
	kept.settles = true;
}

// middle is a spot's point, or a point of an area that stands for nothing.
export function middle({ geometry, properties: { kind, label, extent: box } }) {
	return kind === "spot" ? geometry.coordinates : label ?? [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

// open opens the list of what lies under a mark; a mark of one incident with
// none beneath it is followed as the link that it is.
function open(kept, made, click) {
	if (click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
	const { sheet } = kept;
	const here = made.element.getBoundingClientRect();
	const under = kept.markers.filter(({ feature, element }) => {
		if (feature === made.feature) return true;
		if (feature.properties.kind !== "spot" || made.feature.properties.kind !== "spot") return false;
		const box = element.getBoundingClientRect();
		return Math.hypot(box.x - here.x, box.y - here.y) < 0.8 * (radius(feature.properties.toll) + radius(made.feature.properties.toll));
	});
	const incidents = under.reduce((n, m) => n + m.feature.properties.incidents.length, 0);
	if (incidents < 2) return;
	click.preventDefault();
	click.stopPropagation(); // the map closes the list at a click beside a mark
	shut(kept);
	const list = kept.list = document.createElement("div");
	list.className = "atlas-list";
	list.setAttribute("role", "dialog");
	list.setAttribute("aria-label", sheet.dataset.sayHere);
	const close = document.createElement("button");
	close.type = "button";
	close.textContent = "×";
	close.setAttribute("aria-label", sheet.dataset.sayClose);
	close.addEventListener("click", () => back(kept, made));
	list.addEventListener("keydown", (key) => {
		if (key.key === "Escape") back(kept, made);
	});
	list.append(close);
	for (const { feature: { properties: told } } of under) list.append(...entries(told, sheet.dataset.sayAll));
	kept.holder.append(list);
	list.querySelector("a").focus({ preventScroll: true });
}

function shut(kept) {
	kept.list?.remove();
	kept.list = null;
}

// back closes the list; its mark is what a reader stands on again.
function back(kept, made) {
	shut(kept);
	made.element.focus({ preventScroll: true });
}

// most is how many incidents of a place a list on the map has.
const most = 12;

function entries(told, all) {
	const head = document.createElement("p");
	head.dir = "auto";
	head.textContent = lettered(told);
	const list = document.createElement("ul");
	for (const i of told.incidents.slice(0, most)) {
		const item = document.createElement("li");
		item.append(sign(i.standing, 8, 14), anchor(i.href, i.title));
		list.append(item);
	}
	if (told.incidents.length > most) {
		const item = document.createElement("li");
		item.append(anchor(told.href, all));
		list.append(item);
	}
	return [head, list];
}

function anchor(href, text) {
	const link = document.createElement("a");
	link.href = href;
	link.dir = "auto";
	link.textContent = text;
	return link;
}

export function radius(toll) {
	return toll === 0 ? 6 : toll < 10 ? 8.5 : toll < 100 ? 12 : 17;
}

// disc is the mark of a spot: half filled where accounts differ.
function disc(told) {
	const link = markLink(told, "atlas-spot");
	link.append(sign(told.standing, radius(told.toll), 18));
	return link;
}

// plate is the mark of an area: a disc would point at a spot.
function plate(told) {
	const link = markLink(told, "atlas-plate");
	const name = document.createElement("bdi");
	name.textContent = lettered(told);
	link.append(sign(told.standing, 6, 8), name);
	return link;
}

function markLink(told, kind) {
	const link = document.createElement("a");
	link.className = `spot atlas-mark ${kind}`;
	link.href = told.href;
	link.title = told.title;
	link.setAttribute("aria-label", told.title);
	return link;
}

// sign is the disc of a standing in a square of so many units to each side.
function sign(standing, r, half) {
	const svg = drawn("svg", { viewBox: `${-half} ${-half} ${2 * half} ${2 * half}`, width: 2 * half, height: 2 * half, "aria-hidden": "true" });
	const g = drawn("g", { class: "disc spot" });
	g.append(drawn("circle", { class: standing, r }));
	if (standing === "contested") g.append(drawn("path", { class: "half", d: `M0-${r}a${r} ${r} 0 0 0 0 ${2 * r}z` }));
	svg.append(g);
	return svg;
}

function drawn(name, attributes) {
	const element = document.createElementNS("http://www.w3.org/2000/svg", name);
	for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
	return element;
}
