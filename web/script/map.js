// Makes the map of a page move, once it comes into view. The drawing that the
// server made stays where this cannot run. Nothing is asked of another host
// but the tiles that the operator named.

const moving = new Set();

begin();
document.addEventListener("swap", () => { // another moment of the page was put in the place of this one
	for (const map of moving) {
		if (map.getContainer().isConnected) continue;
		map.remove();
		moving.delete(map);
	}
	begin();
});

function begin() {
	for (const sheet of document.querySelectorAll(".atlas-sheet[data-marks]")) {
		new IntersectionObserver((seen, watch) => {
			if (!seen.some((entry) => entry.isIntersecting)) return;
			watch.disconnect();
			start(sheet).catch((fault) => {
				console.debug("the map stays as it was drawn:", fault);
				sheet.querySelector(".atlas-live")?.remove();
				sheet.classList.remove("moves");
			});
		}, {rootMargin: "200px"}).observe(sheet);
	}
}

async function start(sheet) {
	const says = sheet.dataset;
	if (!document.createElement("canvas").getContext("webgl2")) return;
	const [library, marks] = await Promise.all([import(says.library), json(says.marks), style(says.sheet)]);
	library.setWorkerUrl(new URL(says.worker, location.href).href);

	const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
	const [west, south, east, north] = says.box.split(",").map(Number);
	const first = await ground(says.base, [west, south, east, north]);
	const holder = document.createElement("div");
	holder.className = "atlas-live";
	sheet.append(holder);
	sheet.classList.add("moves");
	const map = new library.Map({
		container: holder, bounds: [[west, south], [east, north]], maxZoom: 11, renderWorldCopies: false, dragRotate: false, pitchWithRotate: false, touchPitch: false,
		attributionControl: false, cooperativeGestures: true, fadeDuration: still ? 0 : 200, trackResize: true,
		style: {version: 8, sources: sources(first, marks, says.tiles), layers: layers(says.tiles, marks)},
		locale: {
			"Map.Title": says.sayMap, "NavigationControl.ZoomIn": says.sayIn, "NavigationControl.ZoomOut": says.sayOut,
			"CooperativeGesturesHandler.WindowsHelpText": says.sayWheel, "CooperativeGesturesHandler.MacHelpText": says.sayWheel.replace("Ctrl", "⌘"), "CooperativeGesturesHandler.MobileHelpText": says.sayFingers,
		},
	});
	moving.add(map);
	map.once("style.load", () => keepClear(map));
	map.touchZoomRotate.disableRotation();
	map.keyboard.disableRotation();
	map.addControl(new library.NavigationControl({showCompass: false}), "top-right");
	map.addControl(new library.ScaleControl({}), "bottom-left");
	for (const f of marks.features) new library.Marker({element: disc(f.properties), anchor: "center"}).setLngLat(f.geometry.coordinates).addTo(map);
	follow(map, says.base, first.bbox);
	matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => paint(map, says.tiles, marks));
	await new Promise((drawn, failed) => {
		map.once("idle", drawn);
		map.once("error", e => failed(e.error));
	});
	sheet.dataset.state = "moves";
}

async function json(address) {
	const answer = await fetch(address);
	if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
	return answer.json();
}

function style(address) {
	return new Promise((loaded, failed) => {
		const link = document.createElement("link");
		link.rel = "stylesheet";
		link.href = address;
		link.onload = loaded;
		link.onerror = failed;
		document.head.append(link);
	});
}

// ground asks for the base of a box with as much again around it. Boxes are
// widened to round degrees, so that near views ask for the same.
function ground(address, [west, south, east, north]) {
	const step = 2 ** Math.ceil(Math.log2((east - west) / 4));
	const out = (n, by, most) => Math.max(-most, Math.min(most, Math.round((n + by) / step) * step));
	const wide = east - west, high = north - south;
	const box = [out(west, -wide, 180), out(south, -high, 90), out(east, wide, 180), out(north, high, 90)];
	return json(`${address}?box=${box.join(",")}`);
}

// follow fetches the base anew when the view leaves what was fetched, or is far
// smaller.
function follow(map, address, box) {
	let turn = 0;
	map.on("moveend", async () => {
		const b = map.getBounds();
		const view = [Math.max(-180, b.getWest()), Math.max(-90, b.getSouth()), Math.min(180, b.getEast()), Math.min(90, b.getNorth())];
		const within = view[0] >= box[0] && view[1] >= box[1] && view[2] <= box[2] && view[3] <= box[3];
		if (within && (view[2] - view[0]) * 8 > box[2] - box[0]) return;
		const mine = ++turn;
		const base = await ground(address, view).catch(() => null);
		if (!base || mine !== turn) return;
		box = base.bbox;
		map.getSource("base").setData(base);
	});
}

function sources(base, marks, tiles) {
	const all = {
		base: {type: "geojson", data: base, tolerance: 0.2},
		marks: {type: "geojson", data: {type: "FeatureCollection", features: marks.features.map(named)}},
		extents: {type: "geojson", data: {type: "FeatureCollection", features: marks.features.map(extent)}},
	};
	if (tiles) all.tiles = {type: "raster", tiles: [tiles], tileSize: 256};
	return all;
}

// named is a mark with its name, and how far from its middle that stands.
function named(f) {
	const {place, incidents, toll} = f.properties;
	const clear = toll === 0 ? 0.8 : toll < 10 ? 1 : toll < 100 ? 1.25 : 1.65;
	return {...f, properties: {name: incidents.length > 1 ? `${place} ×${incidents.length}` : place, clear, toll}};
}

// extent is the area in which a mark's place lies, a circle on the ground.
function extent(f) {
	const [lon, lat] = f.geometry.coordinates;
	const up = f.properties.radius_m / 111195, across = up / Math.cos(lat * Math.PI / 180);
	const ring = Array.from({length: 65}, (_, i) => {
		const turn = i % 64 * Math.PI / 32;
		return [lon + across * Math.cos(turn), lat + up * Math.sin(turn)];
	});
	return {type: "Feature", properties: {}, geometry: {type: "Polygon", coordinates: [ring]}};
}

// disc is the mark as the server draws it: a link, half filled where accounts
// differ.
function disc(told) {
	const link = document.createElement("a");
	link.className = "spot atlas-spot";
	link.href = told.href;
	link.title = told.title;
	link.setAttribute("aria-label", told.title);
	const r = told.toll === 0 ? 6 : told.toll < 10 ? 8.5 : told.toll < 100 ? 12 : 17;
	const svg = drawn("svg", {viewBox: "-18 -18 36 36", "aria-hidden": "true"}), g = drawn("g", {class: "disc"});
	g.append(drawn("circle", {class: told.standing, r}));
	if (told.standing === "contested") g.append(drawn("path", {class: "half", d: `M0-${r}a${r} ${r} 0 0 0 0 ${2 * r}z`}));
	svg.append(g);
	link.append(svg);
	return link;
}

function drawn(name, attributes) {
	const element = document.createElementNS("http://www.w3.org/2000/svg", name);
	for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
	return element;
}

// keepClear lets no name stand over a disc: a layer of clear pictures of the
// discs' sizes comes before the names.
function keepClear(map) {
	const size = 40;
	map.addImage("disc", {width: size, height: size, data: new Uint8Array(4 * size * size)});
	map.addLayer({id: "discs", type: "symbol", source: "marks", layout: {
		"icon-image": "disc", "icon-allow-overlap": true, "icon-size": ["step", ["get", "toll"], 0.3, 1, 0.42, 10, 0.6, 100, 0.85],
	}});
}

// colour is a colour of the page's style sheet.
function colour(name) {
	return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

// paints are the layers. Places that marks name are named by them alone.
function paints(marked) {
	const plain = ["Noto Sans", "Liberation Sans", "Arial", "sans-serif"]; // drawn in the browser from fonts that it has
	const bold = ["Noto Sans Bold", "Liberation Sans Bold", "Arial Bold", "sans-serif"];
	const kind = k => ["==", ["get", "kind"], k];
	const place = classes => ["all", kind("place"), ["in", ["get", "class"], ["literal", classes]], ["<=", ["get", "zoom"], ["zoom"]], ["!", ["in", ["get", "name"], ["literal", marked]]]];
	const name = {"text-font": plain, "text-field": ["get", "name"], "symbol-sort-key": ["get", "rank"], "text-padding": 4, "text-max-width": 30};
	const halo = water => ({"text-color": colour("muted"), "text-halo-color": colour(water ? "water" : "land"), "text-halo-width": 1.6});
	return [
		{id: "water", type: "background", paint: {"background-color": colour("water")}},
		{id: "land", type: "fill", filter: kind("land"), paint: {"fill-color": colour("land"), "fill-outline-color": colour("shore")}},
		{id: "lake", type: "fill", filter: kind("lake"), paint: {"fill-color": colour("water"), "fill-outline-color": colour("shore")}},
		{id: "river", type: "line", filter: kind("river"), paint: {"line-color": colour("shore"), "line-width": 0.8}},
		{id: "border", type: "line", filter: kind("border"), paint: {"line-color": colour("border"), "line-width": 1.3}},
		{id: "disputed", type: "line", filter: kind("disputed"), paint: {"line-color": colour("border"), "line-width": 1.3, "line-dasharray": [4, 3]}},
		{id: "extent", type: "fill", source: "extents", paint: {"fill-color": colour("extent"), "fill-opacity": 0.07}},
		{id: "extent-edge", type: "line", source: "extents", paint: {"line-color": colour("extent"), "line-opacity": 0.55, "line-dasharray": [2, 3]}},
		{id: "dot", type: "circle", filter: place(["city", "town", "village"]), paint: {"circle-radius": 2.4, "circle-color": colour("muted")}},
		{id: "waters", type: "symbol", filter: place(["sea", "lake"]), layout: {...name, "text-size": 13}, paint: halo(true)},
		{id: "towns", type: "symbol", filter: place(["city", "town", "village"]), layout: {...name, "text-size": 13, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.5}, paint: halo(false)},
		{id: "countries", type: "symbol", filter: place(["country"]), layout: {...name, "text-size": 12, "text-transform": "uppercase", "text-letter-spacing": 0.18, "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 1.5}, paint: halo(false)},
		{id: "marks", type: "symbol", source: "marks", layout: {
			"text-font": bold, "text-field": ["get", "name"], "text-size": 13, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": ["get", "clear"],
			"symbol-sort-key": ["-", 0, ["get", "toll"]], "text-max-width": 30,
		}, paint: {"text-color": colour("ink"), "text-halo-color": colour("land"), "text-halo-width": 1.8}},
	];
}

function layers(tiles, marks) {
	const all = paints(marks.features.flatMap(f => f.properties.places)).map(l => l.type === "background" || l.source ? l : {...l, source: "base"});
	if (!tiles) return all;
	const ground = all.findIndex(l => l.id === "border");
	return [{id: "tiles", type: "raster", source: "tiles"}, ...all.slice(ground)];
}

function paint(map, tiles, marks) {
	for (const l of layers(tiles, marks)) for (const [name, value] of Object.entries(l.paint ?? {})) map.setPaintProperty(l.id, name, value);
}
