#include "acceptance.h"
#include "logs.h"

#include "../base/mem.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { MOST = 10000, ROUNDS = 100, HALVINGS = 30 };
static const double usual[2] = { 1.5, 6 }, spread = 2, bound = 9, close = 1e-10;

/*
 * Gamma(a + k) / Gamma(a) is the product of a + i for i < k. So the likelihood asks only how many people have more than i
 * accepted answers, more than i others, and more than i altogether.
 */
struct tail {
	double accepted, rest, all;
};

struct slope {			/* of the log posterior over (ln alpha, ln beta) */
	double value, by[2], twice[3];	/* twice: aa, ab, bb */
};

/* Who has very many answers counts as if these were MOST. */
static uint64_t
scaled(uint64_t n, uint64_t answers)
{
	return answers <= MOST ? n : (uint64_t)((double)n / (double)answers * MOST + 0.5);
}

static struct tail *
tails(const struct acceptance_count *of, size_t n, size_t *len)
{
	struct tail *t = mem_zeroed(MOST + 2, sizeof *t);

	*len = 0;
	for (size_t i = 0; i < n; i++) {
		uint64_t accepted = of[i].accepted < of[i].answers ? of[i].accepted : of[i].answers;
		uint64_t all = of[i].answers < MOST ? of[i].answers : MOST, k = scaled(accepted, of[i].answers);

		t[k].accepted++;
		t[all - k].rest++;
		t[all].all++;
		*len = all > *len ? all : *len;
	}
	for (size_t i = *len + 1; i-- > 0;) {	/* from "just i" to "i and more" */
		t[i].accepted += t[i + 1].accepted;
		t[i].rest += t[i + 1].rest;
		t[i].all += t[i + 1].all;
	}
	return t;
}

static void
prior(struct slope *s, const double x[2])
{
	for (size_t k = 0; k < 2; k++) {
		double d = (x[k] - logs_ln(usual[k])) / spread;

		s->value -= d * d / 2;
		s->by[k] -= d / spread;
		s->twice[2 * k] -= 1 / (spread * spread);
	}
}

static void
slope_at(struct slope *s, const struct tail *t, size_t len, const double x[2])
{
	double a = logs_exp(x[0]), b = logs_exp(x[1]);

	*s = (struct slope){0};
	for (size_t i = 0; i < len; i++) {
		double k = t[i + 1].accepted, rest = t[i + 1].rest, all = t[i + 1].all, at = (double)i, both = a + b + at;

		s->value += k * logs_ln(a + at) + rest * logs_ln(b + at) - all * logs_ln(both);
		s->by[0] += a * (k / (a + at) - all / both);
		s->by[1] += b * (rest / (b + at) - all / both);
		s->twice[0] += a * at * k / ((a + at) * (a + at)) - a * (b + at) * all / (both * both);
		s->twice[1] += a * b * all / (both * both);
		s->twice[2] += b * at * rest / ((b + at) * (b + at)) - b * (a + at) * all / (both * both);
	}
	prior(s, x);
}

/* Where Newton's step does not point uphill, along the gradient. */
static void
step_of(const struct slope *s, double step[2])
{
	double det = s->twice[0] * s->twice[2] - s->twice[1] * s->twice[1];
	bool concave = s->twice[0] < 0 && det > 0;

	step[0] = concave ? (s->twice[1] * s->by[1] - s->twice[2] * s->by[0]) / det : s->by[0] / (1 + fabs(s->by[0]));
	step[1] = concave ? (s->twice[1] * s->by[0] - s->twice[0] * s->by[1]) / det : s->by[1] / (1 + fabs(s->by[1]));
}

static double
within(double x)
{
	return x < -bound ? -bound : x > bound ? bound : x;
}

void
acceptance_fit(struct acceptance *a, const struct acceptance_count *of, size_t n)
{
	double x[2] = { logs_ln(usual[0]), logs_ln(usual[1]) }, step[2], to[2];
	struct slope here, there;
	size_t len;
	struct tail *t = tails(of, n, &len);

	slope_at(&here, t, len, x);
	for (size_t round = 0; round < ROUNDS && fabs(here.by[0]) + fabs(here.by[1]) > close * (1 + (double)n); round++) {
		size_t halved = 0;

		step_of(&here, step);
		do {
			to[0] = within(x[0] + step[0]);
			to[1] = within(x[1] + step[1]);
			slope_at(&there, t, len, to);
			step[0] /= 2;
			step[1] /= 2;
		} while (there.value < here.value && ++halved < HALVINGS);
		if (there.value <= here.value)
			break;
		x[0] = to[0];
		x[1] = to[1];
		here = there;
	}
	*a = (struct acceptance){ logs_exp(x[0]), logs_exp(x[1]) };
	free(t);
}

double
acceptance_share(const struct acceptance *a, const struct acceptance_count *of)
{
	double accepted = (double)(of->accepted < of->answers ? of->accepted : of->answers);

	return (accepted + a->alpha) / ((double)of->answers + a->alpha + a->beta);
}
