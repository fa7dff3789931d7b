/*
 * cluster.c: how well cluster-issues' model finds known classes. Reads lines "text TAB class", prints one line.
 *
 *	cluster [-j THREADS] [-s SEED] [-r RUNS] < lines
 */
#include "../../src/base/die.h"
#include "../../src/calc/agreement.h"
#include "../../src/calc/mixture.h"
#include "../../src/rec/corpus.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int
main(int argc, char **argv)
{
	struct mixture_options options = { .seed = 1, .threads = 2 };
	struct corpus corpus = {0};
	struct stems stems = {0};
	struct map classes = {0};
	VEC(int32_t) gold = {0};
	VEC(uint32_t) order = {0};
	struct mixture m = {0};
	struct agreement a;
	char *line = NULL;
	size_t cap = 0, alone = 0;
	ssize_t n;
	double start;

	progname = "cluster";
	for (int o; (o = getopt(argc, argv, "j:s:r:")) != -1;) {
		if (o == 'j')
			options.threads = (size_t)atoi(optarg);
		else if (o == 's')
			options.seed = (uint64_t)atoi(optarg);
		else if (o == 'r')
			options.seeds = (size_t)atoi(optarg);
		else
			die(EXIT_USAGE, "usage: cluster [-j THREADS] [-s SEED] [-r RUNS] < lines");
	}
	start = now();
	while ((n = getline(&line, &cap, stdin)) > 0) {
		char *tab = memchr(line, '\t', (size_t)n);

		if (tab == NULL)
			die(EXIT_DATA, "a line without a tab");
		vec_push(&order, (uint32_t)gold.len);
		corpus_add(&corpus, (struct str){ line, (size_t)(tab - line) }, STR(""));
		vec_push(&gold, (int32_t)map_add(&classes, str_trim(str_of(tab + 1)), NULL));
	}
	stems_take(&stems, &corpus, order.at, order.len, STR(""));
	mixture_fit(&m, &stems.bags, &options);
	for (size_t d = 0; d < m.docs; d++)
		alone += m.label[d] < 0;
	a = agreement(m.label, gold.at, m.docs);
	printf("docs %zu classes %zu NMI %.1f ARI %.1f ACC %.1f K %zu alone %.1f%% stability %.1f seconds %.1f\n", m.docs,
	    map_len(&classes), a.nmi * 100, a.ari * 100, a.acc * 100, m.clusters, m.docs > 0 ? 100.0 * (double)alone / (double)m.docs : 0,
	    m.stability * 100, now() - start);
	mixture_free(&m);
	stems_free(&stems);
	corpus_free(&corpus);
	map_free(&classes);
	vec_free(&gold);
	vec_free(&order);
	free(line);
	return 0;
}
