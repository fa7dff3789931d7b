#include "svg.h"
#include "show.h"

#include <math.h>

/* Two decimals at most, and none where there are none: coordinates are most of a chart's bytes. */
static void
at(struct buf *to, double x)
{
	buf_printf(to, "%.5g", round(x * 100) / 100);
}

void
svg_spark(struct buf *to, const struct value *v)
{
	enum { BINS = 60, WIDE = 120, HIGH = 28 };
	double bins[BINS + 1], most = 0, total = 0;
	size_t n = show_bins(bins, v->series, v->series_len, BINS);
	struct value first = value_date(v->whole), last = value_date(v->whole + (int64_t)v->series_len - 1);
	double step = n > 0 ? (double)WIDE / (double)n : WIDE;

	for (size_t i = 0; i < n; i++) {
		most = fmax(most, bins[i]);
		total += bins[i];
	}
	buf_printf(to, "<svg class=\"spark\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"",
	    WIDE, HIGH);
	buf_printf(to, "%.0f from ", total);
	show_bare(to, &first);
	buf_adds(to, " to ");
	show_bare(to, &last);
	buf_adds(to, "\"><path d=\"");
	for (size_t i = 0; i < n; i++) {
		double high = most > 0 ? bins[i] / most * (HIGH - 2) : 0;

		if (high <= 0)
			continue;
		high = fmax(high, 2);
		buf_adds(to, "M");
		at(to, (double)i * step);
		buf_adds(to, " ");
		at(to, HIGH - high);
		buf_adds(to, "h");
		at(to, step * .8);
		buf_adds(to, "V");
		at(to, HIGH);
		buf_adds(to, "h");
		at(to, -step * .8);
		buf_adds(to, "z");
	}
	buf_printf(to, "\"/><path class=\"ground\" d=\"M0 %gH%d\"/></svg>", HIGH - .5, WIDE);
}

void
svg_meter(struct buf *to, double share)
{
	buf_adds(to, "<svg class=\"meter\" viewBox=\"0 0 100 4\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
	    "<rect class=\"ground\" width=\"100\" height=\"4\"/><rect width=\"");
	at(to, fmin(fmax(share, 0), 1) * 100);
	buf_adds(to, "\" height=\"4\"/></svg>");
}

double
svg_top(const struct chart *c)
{
	double most = 0, unit;

	for (size_t i = 0; i < c->labels.len; i++) {
		double sum = 0;

		for (size_t s = 0; s < c->series.len; s++) {
			double x = c->series.at[s].values[i];

			sum = c->kind == CHART_STACKED ? sum + x : fmax(sum, x);
		}
		most = fmax(most, sum);
	}
	if (most <= 0)
		return 1;
	unit = pow(10, floor(log10(most)));
	for (double m = 1; m < 10; m = m < 2 ? m + .5 : m + 1)
		if (m * unit >= most)
			return m * unit;
	return 10 * unit;
}

static void
bars(struct buf *to, const struct chart *c, size_t s, double *under, double wide, double high, double top)
{
	size_t n = c->labels.len, side = c->kind == CHART_BAR ? c->series.len : 1;
	double slot = wide / (double)n, bar = slot * (n > 60 ? .9 : .75) / (double)side;

	for (size_t i = 0; i < n; i++) {
		double x = c->series.at[s].values[i] / top * high;

		if (x <= 0)
			continue;
		buf_adds(to, "M");
		at(to, (double)i * slot + (c->kind == CHART_BAR ? (double)s * bar : 0));
		buf_adds(to, " ");
		at(to, high - under[i]);
		buf_adds(to, "v");
		at(to, -x);
		buf_adds(to, "h");
		at(to, bar);
		buf_adds(to, "v");
		at(to, x);
		buf_adds(to, "z");
		if (c->kind == CHART_STACKED)
			under[i] += x;
	}
}

void
svg_chart(struct buf *to, const struct chart *c)
{
	enum { WIDE = 1000, HIGH = 200 };
	double top = svg_top(c), *under = mem_zeroed(c->labels.len + 1, sizeof *under);
	size_t n = c->labels.len;

	buf_printf(to, "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" aria-hidden=\"true\">", WIDE, HIGH);
	for (int i = 0; i <= 4; i++)
		buf_printf(to, "<path class=\"grid\" d=\"M0 %gH%d\"/>", HIGH / 4. * i, WIDE);
	for (size_t s = 0; s < c->series.len; s++) {
		buf_printf(to, "<path class=\"%s s%zu\" d=\"", c->kind == CHART_LINE ? "line" : "fill", s % 6);
		if (c->kind != CHART_LINE)
			bars(to, c, s, under, WIDE, HIGH, top);
		for (size_t i = 0; c->kind == CHART_LINE && i < n; i++) {
			buf_adds(to, i == 0 ? "M" : "L");
			at(to, n > 1 ? (double)i * WIDE / (double)(n - 1) : WIDE / 2.);
			buf_adds(to, " ");
			at(to, HIGH - c->series.at[s].values[i] / top * HIGH);
		}
		buf_adds(to, "\"/>");
	}
	buf_adds(to, "</svg>");
	free(under);
}
