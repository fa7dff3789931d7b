/* cdnow FILE.csv: BG/NBD and MBG/NBD fitted to a cohort of customers (id, frequency, recency, T), beside the published values. */
#include "../../src/base/vec.h"
#include "../../src/calc/cohort.h"

#include <stdio.h>
#include <time.h>

static const struct known {
	const char *name;
	enum cohort_kind kind;
	struct cohort of;
	double log_likelihood;
} known[] = {
	{ "BG/NBD", COHORT_BG, { COHORT_BG, .24259, 4.41353, .79289, 2.42575 }, -9582.4256 },
	{ "MBG/NBD", COHORT_MBG, { COHORT_MBG, .52484, 6.18299, .89136, 1.61400 }, -9582.1327 },
};

/* At BG (.243, 4.414, .793, 2.426), 39 weeks ahead. */
static const struct probe {
	struct cohort_history of;
	double expected;
} probes[] = {
	{ { 2, 30.43, 38.86, 1 }, 1.22602817 }, { { 26, 30.86, 31, 1 }, 20.74972614 },
	{ { 0, 0, 38.86, 1 }, .19509805 }, { { 500, 37, 37.1, 1 }, 353.588864 },
};

static void
show(const struct known *k, const struct cohort_history *h, size_t n)
{
	struct cohort_fit fit;
	struct timespec from, to;

	clock_gettime(CLOCK_MONOTONIC, &from);
	cohort_fit(&fit, k->kind, h, n, false, NULL);
	clock_gettime(CLOCK_MONOTONIC, &to);
	printf("  %-8s %.5f %.5f %.5f %.5f  LL %.4f  %.1f ms\n", k->name, fit.of.r, fit.of.alpha, fit.of.a, fit.of.b, fit.log_likelihood,
	    (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6);
	printf("  %-8s %.5f %.5f %.5f %.5f  LL %.4f  published\n", "", k->of.r, k->of.alpha, k->of.a, k->of.b, k->log_likelihood);
}

int
main(int argc, char **argv)
{
	const struct cohort bg = { COHORT_BG, .243, 4.414, .793, 2.426 };
	FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;
	VEC(struct cohort_history) customers = {0};
	struct cohort_history h = { .people = 1 };
	char line[256];

	if (f == NULL) {
		fprintf(stderr, "cdnow: give the table of customers\n");
		return 2;
	}
	while (fgets(line, sizeof line, f) != NULL)
		if (sscanf(line, "%*d,%lf,%lf,%lf", &h.x, &h.last, &h.age) == 3)
			vec_push(&customers, h);
	fclose(f);
	printf("CDNOW, %zu customers\n", customers.len);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		show(&known[i], customers.at, customers.len);
	for (size_t i = 0; i < sizeof probes / sizeof *probes; i++)
		printf("  expected of x=%g, last=%g, age=%g: %.8f, published %.8f\n", probes[i].of.x, probes[i].of.last, probes[i].of.age,
		    cohort_expected(&bg, &probes[i].of, 39), probes[i].expected);
	printf("  (2, 30.43, 38.86): ll %.8f alive %.8f any %.8f, published -9.45860631 .72657857 .55462714\n",
	    cohort_log_likelihood(&bg, &probes[0].of), cohort_alive(&bg, &probes[0].of), cohort_any(&bg, &probes[0].of, 39));
	vec_free(&customers);
	return 0;
}
