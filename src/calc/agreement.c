#include "agreement.h"
#include "logs.h"

#include "../base/mem.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Pairs of labels that occur, with how often; labels renumbered from 0. */
struct table {
	size_t rows, columns, n, cells;
	uint32_t *row, *column;		/* per thing, then per cell */
	double *count, *row_sum, *column_sum;
};

struct labelled {
	int32_t label;
	uint32_t thing;
};

static int
by_label(const void *a, const void *b)
{
	const struct labelled *x = a, *y = b;

	if (x->label != y->label)
		return x->label < y->label ? -1 : 1;
	return x->thing < y->thing ? -1 : x->thing > y->thing;
}

/* Numbers from 0 in the order of the labels; a negative one gets a new number each time. */
static size_t
renumber(const int32_t *label, size_t n, uint32_t *to)
{
	struct labelled *order = mem_zeroed(n + 1, sizeof *order);
	size_t next = 0;

	for (size_t i = 0; i < n; i++)
		order[i] = (struct labelled){ label[i], (uint32_t)i };
	qsort(order, n, sizeof *order, by_label);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || order[i].label != order[i - 1].label || order[i].label < 0)
			next++;
		to[order[i].thing] = (uint32_t)(next - 1);
	}
	free(order);
	return next;
}

static int
by_value(const void *a, const void *b)
{
	uint64_t x, y;

	memcpy(&x, a, sizeof x);
	memcpy(&y, b, sizeof y);
	return x < y ? -1 : x > y;
}

static void
tabulate(struct table *t, const int32_t *a, const int32_t *b, size_t n)
{
	uint64_t *pair = mem_zeroed(n + 1, sizeof *pair);

	*t = (struct table){ .n = n };
	t->row = mem_zeroed(n + 1, sizeof *t->row);
	t->column = mem_zeroed(n + 1, sizeof *t->column);
	t->count = mem_zeroed(n + 1, sizeof *t->count);
	t->rows = renumber(a, n, t->row);
	t->columns = renumber(b, n, t->column);
	t->row_sum = mem_zeroed(t->rows + 1, sizeof *t->row_sum);
	t->column_sum = mem_zeroed(t->columns + 1, sizeof *t->column_sum);
	for (size_t i = 0; i < n; i++) {
		t->row_sum[t->row[i]] += 1;
		t->column_sum[t->column[i]] += 1;
		pair[i] = (uint64_t)t->row[i] << 32 | t->column[i];
	}
	qsort(pair, n, sizeof *pair, by_value);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || pair[i] != pair[i - 1]) {
			t->row[t->cells] = (uint32_t)(pair[i] >> 32);
			t->column[t->cells++] = (uint32_t)pair[i];
		}
		t->count[t->cells - 1] += 1;
	}
	free(pair);
}

static void
table_free(struct table *t)
{
	free(t->row);
	free(t->column);
	free(t->count);
	free(t->row_sum);
	free(t->column_sum);
}

static double
entropy(const double *sum, size_t classes, double n)
{
	double h = 0;

	for (size_t k = 0; k < classes; k++)
		h -= sum[k] / n * logs_ln(sum[k] / n);
	return h;
}

static double
nmi(const struct table *t)
{
	double n = (double)t->n, mutual = 0, mean;

	if (t->n == 0 || (t->rows == 1 && t->columns == 1))
		return 1;
	for (size_t i = 0; i < t->cells; i++)
		mutual += t->count[i] / n * logs_ln(t->count[i] * n / (t->row_sum[t->row[i]] * t->column_sum[t->column[i]]));
	mean = (entropy(t->row_sum, t->rows, n) + entropy(t->column_sum, t->columns, n)) / 2;
	return mutual <= 0 || mean <= 0 ? 0 : mutual / mean > 1 ? 1 : mutual / mean;
}

static double
pairs(const double *count, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += count[i] * (count[i] - 1) / 2;
	return sum;
}

static double
ari(const struct table *t)
{
	double all = (double)t->n * ((double)t->n - 1) / 2, both = pairs(t->count, t->cells);
	double rows = pairs(t->row_sum, t->rows), columns = pairs(t->column_sum, t->columns), expected, most;

	if (all <= 0)
		return 1;
	expected = rows * columns / all;
	most = (rows + columns) / 2;
	return most - expected <= 0 ? 1 : (both - expected) / (most - expected);
}

/*
 * The largest sum of a one-to-one match between rows and columns: the Hungarian method with potentials, a row at a
 * time, O(rows^2 x columns) for rows <= columns. gain is rows x columns.
 */
static double
best_match(const double *gain, size_t rows, size_t columns)
{
	double *u = mem_zeroed(rows + 1, sizeof *u), *v = mem_zeroed(columns + 1, sizeof *v), sum = 0;
	double *least = mem_zeroed(columns + 1, sizeof *least);
	size_t *owner = mem_zeroed(columns + 1, sizeof *owner), *way = mem_zeroed(columns + 1, sizeof *way);
	bool *used = mem_zeroed(columns + 1, sizeof *used);

	for (size_t i = 1; i <= rows; i++) {
		size_t j0 = 0;

		owner[0] = i;
		for (size_t j = 0; j <= columns; j++) {
			least[j] = INFINITY;
			used[j] = false;
		}
		do {
			size_t i0 = owner[j0], j1 = 0;
			double delta = INFINITY;

			used[j0] = true;
			for (size_t j = 1; j <= columns; j++) {
				double cost;

				if (used[j])
					continue;
				cost = -gain[(i0 - 1) * columns + j - 1] - u[i0] - v[j];
				if (cost < least[j]) {
					least[j] = cost;
					way[j] = j0;
				}
				if (least[j] < delta) {
					delta = least[j];
					j1 = j;
				}
			}
			for (size_t j = 0; j <= columns; j++) {
				if (used[j]) {
					u[owner[j]] += delta;
					v[j] -= delta;
				} else {
					least[j] -= delta;
				}
			}
			j0 = j1;
		} while (owner[j0] != 0);
		for (; j0 != 0; j0 = way[j0])
			owner[j0] = owner[way[j0]];
	}
	for (size_t j = 1; j <= columns; j++)
		if (owner[j] != 0)
			sum += gain[(owner[j] - 1) * columns + j - 1];
	free(u);
	free(v);
	free(least);
	free(owner);
	free(way);
	free(used);
	return sum;
}

static double
acc(const struct table *t)
{
	bool turn = t->rows > t->columns;
	size_t rows = turn ? t->columns : t->rows, columns = turn ? t->rows : t->columns;
	double *gain, share;

	if (t->n == 0)
		return 1;
	gain = mem_zeroed(rows * columns, sizeof *gain);
	for (size_t i = 0; i < t->cells; i++)
		gain[turn ? t->column[i] * columns + t->row[i] : t->row[i] * columns + t->column[i]] = t->count[i];
	share = best_match(gain, rows, columns) / (double)t->n;
	free(gain);
	return share;
}

struct agreement
agreement(const int32_t *a, const int32_t *b, size_t n)
{
	struct agreement result;
	struct table t;

	tabulate(&t, a, b, n);
	result = (struct agreement){ nmi(&t), ari(&t), acc(&t) };
	table_free(&t);
	return result;
}

double
agreement_nmi(const int32_t *a, const int32_t *b, size_t n)
{
	struct table t;
	double result;

	tabulate(&t, a, b, n);
	result = nmi(&t);
	table_free(&t);
	return result;
}
