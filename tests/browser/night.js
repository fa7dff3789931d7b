// The records of one invented night, books included: what the pipe before report would have written.
// The same for every run. `hostile` tickets and issues hold texts that must stay texts.
"use strict";

const EVIL = "</script><script>window.pwned = 1</script><img src=x onerror=\"window.pwned = 1\"> =cmd|'/c calc'!A0";
const ISSUES = [
	["cannot sign in after the update", ["sign", "password", "update"], 190],
	["invoice shows the wrong VAT rate", ["invoice", "vat", "rate"], 133],
	["router blinks red, no connection", ["router", "red", "connection"], 97],
	["parcel marked delivered but not here", ["parcel", "delivered", "courier"], 71],
	["refund has not arrived yet", ["refund", "days", "bank"], 52],
	["app crashes when exporting to PDF", ["export", "pdf", "crash"], 38],
	["how to change the delivery address", ["address", "change"], 27],
	["voucher code is not accepted", ["voucher", "code"], 19],
	[EVIL, ["<b>bold</b>", "=1+1"], 11],
	["two-factor code never comes by text message", ["code", "sms"], 8]
];
const DAYS = 92, FROM = Date.UTC(2026, 5, 1), DAY = 86400000;

let seed = 7;
function random() {
	seed = (seed * 1103515245 + 12345) % 2147483648;
	return seed / 2147483648;
}
function below(n) {
	return Math.floor(random() * n);
}
function time(ms) {
	return new Date(ms).toISOString().replace(".000", "");
}
function date(ms) {
	return time(ms).slice(0, 10);
}

function tickets() {
	const made = [], people = 12;

	ISSUES.forEach(function (issue, k) {
		for (let i = 0; i < issue[2]; i++) {
			const burst = k === 0 && i < 120, day = burst ? 60 + below(4) : below(DAYS);

			made.push({ k: k, at: FROM + day * DAY + below(DAY / 1000) * 1000, subject: issue[0] });
		}
	});
	for (let i = 0; i < 310; i++)
		made.push({ k: -1, at: FROM + below(DAYS) * DAY + below(DAY / 1000) * 1000, subject: "Something else, number " + i });
	made.sort((a, b) => a.at - b.at);
	return made.map(function (m, i) {
		const id = "shop:" + (1000 + i), asker = "shop:u:" + below(620), answered = random();
		const messages = [{ id: id + "/1", author: asker, role: "customer", role_by: "field", at: time(m.at), text: m.subject, public: true, accepted: false, score: 0 }];

		if (answered < .78)
			messages.push({
				id: id + "/2", role: answered < .5 ? "volunteer" : "staff", role_by: answered < .5 ? "rule" : "roster",
				author: answered < .5 ? "shop:v:" + Math.floor(people * random() * random()) : "shop:s:1",
				at: time(m.at + 3600000), text: "Please try this.", public: true, accepted: random() < .4, score: below(9)
			});
		return {
			type: "ticket", id: id, source: "shop", channel: ["email", "web", "chat", "phone", "forum"][below(5)], status: "solved",
			created_at: time(m.at), requester: asker, subject: m.subject, tags: [], lang: ["en", "en", "en", "de", "fr"][below(5)],
			messages: messages, origin: { file: "shop.json", line: i + 1 },
			dedupe: i % 17 === 3 ? { of: "shop:1000", why: "exact", sim: 1, who: "other-requester" } : undefined,
			issue: m.k >= 0 ? { id: "i" + m.k, fit: Math.round((.5 + random() / 2) * 100) / 100 } : undefined
		};
	});
}

function issues(all) {
	return ISSUES.map(function (issue, k) {
		const own = all.filter((t) => t.issue && t.issue.id === "i" + k), daily = {};

		own.forEach(function (t) { daily[t.created_at.slice(0, 10)] = (daily[t.created_at.slice(0, 10)] || 0) + 1; });
		return {
			type: "issue", id: "i" + k, label: issue[0], terms: issue[1].map((term, i) => ({ term: term, weight: 1 / (i + 1) })),
			tickets: own.length, requesters: new Set(own.map((t) => t.requester)).size,
			first_seen: own[0].created_at, last_seen: own[own.length - 1].created_at, daily: daily,
			exemplars: own.slice().sort((a, b) => b.issue.fit - a.issue.fit || (a.id < b.id ? -1 : 1)).slice(0, 3).map((t) => t.id),
			answer: k % 3 === 2 ? null : {
				ticket: own[0].id, message: own[0].id + "/2", author: "shop:v:3", role: k % 2 ? "volunteer" : "staff",
				text: k === 8 ? EVIL : "Sign out everywhere, clear the saved password and sign in again.\nThe update renewed all sessions; nothing is lost.",
				why: "accepted"
			},
			lineage: { event: "born", from: [] }
		};
	});
}

function volunteers(all) {
	const by = new Map(), cover = new Map();

	all.forEach(function (t) {
		const m = t.messages[1];

		if (!m || m.role !== "volunteer")
			return;
		if (!by.has(m.author))
			by.set(m.author, { type: "volunteer", id: m.author, answers: 0, accepted: 0, active_days: 0, first_at: m.at, last_at: m.at, days: {} });
		const v = by.get(m.author), day = m.at.slice(0, 10);

		v.answers++;
		v.accepted += m.accepted;
		v.days[day] = (v.days[day] || 0) + 1;
		v.active_days = Object.keys(v.days).length;
		v.first_at = m.at < v.first_at ? m.at : v.first_at;
		v.last_at = m.at > v.last_at ? m.at : v.last_at;
		if (t.issue) {
			if (!cover.has(t.issue.id))
				cover.set(t.issue.id, { type: "cover", issue: t.issue.id, by: new Set(), threads: 0 });
			cover.get(t.issue.id).by.add(m.author);
			cover.get(t.issue.id).threads++;
		}
	});
	return Array.from(by.values()).concat(Array.from(cover.values()).map(function (c) {
		return { type: "cover", issue: c.issue, by: c.issue === "i9" ? [Array.from(c.by)[0]] : Array.from(c.by).sort(), threads: c.threads };
	}));
}

function force(all, people) {
	const role = (r) => all.filter((t) => t.messages[1] && t.messages[1].role === r).length;
	const n = all.length, v = role("volunteer"), s = role("staff");

	return {
		type: "force", volunteers: people, questions: n, answered: { volunteer: v, staff: s, none: n - v - s },
		answered_share: { volunteer: v / n, staff: s / n, none: (n - v - s) / n }, answers: { volunteer: v, staff: s },
		first_at: all[0].created_at, last_at: all[n - 1].created_at, absence_factor: 3, gini: .412, effective: 8.7,
		top_share: { 1: .184, 5: .184, 10: .327 }
	};
}

// The ledgers of four programs between which nothing is lost.
function ledgers(counts) {
	const names = ["ingest", "dedupe", "cluster-issues", "score-volunteers"], makes = [["ticket"], [], ["issue"], ["volunteer", "cover", "force"]];
	let flowing = {};

	return names.map(function (program, i) {
		const l = { type: "ledger", program: program, version: "0.1.0", read: i ? flowing : {}, dropped: {}, rejected: {}, made: { ledger: 1 }, written: Object.assign({}, flowing), why: {} };

		makes[i].forEach(function (type) {
			l.made[type] = counts[type];
			l.written[type] = counts[type];
		});
		l.written.ledger = i + 1;
		flowing = Object.assign({}, l.written);
		if (i === 0)
			l.units = { "shop.tickets": { read: counts.ticket + 12, tickets: counts.ticket, messages: 0, used: 0, merged: 8, dropped: { "deleted": 4 }, rejected: 0 } };
		return l;
	});
}

exports.records = function () {
	const all = tickets(), known = issues(all), others = volunteers(all), count = (type) => others.filter((r) => r.type === type).length;

	return all.concat(known, others, [force(all, count("volunteer"))], ledgers({
		ticket: all.length, issue: known.length, volunteer: count("volunteer"), cover: count("cover"), force: 1
	}));
};
exports.text = function (records) {
	return records.map((r) => JSON.stringify(r) + "\n").join("");
};
if (require.main === module)
	process.stdout.write(exports.text(exports.records()));
