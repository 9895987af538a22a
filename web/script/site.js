// The script of every page: the slider by which a reader takes the page to
// another moment of the ledger. While it is dragged it says the moment; let go,
// it puts the page as of that moment in the place of the one shown: <main>, and
// what is marked data-swap. The slider itself stays, and so does the focus on
// it. Where anything goes wrong the browser goes to the page as
// it would without a script.
//
// Once the page has been replaced, "swap" is dispatched on document, for
// scripts that draw something on it.

const range = document.getElementById("when-range");
if (range) lookBack(range.form, range);

function lookBack(form, range) {
	const shown = form.querySelector(".shown");
	const status = form.querySelector("[role=status]");
	const language = document.documentElement.lang.replace(/^en$/, "en-GB"); // the day before the month
	let sum = 0;
	const moments = range.dataset.steps.split(" ").filter(Boolean).map((step) => (sum += Number(step)) * 1000);
	let here = address(location), timer = 0, loading = null;
	if (moments.length === 0) return;
	range.hidden = false;

	range.addEventListener("input", () => tell(words(range.valueAsNumber)));
	range.addEventListener("change", () => {
		clearTimeout(timer);
		timer = setTimeout(() => go(at(range.valueAsNumber), true), 150); // keys held down change it many times
	});
	addEventListener("popstate", () => {
		if (address(location) !== here) go(new URL(location.href), false);
	});

	// words says a moment as the server does.
	function words(place) {
		if (place >= moments.length) return form.dataset.now;
		const time = new Date(moments[place]);
		const day = time.toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
		const clock = time.toISOString().slice(11, time.getUTCSeconds() ? 19 : 16);
		return `${day}, ${clock} UTC`;
	}

	function tell(moment) {
		shown.textContent = moment;
		range.setAttribute("aria-valuetext", moment);
	}

	// at returns the page's address at a place of the slider.
	function at(place) {
		const url = new URL(location.href);
		url.searchParams.delete("as-of");
		if (place < moments.length) url.searchParams.set("as-of", new Date(moments[place]).toISOString().replace(".000", ""));
		return url;
	}

	async function go(url, push) {
		loading?.abort();
		const mine = (loading = new AbortController());
		document.querySelector("main").setAttribute("aria-busy", "true");
		try {
			const answer = await fetch(url, { signal: mine.signal, headers: { Accept: "text/html" } });
			if (answer.status >= 500 || !answer.headers.get("Content-Type")?.startsWith("text/html")) throw new Error("no page");
			const next = new DOMParser().parseFromString(await answer.text(), "text/html");
			if (mine.signal.aborted) return;
			swap(next);
		} catch (error) {
			if (!mine.signal.aborted) location.assign(url);
			return;
		}
		if (push) history.pushState(null, "", url);
		here = address(location);
		status.textContent = form.dataset.says.replace("{}", shown.textContent);
		document.dispatchEvent(new Event("swap"));
	}

	// swap puts what changes of another page in the place of what is shown.
	function swap(next) {
		const control = next.getElementById("when-range");
		if (!control || !next.querySelector("main")) throw new Error("no page");
		for (const old of document.querySelectorAll("main, [data-swap]")) {
			const part = next.querySelector(old.dataset.swap ? `[data-swap="${old.dataset.swap}"]` : "main");
			if (part) old.replaceWith(document.adoptNode(part));
		}
		document.title = next.title;
		range.value = control.value;
		tell(control.form.querySelector(".shown").textContent);
	}
}

// address is what of an address names a page, without a place on it.
function address(at) {
	return at.pathname + at.search;
}
