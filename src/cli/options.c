#include "options.h"
#include "help.h"
#include "../base/buf.h"
#include "../base/die.h"
#include "../base/time.h"

#include <argp.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct common_options common = {
	.progress = "auto", .memory = (size_t)1 << 30, .chunk = 1 << 20, .max_record = (size_t)64 << 20,
	.seed = 1, .now = TIME_NONE,
};

static const size_t MOST_RECORD = (size_t)2 << 30;	/* simdjson counts to 4 GiB, the spool's heads as well */
enum { MOST_JOBS = 64 };
static const char *help_how;
static bool help_asked, usage_asked, version_asked;
static const char *const progress_choices[] = { "auto", "always", "never", NULL };

static const struct option_entry common_entries[] = {
	{ .name = "Common options", .kind = OPTION_GROUP },
	{ 'o', "output", "FILE", "write to FILE, which appears whole or not at all; FILE.gz is compressed", OPTION_TEXT, &common.output, .file = true },
	{ 'j', "jobs", "N", "threads; the output does not depend on it (default: what the program gains from)", OPTION_COUNT, &common.jobs },
	{ 0, "memory", "SIZE", "memory for what must be kept, before it goes to an unlinked file in $TMPDIR (default 1G; dedupe: 512M, ingest: 256M)", OPTION_SIZE, &common.memory },
	{ 0, "now", "TIME", "the moment the data is looked at from; what is later is ignored (default: the newest time seen)", OPTION_TIME, &common.now },
	{ 0, "seed", "N", "seed of all random choices (default 1)", OPTION_COUNT, &common.seed },
	{ 0, "rejects", "FILE", "write each bad record to FILE and go on, instead of stopping at the first", OPTION_TEXT, &common.rejects, .file = true },
	{ 0, "max-rejects", "N|P%", "with --rejects: more bad records than that, or than that share, are an error after all", OPTION_TEXT, &common.max_rejects },
	{ 0, "max-record", "SIZE", "the longest line or element taken (default 64M)", OPTION_SIZE, &common.max_record },
	{ 0, "line-buffered", NULL, "hand on what was read at once, for slow pipes", OPTION_FLAG, &common.line_buffered },
	{ 0, "progress", "WHEN", "show progress on stderr: auto (if it is a terminal), always or never", OPTION_CHOICE, &common.progress, .choices = progress_choices },
	{ 0, "chunk", "SIZE", "bytes asked of each read; the output does not depend on it (default 1M)", OPTION_SIZE, &common.chunk },
	{ 'h', "help", "HOW", "this help; HOW is text (default), json, or bash, zsh or fish for a completion script", OPTION_TEXT, &help_how },
	{ 0, "usage", NULL, "print the usage in a line", OPTION_FLAG, &usage_asked },
	{ 'V', "version", NULL, "print the version", OPTION_FLAG, &version_asked },
	{ 0 },
};

void
options_each(const struct program *p, void (*row)(const struct option_entry *o, void *to), void *to)
{
	for (const struct option_entry *o = p->options; o->name != NULL; o++)
		row(o, to);
	for (const struct option_entry *o = common_entries; o->name != NULL; o++)
		row(o, to);
}

bool
options_size(const char *text, size_t *value)
{
	static const char units[] = "KMGT";
	size_t n = strlen(text), shift = 0;
	const char *unit = n > 0 ? strchr(units, text[n - 1] & ~0x20) : NULL;
	long long v;

	if (unit != NULL && *unit != '\0') {
		shift = 10 * (size_t)(unit - units + 1);
		n--;
	}
	if (!str_int((struct str){ text, n }, &v) || v < 0 || (unsigned long long)v > SIZE_MAX >> 1 >> shift)
		return false;
	*value = (size_t)v << shift;
	return true;
}

static void
wrong(const struct option_entry *o, const char *arg, const char *expected)
{
	die(EXIT_USAGE, "--%s=%s: %s is expected here; see %s --help", o->name, arg, expected, progname);
}

static bool
is_choice(const struct option_entry *o, const char *arg)
{
	for (size_t i = 0; o->choices[i] != NULL; i++)
		if (strcmp(o->choices[i], arg) == 0)
			return true;
	return false;
}

static void
choose(const struct option_entry *o, const char *arg)
{
	struct buf all = {0};

	if (is_choice(o, arg)) {
		*(const char **)o->value = arg;
		return;
	}
	for (size_t i = 0; o->choices[i] != NULL; i++)
		buf_printf(&all, "%s%s", i == 0 ? "" : o->choices[i + 1] != NULL ? ", " : " or ", o->choices[i]);
	wrong(o, arg, all.data);
}

static void
set_number(const struct option_entry *o, const char *arg)
{
	long long n;
	char *end;
	double real;

	if (o->kind == OPTION_REAL) {
		errno = 0;
		real = strtod(arg, &end);
		if (errno != 0 || end == arg || *end != '\0' || !isfinite(real))
			wrong(o, arg, "a number");
		*(double *)o->value = real;
		return;
	}
	if (!str_int(str_of(arg), &n) || n < 0)
		wrong(o, arg, "a whole number");
	*(size_t *)o->value = (size_t)n;
}

static void
set(const struct option_entry *o, const char *arg)
{
	struct option_list *list;

	switch (o->kind) {
	case OPTION_FLAG:
		*(bool *)o->value = true;
		break;
	case OPTION_TEXT:
		*(const char **)o->value = arg;
		break;
	case OPTION_COUNT:
	case OPTION_REAL:
		set_number(o, arg);
		break;
	case OPTION_SIZE:
		if (!options_size(arg, o->value))
			wrong(o, arg, "a size such as 512K, 64M or 2G");
		break;
	case OPTION_TIME:
		if (!time_parse(str_of(arg), o->value))
			wrong(o, arg, "a time such as 2026-11-22 or 2026-11-22T08:00:00Z");
		break;
	case OPTION_CHOICE:
		choose(o, arg);
		break;
	case OPTION_LIST:
		list = o->value;
		vec_push(list, arg);
		break;
	case OPTION_GROUP:
		break;
	}
}

/* argp wants a flat array of its own rows; keys beyond the letters are 256 + the row's number. */
struct rows {
	VEC(struct argp_option) argp;
	VEC(const struct option_entry *) entries;
	VEC(char *) files;
};

static void
add_row(const struct option_entry *o, void *to)
{
	struct rows *rows = to;
	struct argp_option row = { .name = o->name, .arg = o->argument };

	if (o->kind == OPTION_GROUP)
		return;
	row.key = o->letter != 0 ? o->letter : 256 + (int)rows->entries.len;
	if (o->value == &help_how)
		row.flags = OPTION_ARG_OPTIONAL;
	vec_push(&rows->argp, row);
	vec_push(&rows->entries, o);
}

static error_t
parse_one(int key, char *arg, struct argp_state *state)
{
	struct rows *rows = state->input;

	if (key == ARGP_KEY_ARG) {	/* options may follow the files they are meant for */
		vec_push(&rows->files, arg);
		return 0;
	}
	for (size_t i = 0; i < rows->entries.len; i++) {
		const struct option_entry *o = rows->entries.at[i];

		if (rows->argp.at[i].key != key)
			continue;
		if (o->value == &help_how) {
			help_asked = true;
			help_how = arg != NULL ? arg : "text";
		} else
			set(o, arg);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static void
print_and_exit(const struct buf *text)
{
	if (fwrite(text->data, 1, text->len, stdout) != text->len || fflush(stdout) != 0)
		die(EXIT_SYSTEM, "<stdout>: %s", strerror(errno));
	exit(EXIT_OK);
}

/* Two writers of one file would leave what the second wrote, two writers of one stream half lines. */
static void
check_rejects(void)
{
	if (common.rejects == NULL)
		return;
	if (strcmp(common.rejects, "-") == 0 || strcmp(common.rejects, "/dev/stdout") == 0)
		die(EXIT_USAGE, "--rejects=%s: the records go to stdout; a file is expected here", common.rejects);
	if (common.output != NULL && strcmp(common.output, common.rejects) == 0)
		die(EXIT_USAGE, "--rejects=%s: that is the --output; another file is expected here", common.rejects);
}

/* One a core, as far as there are lanes. */
static size_t
default_jobs(size_t wanted)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (wanted > 0)
		return wanted;
	return cores < 1 ? 1 : cores > MOST_JOBS ? MOST_JOBS : (size_t)cores;
}

static void
check_max_rejects(void)
{
	size_t n = common.max_rejects != NULL ? strlen(common.max_rejects) : 0;
	long long count;

	if (common.max_rejects == NULL)
		return;
	if (common.rejects == NULL)
		die(EXIT_USAGE, "--max-rejects bounds --rejects=FILE; give that as well");
	if (n > 0 && common.max_rejects[n - 1] == '%')
		n--;
	if (!str_int((struct str){ common.max_rejects, n }, &count) || count < 0)
		die(EXIT_USAGE, "--max-rejects=%s: a count or a percentage such as 5%% is expected here", common.max_rejects);
}

char **
options_parse(const struct program *p, int argc, char **argv)
{
	struct rows rows = {0};
	struct argp argp = { .parser = parse_one };
	struct buf text = {0};

	progname = p->name;
	if (p->memory > 0)
		common.memory = p->memory;
	argp_err_exit_status = EXIT_USAGE;
	options_each(p, add_row, &rows);
	(void)vec_add(&rows.argp);	/* argp's end */
	argp.options = rows.argp.at;
	if (argc > 0)
		argv[0] = (char *)(size_t)p->name;	/* getopt's messages begin with it */
	argp_parse(&argp, argc, argv, ARGP_NO_HELP, NULL, &rows);
	vec_free(&rows.argp);
	vec_free(&rows.entries);
	if (usage_asked) {
		buf_printf(&text, "usage: %s [OPTION...] [FILE...]\n", p->name);
		print_and_exit(&text);
	}
	if (version_asked) {
		buf_printf(&text, "%s (muster) %s\n", p->name, MUSTER_VERSION);
		print_and_exit(&text);
	}
	if (help_asked) {
		if (!help_write(&text, p, help_how))
			die(EXIT_USAGE, "--help=%s: text, json, bash, zsh or fish is expected here", help_how);
		print_and_exit(&text);
	}
	check_rejects();
	check_max_rejects();
	if (common.jobs == 0)
		common.jobs = default_jobs(p->jobs);
	if (common.jobs > MOST_JOBS)
		die(EXIT_USAGE, "--jobs=%zu: at most %d threads", common.jobs, MOST_JOBS);
	if (common.max_record == 0 || common.max_record > MOST_RECORD)
		die(EXIT_USAGE, "--max-record=%zu: between 1 and 2G is expected here", common.max_record);
	vec_push(&rows.files, NULL);
	return rows.files.at;
}
