// The timeline of the front page as a brush: dragged over, it asks for the page
// about those days and puts its map and lists in the place of those shown. A
// click on a bar does the same for the bar's days. Without this script bars are
// links, and the days stand in a form.

let loading = null;

document.addEventListener("pointerdown", (press) => {
	const chart = press.target.closest?.("svg.timeline");
	if (!chart || press.button !== 0) return;
	const stretches = [...chart.querySelectorAll("[data-from]")].map((e) => ({ ...e.dataset, box: (e.querySelector(".hit") ?? e).getBoundingClientRect() }));
	const brush = chart.querySelector(".brush"), sheet = chart.getBoundingClientRect();
	let first = null, last = null;

	const over = (x) => stretches.findLast((s) => s.box.left <= x) ?? stretches[0];
	const move = (at) => {
		if (first === null && Math.abs(at.clientX - press.clientX) < 6) return;
		if (first === null) chart.setPointerCapture(press.pointerId);
		[first, last] = [over(Math.min(press.clientX, at.clientX)), over(Math.max(press.clientX, at.clientX))];
		brush.setAttribute("x", first.box.left - sheet.left);
		brush.setAttribute("width", last.box.right - first.box.left);
	};
	const done = (at) => {
		for (const [name, act] of Object.entries(acts)) chart.removeEventListener(name, act);
		if (first === null) return;
		chart.addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
		setTimeout(() => { if (at.type === "pointerup") go(days(first.from, last.to)); });
	};
	const acts = { pointermove: move, pointerup: done, pointercancel: done };
	for (const [name, act] of Object.entries(acts)) chart.addEventListener(name, act);
	chart.addEventListener("dragstart", (drag) => drag.preventDefault(), { once: true });
});

document.addEventListener("click", (click) => {
	const link = click.target.closest?.("#incidents .over-time a");
	if (!link || click.defaultPrevented || click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey) return;
	click.preventDefault();
	go(new URL(link.getAttribute("href"), location.href));
});

addEventListener("popstate", () => {
	const shown = document.getElementById("incidents");
	if (shown && location.pathname === shown.dataset.page) go(new URL(location.href), false);
});

// days returns the page's address about a span of days.
function days(from, to) {
	const url = new URL(location.href);
	url.searchParams.set("from", from);
	url.searchParams.set("to", to);
	return url;
}

// stand puts a reader who stood in the part that was replaced on the same bar or
// field again, or else on its heading.
function stand(part, stood) {
	const heading = part.querySelector("h2");
	heading.tabIndex = -1;
	(part.querySelector(`a[data-from="${stood}"], [name="${stood}"]`) ?? heading).focus({ preventScroll: true });
}

async function go(url, push = true) {
	url.hash = "";
	loading?.abort();
	const mine = (loading = new AbortController());
	const shown = document.getElementById("incidents");
	shown.setAttribute("aria-busy", "true");
	try {
		const answer = await fetch(url, { signal: mine.signal, headers: { Accept: "text/html" } });
		const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("incidents");
		if (!answer.ok || !next) throw new Error("no page");
		if (mine.signal.aborted) return;
		const stood = shown.contains(document.activeElement) ? document.activeElement.closest("[data-from]")?.dataset.from ?? document.activeElement.name : null;
		shown.replaceWith(document.adoptNode(next));
		if (stood !== null) stand(next, stood);
	} catch (error) {
		if (!mine.signal.aborted) location.assign(url);
		return;
	}
	if (push) history.pushState(null, "", url);
	document.dispatchEvent(new Event("swap"));
}
