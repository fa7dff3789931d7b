#include "unit.h"

#include "../../src/cli/help.h"
#include "../../src/cli/options.h"
#include "../../src/base/time.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static bool flag;
static const char *text, *choice;
static size_t count, size;
static double real;
static int64_t moment = TIME_NONE;
static struct option_list list;
static const char *const choices[] = { "red", "green", NULL };
static const struct option_entry options[] = {
	{ 'f', "flag", NULL, "a flag", OPTION_FLAG, &flag },
	{ 0, "text", "TEXT", "a text that's quoted [here]: so", OPTION_TEXT, &text, .file = true },
	{ 'n', "count", "N", "a count", OPTION_COUNT, &count },
	{ 0, "size", "SIZE", "a size", OPTION_SIZE, &size },
	{ 0, "real", "X", "a number", OPTION_REAL, &real },
	{ 0, "moment", "TIME", "a time", OPTION_TIME, &moment },
	{ 0, "choice", "COLOUR", "one of two", OPTION_CHOICE, &choice, .choices = choices },
	{ 0, "list", "X", "as many as you like", OPTION_LIST, &list },
	{ 0 },
};
static const struct example examples[] = { { "unit < in", "do it" }, { 0 } };
static const struct program program = {
	.name = "unit", .about = "test", .examples = examples, .options = options, .jobs = 1,
};

/* How a command line ends, in a process of its own: 0 parsed, else the status; the messages are its own affair. */
static int
ends(const char *a, const char *b)
{
	int status = -1;
	pid_t pid;

	fflush(NULL);
	if ((pid = fork()) == 0) {
		char *argv[] = { (char *)"unit", (char *)(size_t)a, (char *)(size_t)b, NULL };

		if (freopen("/dev/null", "w", stdout) == NULL || freopen("/dev/null", "w", stderr) == NULL)
			_exit(99);
		free(options_parse(&program, b != NULL ? 3 : 2, argv));
		_exit(0);
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void
sizes_have_units(void)
{
	size_t v = 7;

	CHECK(options_size("0", &v) && v == 0);
	CHECK(options_size("512", &v) && v == 512);
	CHECK(options_size("1K", &v) && v == 1024);
	CHECK(options_size("64m", &v) && v == 64u << 20);
	CHECK(options_size("2G", &v) && v == (size_t)2 << 30);
	CHECK(options_size("1T", &v) && v == (size_t)1 << 40);
	v = 7;
	CHECK(!options_size("", &v) && !options_size("K", &v) && !options_size("-1", &v) && !options_size("1.5M", &v));
	CHECK(!options_size("1KB", &v) && !options_size(" 1", &v) && !options_size("9999999999T", &v) && v == 7);
}

static void
values_arrive(void)
{
	char *argv[] = { (char *)"unit", (char *)"-f", (char *)"--text=a b", (char *)"file1", (char *)"-n", (char *)"3",
		(char *)"--size=2K", (char *)"--real=-1e-3", (char *)"--moment=2017-11-20", (char *)"--choice=green",
		(char *)"--list=a", (char *)"--list", (char *)"b", (char *)"--", (char *)"-file2", NULL };
	char **files = options_parse(&program, 15, argv);

	CHECK(flag && count == 3 && size == 2048 && real == -1e-3 && moment == INT64_C(1511136000000));
	CHECK_TEXT(text, "a b");
	CHECK_TEXT(choice, "green");
	CHECK(list.len == 2);
	CHECK_TEXT(list.at[1], "b");
	CHECK_TEXT(files[0], "file1");
	CHECK_TEXT(files[1], "-file2");
	CHECK(files[2] == NULL && common.jobs == 1);
	free(files);
	free(list.at);
	list = (struct option_list){0};
}

static void
a_wrong_command_line_ends_with_2(void)
{
	static const char *const wrong[] = { "--nope", "-z", "--count=x", "--count=-1", "--count=1.5", "--count=",
		"--size=1X", "--size=", "--real=x", "--real=nan", "--real=1e999", "--moment=soon", "--moment=2017-02-30",
		"--choice=blue", "--choice=", "--text", "--flag=1", "--now=yesterday", "--jobs=65", "--max-rejects=5",
		"--max-record=0", "--progress=perhaps", "--help=latin" };

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (!CHECK(ends(wrong[i], NULL) == EXIT_USAGE))
			printf("#   %s\n", wrong[i]);
	CHECK(ends("--rejects=x", "--max-rejects=") == EXIT_USAGE && ends("--rejects=x", "--max-rejects=x%") == EXIT_USAGE);
	CHECK(ends("--rejects=x", "--max-rejects=5%") == EXIT_OK && ends("--help", NULL) == EXIT_OK && ends("-V", NULL) == EXIT_OK);
}

static void
help_has_every_option_in_every_form(void)
{
	static const char *const forms[] = { "text", "json", "bash", "zsh", "fish" };
	struct buf out = {0};

	for (size_t i = 0; i < 5; i++) {
		buf_clear(&out);
		CHECK(help_write(&out, &program, forms[i]));
		for (const struct option_entry *o = options; o->name != NULL; o++)
			if (!CHECK(strstr(out.data, o->name) != NULL))
				printf("#   %s misses --%s\n", forms[i], o->name);
		CHECK(strstr(out.data, "max-rejects") != NULL);
	}
	CHECK(!help_write(&out, &program, "latin"));
	buf_clear(&out);
	help_write(&out, &program, "text");
	CHECK(strncmp(out.data, "unit: test\n\nExamples:\n  unit < in\n", 34) == 0);
	for (const char *at = out.data; *at != '\0'; at = strchr(at, '\n') + 1)
		CHECK(strchr(at, '\n') != NULL && strcspn(at, "\n") <= 100);
	buf_free(&out);
}

UNIT(
	{ "sizes have units", sizes_have_units },
	{ "values arrive, files among them", values_arrive },
	{ "a wrong command line ends with 2", a_wrong_command_line_ends_with_2 },
	{ "help has every option in every form", help_has_every_option_in_every_form },
)
