// The plates of areas stand where they hide nothing: on the upper edge of what is
// seen of their area, along its other edges, or within it. One that finds no
// room is left out: the list beside the map has it.

import { collection, lettered } from "./layers.js";
import { middle, radius } from "./marks.js";

// settle places a map's plates for the part of the world that it shows.
export function settle({ map, markers }) {
	const { clientWidth: wide, clientHeight: high } = map.getContainer();
	const taken = [{ x: wide - 20, y: 40, w: 22, h: 44 }, { x: 50, y: high - 15, w: 60, h: 18 }]; // buttons and scale
	for (const { feature, marker } of markers) {
		if (feature.properties.kind !== "spot") continue;
		const { x, y } = map.project(marker.getLngLat()), r = radius(feature.properties.toll);
		taken.push({ x, y, w: r, h: r });
	}
	const free = (a) => a.x >= a.w && a.y >= a.h && a.x + a.w <= wide && a.y + a.h <= high && !taken.some((t) => Math.abs(t.x - a.x) < t.w + a.w && Math.abs(t.y - a.y) < t.h + a.h);
	const plates = [];
	for (const { feature, marker, element } of markers) {
		if (feature.properties.kind === "spot") continue;
		element.hidden = false;
		const w = element.offsetWidth / 2 + 3, h = element.offsetHeight / 2 + 3;
		const at = stands(map, feature, w, h, wide, high).find(([x, y]) => free({ x, y, w, h }));
		element.hidden = !at && !element.contains(document.activeElement);
		if (!at) continue;
		taken.push({ x: at[0], y: at[1], w, h });
		marker.setLngLat(map.unproject(at));
		plates.push({ type: "Feature", properties: { name: `◯ ${lettered(feature.properties)}` }, geometry: { type: "Point", coordinates: map.unproject(at).toArray() } });
	}
	map.getSource("plates").setData(collection(plates));
}

// stands are the points on which a plate may have its middle, the best first.
function stands(map, feature, w, h, wide, high) {
	const box = feature.properties.extent;
	if (!box) {
		const { x, y } = map.project(middle(feature));
		return [0, -2.3, 2.3, -4.6, 4.6].flatMap((dy) => [0, -1, 1].map((dx) => [x + dx * w, y + dy * h]));
	}
	const a = map.project([box[0], box[3]]), b = map.project([box[2], box[1]]);
	if (b.x < 0 || a.x > wide || b.y < 0 || a.y > high) return [];
	const part = (from, to, most, half) => (n) => Math.min(Math.max(Math.max(from, 0) + n * (Math.min(to, most) - Math.max(from, 0)), half), most - half);
	const x = part(a.x, b.x, wide, w), y = part(a.y, b.y, high, h);
	const along = [0.5, 0.3, 0.7, 0.1, 0.9];
	return [0, 1, 0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9].flatMap((down) => along.map((n) => [x(n), y(down)]));
}
