/*
 * document.h: a page as a tree: what it says, not how it looks.
 *
 * Sections build one, renderers write it as html, markdown, text, json or csv. It sits in rec
 * because both of those rooms may look here and neither at the other. Numbers are rounded when
 * they enter the tree, so every rendering shows the same ones. All text is copied, and made valid
 * UTF-8 on its way in; text of strangers is not marked as such, because renderers trust none.
 *
 * Parts go to the section opened last. What a function returns is lent: figures until the next
 * figure, everything else until document_free.
 */
#ifndef REC_DOCUMENT_H
#define REC_DOCUMENT_H

#include "../base/buf.h"
#include "../base/str.h"
#include "../base/vec.h"

#include <stdbool.h>
#include <stdint.h>

enum value_kind {
	VALUE_ABSENT,		/* shown as a dash, null in json, empty in csv */
	VALUE_TEXT,
	VALUE_COUNT,
	VALUE_NUMBER,
	VALUE_SHARE,		/* 0..1, shown in percent with one decimal */
	VALUE_MONEY,		/* minor units and a currency */
	VALUE_DATE,		/* days since 1970-01-01 */
	VALUE_TIME,		/* milliseconds since then */
	VALUE_SERIES		/* counts a day, drawn as a line as small as a word */
};

struct value {
	enum value_kind kind;
	int decimals;		/* of a number */
	int64_t whole;		/* count, minor units, day, time, a series' first day */
	double number;		/* number, share */
	struct str text;	/* text; money: the currency */
	struct str href;	/* where it leads; absent: nowhere */
	const double *series;
	size_t series_len;
};

/* A number that matters, and how it came about. Set what applies; all text through document_text. */
struct figure {
	struct str id, label;
	struct value value, low, high;
	struct str unit, note;
	struct str formula, inputs, source;
	bool illustrative;	/* rests on default unit costs: labelled so wherever it shows */
	bool lead;		/* one of the few to see first */
};

struct column {
	struct str id, label;
	enum value_kind kind;
};

struct table {
	VEC(struct column) columns;	/* the first names the row */
	VEC(struct value) cells;	/* row after row */
	struct str empty;		/* what to say where there is no row */
};

enum chart_kind { CHART_LINE, CHART_BAR, CHART_STACKED };

struct chart_series {
	struct str name;
	const double *values;	/* as many as the chart has labels */
};

struct chart {
	enum chart_kind kind;
	struct str unit;			/* what is counted: "tickets a day" */
	struct str axis;			/* what the labels are: "day" */
	VEC(struct str) labels;
	VEC(struct chart_series) series;
};

enum tone { TONE_INFO, TONE_GOOD, TONE_WARN, TONE_BAD };

enum part_kind {
	PART_SECTION,		/* id, title, children */
	PART_FOLD,		/* the same, closed until asked for where the medium can */
	PART_PARAGRAPH,	/* text */
	PART_FIGURES,		/* figures */
	PART_TABLE,		/* id, title, text (a note), table */
	PART_CHART,		/* id, title, text (a note), chart */
	PART_BANNER,		/* tone, title, items */
	PART_QUOTE,		/* text; title: whose; id unused; items: why it stands here */
	PART_LIST		/* title, items */
};

struct part {
	enum part_kind kind;
	enum tone tone;
	struct str id, title, text;
	VEC(struct part *) children;
	VEC(struct figure) figures;
	VEC(struct value) items;
	struct table table;
	struct chart chart;
};

struct document {
	struct str title, subtitle;	/* the subtitle says what the page covers */
	struct str footer;		/* what made it */
	int64_t now;			/* the newest moment the page knows of, or TIME_NONE */
	bool partial;			/* something is missing; a banner says what */
	bool one_table;			/* document_only left a single table */
	VEC(struct part *) banners;	/* stand on top, whatever else is shown */
	VEC(struct part *) sections;
	VEC(struct part *) open;	/* sections being written, innermost last */
	VEC(void *) memory;		/* texts and series */
};

void document_free(struct document *d);

/* A copy that lives as long as the document; bytes that are not UTF-8 become U+FFFD. */
struct str document_text(struct document *d, struct str s);
struct str document_printf(struct document *d, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Digits with a comma between thousands; they may have a sign and decimals. */
void document_group(struct buf *to, const char *digits);
const char *document_count(struct document *d, uint64_t n);	/* "1,029", for a sentence */
const char *document_amount(struct document *d, uint64_t n, const char *what);	/* "1 ticket", "1,029 tickets" */

/* Open a section, or a fold inside one; parts go there until document_end. */
struct part *document_section(struct document *d, const char *id, const char *title);
struct part *document_fold(struct document *d, struct str id, struct str title);
void document_end(struct document *d);

struct part *document_paragraph(struct document *d, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
struct figure *document_figure(struct document *d, const char *id, const char *label, struct value v);
struct part *document_quote(struct document *d, struct str text, struct str by, struct str why);
struct part *document_list(struct document *d, const char *title);
void document_item(struct document *d, struct part *list, struct value v);

/* A banner on top of the page; each item is a sentence. A bad one makes the document partial. */
struct part *document_banner(struct document *d, enum tone tone, const char *title);

/* Columns first, then as many cells a row. */
struct part *document_table(struct document *d, const char *id, const char *title);
void document_column(struct document *d, struct part *table, const char *id, const char *label, enum value_kind kind);
void document_cell(struct part *table, struct value v);
size_t document_rows(const struct part *table);

/* Labels first; then series of as many values, which are copied. */
struct part *document_chart(struct document *d, const char *id, const char *title, enum chart_kind kind);
void document_days(struct document *d, struct part *chart, int64_t first, size_t n);	/* labels */
void document_series(struct document *d, struct part *chart, const char *name, const double *values);

struct value value_none(void);
struct value value_text(struct document *d, struct str s);
struct value value_count(uint64_t n);
struct value value_number(double x, int decimals);	/* what is not finite is absent */
struct value value_share(double part, double whole);	/* of nothing: absent */
struct value value_money(int64_t minor, const char *currency);	/* currency: a literal */
struct value value_date(int64_t day);			/* INT64_MIN: absent */
struct value value_time(int64_t ms);			/* TIME_NONE: absent */
struct value value_series(struct document *d, int64_t first, const double *counts, size_t n);

/* The same value leading to "#ID" of this page or an http or mailto address; others are left out. */
struct value value_link(struct document *d, struct value v, struct str href);

/*
 * Keep one section, or one table of it ("volunteers/cover"); banners stay.
 * False where there is no such section or table; the document is then unchanged.
 */
bool document_only(struct document *d, struct str path);

#endif
