// Makes the map of a page move, once it comes into view. The drawing that the
// server made stays where this cannot run. Nothing is asked of another host
// but the tiles that the operator named.

import { follow, ground } from "./map/ground.js";
import { bounds, layers, paint, sources, keepClear } from "./map/layers.js";
import { putMarks } from "./map/marks.js";

const moving = new Set(); // {sheet, map, holder, marks}

begin();
document.addEventListener("swap", begin); // another moment or other days of the page were put in the place of these

function begin() {
	const sheets = [...document.querySelectorAll(".atlas-sheet[data-marks]")];
	for (const kept of moving) {
		if (kept.sheet.isConnected) continue;
		const sheet = sheets.find((s) => s.dataset.base === kept.sheet.dataset.base && !s.dataset.state);
		moving.delete(kept);
		if (sheet) move(kept, sheet).catch((fault) => stay(sheet, fault, kept.map));
		else kept.map.remove();
	}
	for (const sheet of sheets) {
		if (sheet.dataset.state) continue;
		sheet.dataset.state = "waits";
		new IntersectionObserver((seen, watch) => {
			if (!seen.some((entry) => entry.isIntersecting)) return;
			watch.disconnect();
			if (sheet.isConnected) start(sheet).catch((fault) => stay(sheet, fault));
		}, { rootMargin: "200px" }).observe(sheet);
	}
}

// stay leaves the sheet as it was drawn, and says why in it.
function stay(sheet, fault, map) {
	sheet.dataset.why = fault.message;
	map?.remove();
	sheet.querySelector(".atlas-live")?.remove();
	sheet.classList.remove("moves");
	sheet.dataset.state = "stays";
}

async function start(sheet) {
	const says = sheet.dataset;
	if (!document.createElement("canvas").getContext("webgl2")) return;
	const [library, marks] = await Promise.all([import(says.library), json(says.marks), style(says.sheet)]);
	library.setWorkerUrl(new URL(says.worker, location.href).href);

	const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
	const first = await ground(says.base, says.box.split(",").map(Number));
	if (!sheet.isConnected) return;
	const holder = document.createElement("div");
	holder.className = "atlas-live";
	sheet.append(holder);
	const map = new library.Map({
		container: holder, bounds: bounds(says.box), maxZoom: 11, renderWorldCopies: false, dragRotate: false, pitchWithRotate: false, touchPitch: false,
		attributionControl: false, cooperativeGestures: true, fadeDuration: still ? 0 : 200, trackResize: true,
		style: { version: 8, sources: sources(first, marks, says.tiles), layers: layers(says.tiles, marks) },
		locale: {
			"Map.Title": says.sayMap, "NavigationControl.ZoomIn": says.sayIn, "NavigationControl.ZoomOut": says.sayOut,
			"ScaleControl.Kilometers": says.sayKm, "ScaleControl.Meters": says.sayM,
			"CooperativeGesturesHandler.WindowsHelpText": says.sayWheel, "CooperativeGesturesHandler.MacHelpText": says.sayWheel.replace("Ctrl", "⌘"), "CooperativeGesturesHandler.MobileHelpText": says.sayFingers,
		},
	});
	const kept = { sheet, holder, map, library, marks };
	moving.add(kept);
	map.once("style.load", () => keepClear(map));
	map.touchZoomRotate.disableRotation();
	map.keyboard.disableRotation();
	map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
	map.addControl(new library.ScaleControl({}), "bottom-left");
	follow(map, says.base, first.bbox);
	matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => paint(map, says.tiles, kept.marks));
	await new Promise((drawn, failed) => {
		map.once("idle", drawn);
		map.once("error", (e) => failed(e.error));
	});
	show(kept);
}

// show puts the map in the place of the drawing. Whoever stood on a mark of the
// drawing stands on the same mark then.
function show(kept) {
	const { sheet } = kept;
	const at = document.activeElement;
	const stood = at?.closest?.("svg.atlas") && sheet.contains(at) ? at.getAttribute("href") : null;
	sheet.classList.add("moves");
	putMarks(kept);
	if (stood) [...kept.holder.querySelectorAll("a.atlas-mark")].find((a) => a.getAttribute("href") === stood)?.focus({ preventScroll: true });
	sheet.dataset.state = "moves";
}

// move hangs a map that moves already on another sheet, with that one's marks.
async function move(kept, sheet) {
	sheet.dataset.state = "waits";
	kept.marks = await json(sheet.dataset.marks);
	if (!sheet.isConnected) return kept.map.remove();
	kept.sheet = sheet;
	moving.add(kept);
	sheet.append(kept.holder);
	for (const [name, data] of Object.entries(sources(null, kept.marks))) kept.map.getSource(name).setData(data);
	kept.map.resize();
	kept.map.fitBounds(bounds(sheet.dataset.box), { animate: false });
	show(kept);
}

async function json(address) {
	const answer = await fetch(address);
	if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
	return answer.json();
}

function style(address) {
	if (document.querySelector(`link[href="${CSS.escape(address)}"]`)) return null;
	return new Promise((loaded, failed) => {
		const link = document.createElement("link");
		link.rel = "stylesheet";
		link.href = address;
		link.onload = loaded;
		link.onerror = failed;
		document.head.append(link);
	});
}
