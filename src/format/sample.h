/*
 * sample.h: what the columns of a file hold, or the members of its records, judged by its first rows.
 *
 * For drafting a mapping: how full a column is, how many different values it has, how many are dates, how long its
 * texts are. Members of a record are columns by their path; members of the objects in an array stand for themselves.
 */
#ifndef FORMAT_SAMPLE_H
#define FORMAT_SAMPLE_H

#include "rows.h"

enum { SAMPLE_ROWS = 10000, SAMPLE_BYTES = 64 << 20, SAMPLE_VALUES = 10000 };

struct sample_column {
	char *path;			/* as a mapping names it, from the record, or from the element of `array` */
	size_t array;			/* number + 1 of the array in whose objects it stands; 0: in the record itself */
	size_t filled;			/* values that are not empty */
	size_t rows;			/* records, or elements, in which there is one */
	size_t last;			/* the last of them */
	size_t dates, open_dates, told_dates;	/* texts that are dates; with two readings; that tell whether day or month comes first */
	size_t numbers;			/* whole numbers */
	size_t markup;			/* texts with tags of HTML */
	size_t commas, semicolons, bars;	/* texts with these */
	size_t blanks;			/* in all texts together */
	size_t length;			/* bytes of all texts together */
	size_t same;			/* columns of this name in a table */
	bool is_list;			/* an array of texts */
	struct map values;		/* the different ones, up to SAMPLE_VALUES and one more; of long ones the beginning and the length */
	VEC(size_t) counts;		/* of each */
};

struct sample_array {
	char *path;			/* of objects */
	size_t elements, records;	/* in all; records that have it */
};

struct sample {
	bool is_table, lines, whole;	/* whole: the file has no more rows than these */
	char delimiter;
	char *records;			/* path of the array of records; "" for the root */
	char *name;			/* of the file */
	size_t rows, bad;
	VEC(struct sample_column) columns;
	VEC(struct sample_array) arrays;
	struct map paths;		/* of the columns */
};

/* Take a sample of a file. False with why (of n bytes): it cannot be read, or has no rows. like: tells the encoding and the longest row. */
bool sample_take(struct sample *s, const char *path, const struct intake *like, char *why, size_t n);
void sample_free(struct sample *s);

/* Mean length of a column's texts, in bytes. */
double sample_length(const struct sample_column *c);

/* How many elements a column could have had a value in: records, or objects of its array. */
size_t sample_places(const struct sample *s, const struct sample_column *c);

#endif
