// What a page does when scripts may run: tables sort and filter, charts answer the mouse,
// a link to a folded part opens it. Without this file everything is there to be read.
(function () {
	"use strict";

	function make(name, props) {
		return Object.assign(document.createElement(name), props);
	}

	// The key of a cell: its bare number where it has one, else its text.
	function key(row, column) {
		var cell = row.cells[column], bare = cell.getAttribute("data-sort");

		return bare === null ? cell.textContent.trim() : bare === "" ? null : Number(bare);
	}

	function order(a, b) {
		if (a === null || b === null)
			return (a === null) - (b === null);
		return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });
	}

	function sort(table, head, column) {
		var down = head.getAttribute("aria-sort") === "descending" ||
			(head.getAttribute("aria-sort") === null && !head.classList.contains("num"));
		var body = table.tBodies[0], rows = Array.from(body.rows);

		rows = rows.map(function (row, i) { return { row: row, key: key(row, column), i: i }; });
		rows.sort(function (a, b) {
			if (a.key === null || b.key === null)
				return order(a.key, b.key) || a.i - b.i;
			return (down ? order(a.key, b.key) : order(b.key, a.key)) || a.i - b.i;
		});
		rows.forEach(function (r) { body.appendChild(r.row); });
		Array.from(table.tHead.rows[0].cells).forEach(function (th) { th.removeAttribute("aria-sort"); });
		head.setAttribute("aria-sort", down ? "ascending" : "descending");
	}

	function sortable(table) {
		Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
			var button = make("button", { type: "button" });

			if (head.classList.contains("drawn"))
				return;
			button.append.apply(button, Array.from(head.childNodes));
			head.append(button);
			button.addEventListener("click", function () { sort(table, head, column); });
		});
	}

	function filterable(box, table) {
		var label = make("label", { className: "filter" }), found = make("output");
		var input = make("input", { type: "search", placeholder: "Filter rows" });

		input.setAttribute("aria-label", "Filter rows of " + table.caption.textContent);
		label.append(found, input);
		box.prepend(label);
		input.addEventListener("input", function () {
			var wanted = input.value.trim().toLowerCase(), shown = 0, rows = Array.from(table.tBodies[0].rows);

			rows.forEach(function (row) {
				row.hidden = !row.textContent.toLowerCase().includes(wanted);
				shown += !row.hidden;
			});
			found.textContent = wanted ? shown + " of " + rows.length : "";
		});
	}

	document.querySelectorAll("div.table").forEach(function (box) {
		var table = box.querySelector("table");

		if (table.querySelector(".empty") || table.tBodies[0].rows.length < 2)
			return;
		sortable(table);
		if (table.tBodies[0].rows.length >= 8)
			filterable(box, table);
	});

	function open() {
		var part = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));

		for (var at = part; at; at = at.parentElement)
			if (at.tagName === "DETAILS")
				at.open = true;
		if (part)
			part.scrollIntoView();
	}
	window.addEventListener("hashchange", open);
	open();

	var links = Array.from(document.querySelectorAll("nav a"));

	function here() {
		var current = null;

		links.forEach(function (link) {
			var part = document.getElementById(decodeURIComponent(link.hash.slice(1)));

			if (part && (current === null || part.getBoundingClientRect().top < 120))
				current = link;
		});
		links.forEach(function (link) {
			if (link === current)
				link.setAttribute("aria-current", "true");
			else
				link.removeAttribute("aria-current");
		});
	}
	window.addEventListener("scroll", here, { passive: true });
	here();

	// "2017-02-11" as "11 Feb", "Feb 2017" or "2017": as much as the axis needs; any other label as it is.
	function short(label, axis) {
		var day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(label);
		var months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

		if (!day)
			return label;
		if (axis === "year")
			return day[1];
		return axis === "day" ? Number(day[3]) + " " + months[day[2] - 1] : months[day[2] - 1] + " " + day[1];
	}

	function colour(name) {
		return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
	}

	function draw(figure) {
		var plot = figure.querySelector(".plot"), table = figure.querySelector("table"), kind = figure.dataset.kind;
		var rows = Array.from(table.tBodies[0].rows), heads = Array.from(table.tHead.rows[0].cells).slice(1);
		var canvas = plot.querySelector("canvas") || make("canvas"), old = window.Chart.getChart(canvas);
		var axis = table.tHead.rows[0].cells[0].textContent;
		var grid = { color: colour("--line"), borderColor: colour("--line"), drawTicks: false };

		if (old)
			old.destroy();
		canvas.setAttribute("role", "img");
		canvas.setAttribute("aria-label", figure.querySelector("strong").textContent + "; its numbers follow as a table");
		plot.append(canvas);
		plot.classList.add("live");
		new window.Chart(canvas, {
			type: kind === "line" ? "line" : "bar",
			data: {
				labels: rows.map(function (row) { return row.cells[0].textContent; }),
				datasets: heads.map(function (head, i) {
					return {
						label: head.textContent,
						data: rows.map(function (row) { return Number(row.cells[i + 1].textContent); }),
						backgroundColor: colour("--s" + i % 6), borderColor: colour("--s" + i % 6),
						borderWidth: kind === "line" ? 1.75 : 0, pointRadius: 0, pointHitRadius: 8, tension: .2,
						categoryPercentage: rows.length > 60 ? 1 : .85, barPercentage: .92
					};
				})
			},
			options: {
				animation: false, maintainAspectRatio: false, interaction: { mode: "index", intersect: false },
				plugins: { legend: { display: false }, tooltip: { displayColors: heads.length > 1 } },
				scales: {
					x: {
						stacked: kind === "stacked", grid: Object.assign({}, grid, { display: false }),
						ticks: {
							color: colour("--soft"), maxRotation: 0, autoSkipPadding: 24,
							callback: function (v) { return short(this.getLabelForValue(v), axis); }
						}
					},
					y: {
						stacked: kind === "stacked", beginAtZero: true, grid: grid,
						ticks: { color: colour("--soft"), maxTicksLimit: 6, precision: 0, padding: 6 }
					}
				}
			}
		});
	}

	function drawAll() {
		window.Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
		document.querySelectorAll("figure.chart").forEach(function (figure) {
			if (figure.querySelector(".plot"))
				draw(figure);
		});
	}
	if (window.Chart) {
		drawAll();
		window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
	}
}());
