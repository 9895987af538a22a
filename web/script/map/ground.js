// The base of the map, fetched for the part of the world that is looked at.

// ground asks for the base of a box with as much again around it. Boxes are
// widened to round degrees, so that near views ask for the same.
export async function ground(address, [west, south, east, north]) {
	const step = 2 ** Math.ceil(Math.log2((east - west) / 4));
	const out = (n, by, most) => Math.max(-most, Math.min(most, Math.round((n + by) / step) * step));
	const wide = east - west, high = north - south;
	const box = [out(west, -wide, 180), out(south, -high, 90), out(east, wide, 180), out(north, high, 90)];
	const answer = await fetch(`${address}?box=${box.join(",")}`);
	if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
	return answer.json();
}

// follow fetches the base anew when the view leaves what was fetched, or is far
// smaller.
export function follow(map, address, box) {
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
		map.getSource("base")?.setData(base);
	});
}
