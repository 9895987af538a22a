// What the map is drawn of, in the colours of the page.

const bold = ["Noto Sans Bold", "Liberation Sans Bold", "Arial Bold", "sans-serif"]; // drawn in the browser from fonts that it has
export const collection = (features) => ({ type: "FeatureCollection", features });

// bounds are the corners that an attribute of the sheet names.
export function bounds(box) {
	const [west, south, east, north] = box.split(",").map(Number);
	return [[west, south], [east, north]];
}

// sources are what the layers draw; without a base those of the marks alone.
export function sources(base, marks, tiles) {
	const all = {
		marks: { type: "geojson", data: collection(marks.features.filter((f) => f.properties.kind === "spot").map(named)) },
		extents: { type: "geojson", data: collection(marks.features.filter((f) => f.properties.kind !== "country" && !f.properties.water).map(extent)) },
	};
	all.plates = { type: "geojson", data: collection([]) };
	if (!base) return Object.fromEntries(Object.entries(all).map(([name, source]) => [name, source.data]));
	all.base = { type: "geojson", data: base, tolerance: 0.2 };
	if (tiles) all.tiles = { type: "raster", tiles: [tiles], tileSize: 256 };
	return all;
}

// named is a mark with its name, and how far from its middle that stands.
function named(f) {
	const { toll } = f.properties;
	const clear = toll === 0 ? 0.8 : toll < 10 ? 1 : toll < 100 ? 1.25 : 1.65;
	return { ...f, properties: { name: lettered(f.properties), clear, toll } };
}

// lettered is the mark's name on the map, with how many incidents are told of it.
export function lettered({ place, incidents }) {
	return incidents.length > 1 ? `${place} ×${incidents.length}` : place;
}

// extent is where a mark's place lies: a circle on the ground about a spot, a
// box with rounded corners for an area.
function extent(f) {
	const box = f.properties.extent;
	let [lon, lat, across, up, power] = [];
	if (!box) {
		[lon, lat] = f.geometry.coordinates;
		up = f.properties.radius_m / 111195;
		across = up / Math.cos(lat * Math.PI / 180);
		power = 1;
	} else {
		[lon, lat, across, up, power] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2, (box[2] - box[0]) / 2, (box[3] - box[1]) / 2, 0.15];
	}
	const bent = (n) => Math.sign(n) * Math.abs(n) ** power;
	const ring = Array.from({ length: 129 }, (_, i) => {
		const turn = i % 128 * Math.PI / 64;
		return [lon + across * bent(Math.cos(turn)), lat + up * bent(Math.sin(turn))];
	});
	return { type: "Feature", properties: { area: !!box }, geometry: { type: "Polygon", coordinates: [ring] } };
}

// keepClear lets no name stand over a disc or a plate: layers of clear pictures
// of the discs' sizes, and of clear names in place of the plates', come before
// the names.
export function keepClear(map) {
	const size = 40;
	map.addImage("disc", { width: size, height: size, data: new Uint8Array(4 * size * size) });
	map.addLayer({ id: "discs", type: "symbol", source: "marks", layout: {
		"icon-image": "disc", "icon-allow-overlap": true, "icon-size": ["step", ["get", "toll"], 0.3, 1, 0.42, 10, 0.6, 100, 0.85],
	} });
	map.addLayer({ id: "plates", type: "symbol", source: "plates", layout: {
		"text-font": bold, "text-field": ["get", "name"], "text-size": 18, "text-padding": 8, "text-allow-overlap": true, "text-max-width": 99,
	}, paint: { "text-opacity": 0 } });
}

// colour is a colour of the page's style sheet.
function colour(name) {
	return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

// paints are the layers. Places that marks name are named by them alone.
function paints(marked) {
	const plain = ["Noto Sans", "Liberation Sans", "Arial", "sans-serif"];
	const slanted = ["Noto Sans Italic", "Liberation Sans Italic", "Arial Italic", "sans-serif"];
	const kind = (k) => ["==", ["get", "kind"], k];
	const place = (classes) => ["all", kind("place"), ["in", ["get", "class"], ["literal", classes]], ["<=", ["get", "zoom"], ["zoom"]], ["!", ["in", ["get", "name"], ["literal", marked]]]];
	const name = { "text-font": plain, "text-field": ["get", "shown"], "symbol-sort-key": ["get", "rank"], "text-padding": 4, "text-max-width": 30 };
	const halo = (water) => ({ "text-color": colour("muted"), "text-halo-color": colour(water ? "water" : "land"), "text-halo-width": 1.6 });
	const area = ["get", "area"];
	return [
		{ id: "water", type: "background", paint: { "background-color": colour("water") } },
		{ id: "land", type: "fill", filter: kind("land"), paint: { "fill-color": colour("land"), "fill-outline-color": colour("shore") } },
		{ id: "lake", type: "fill", filter: kind("lake"), paint: { "fill-color": colour("water"), "fill-outline-color": colour("shore") } },
		{ id: "river", type: "line", filter: kind("river"), paint: { "line-color": colour("shore"), "line-width": 0.8 } },
		{ id: "border", type: "line", filter: kind("border"), paint: { "line-color": colour("border"), "line-width": 1.3 } },
		{ id: "disputed", type: "line", filter: kind("disputed"), paint: { "line-color": colour("border"), "line-width": 1.3, "line-dasharray": [4, 3] } },
		{ id: "extent", type: "fill", source: "extents", filter: ["!", area], paint: { "fill-color": colour("extent"), "fill-opacity": 0.07 } },
		{ id: "extent-edge", type: "line", source: "extents", filter: ["!", area], paint: { "line-color": colour("extent"), "line-opacity": 0.55, "line-dasharray": [2, 3] } },
		{ id: "area-edge", type: "line", source: "extents", filter: area, paint: { "line-color": colour("extent"), "line-opacity": 0.55, "line-dasharray": [7, 4] } },
		{ id: "dot", type: "circle", filter: place(["city", "town", "village"]), paint: { "circle-radius": 2.4, "circle-color": colour("muted") } },
		{ id: "waters", type: "symbol", filter: place(["sea", "lake"]), layout: { ...name, "text-font": slanted, "text-size": 13 }, paint: halo(true) },
		{ id: "areas", type: "symbol", filter: place(["area"]), layout: { ...name, "text-font": slanted, "text-size": 13, "text-letter-spacing": 0.06 }, paint: halo(false) },
		{ id: "towns", type: "symbol", filter: place(["city", "town", "village"]), layout: { ...name, "text-size": 13, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.5 }, paint: halo(false) },
		{ id: "countries", type: "symbol", filter: place(["country"]), layout: { ...name, "text-size": 12, "text-transform": "uppercase", "text-letter-spacing": 0.18, "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 1.5 }, paint: halo(false) },
		{ id: "marks", type: "symbol", source: "marks", layout: {
			"text-font": bold, "text-field": ["get", "name"], "text-size": 13, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": ["get", "clear"],
			"symbol-sort-key": ["-", 0, ["get", "toll"]], "text-max-width": 30,
		}, paint: { "text-color": colour("ink"), "text-halo-color": colour("land"), "text-halo-width": 1.8 } },
	];
}

export function layers(tiles, marks) {
	const all = paints(marks.features.flatMap((f) => f.properties.places)).map((l) => l.type === "background" || l.source ? l : { ...l, source: "base" });
	if (!tiles) return all;
	const ground = all.findIndex((l) => l.id === "border");
	return [{ id: "tiles", type: "raster", source: "tiles" }, ...all.slice(ground)];
}

// paint puts the layers in the colours that the page has now, and leaves names
// to the marks that it has now.
export function paint(map, tiles, marks) {
	for (const l of layers(tiles, marks)) {
		for (const [name, value] of Object.entries(l.paint ?? {})) map.setPaintProperty(l.id, name, value);
		if (l.filter) map.setFilter(l.id, l.filter);
	}
}
