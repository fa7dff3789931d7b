#include "help.h"
#include "../json/write.h"

#include <string.h>

enum { COLUMN = 28, WIDTH = 80 };

/* Words wrapped into the column from `from`, starting at `at`. */
static void
wrap(struct buf *out, const char *words, size_t at, size_t from)
{
	while (*words != '\0') {
		size_t n = strcspn(words, " ");

		if (at > from && at + 1 + n > WIDTH) {
			buf_printf(out, "\n%*s", (int)from, "");
			at = from;
		} else if (at > from) {
			buf_addc(out, ' ');
			at++;
		}
		buf_add(out, words, n);
		at += n;
		words += n + strspn(words + n, " ");
	}
	buf_addc(out, '\n');
}

static void
text_row(const struct option_entry *o, void *to)
{
	struct buf *out = to;
	size_t before = out->len;

	if (o->kind == OPTION_GROUP) {
		buf_printf(out, "\n%s:\n", o->name);
		return;
	}
	if (o->letter != 0)
		buf_printf(out, "  -%c, --%s", o->letter, o->name);
	else
		buf_printf(out, "      --%s", o->name);
	if (o->argument != NULL)
		buf_printf(out, strcmp(o->name, "help") == 0 ? "[=%s]" : "=%s", o->argument);
	if (out->len - before > COLUMN - 2) {
		buf_printf(out, "\n%*s", COLUMN, "");
	} else
		buf_printf(out, "%*s", (int)(COLUMN - (out->len - before)), "");
	wrap(out, o->help, COLUMN, COLUMN);
}

static void
text(struct buf *out, const struct program *p)
{
	buf_printf(out, "%s: %s\n\nExamples:\n", p->name, p->about);
	for (const struct example *e = p->examples; e->command != NULL; e++)
		buf_printf(out, "  %s\n      %s\n", e->command, e->what);
	buf_printf(out, "\nUsage: %s [OPTION...] [FILE...]\n", p->name);
	buf_adds(out, "No FILE, or -, is standard input; gzip and zstd are recognised.\n");
	if (p->description != NULL) {
		buf_addc(out, '\n');
		wrap(out, p->description, 0, 0);
	}
	if (p->options[0].name != NULL && p->options[0].kind != OPTION_GROUP)
		buf_adds(out, "\nOptions:\n");
	options_each(p, text_row, out);
	buf_adds(out, "\nExit status: 0 done; 1 the data is wrong; 2 the command line is wrong; 3 the system failed.\n");
}

static const char *
kind_name(enum option_kind kind)
{
	static const char *const names[] = { "flag", "text", "count", "size", "real", "time", "choice", "list", "group" };

	return names[kind];
}

static void
json_row(const struct option_entry *o, void *to)
{
	struct buf *out = to;
	char letter[2] = { o->letter, '\0' };

	if (o->kind == OPTION_GROUP)
		return;
	write_object(out, NULL);
	write_string(out, "name", str_of(o->name));
	if (o->letter != 0)
		write_string(out, "letter", str_of(letter));
	write_string(out, "argument", str_of(o->argument));
	write_string(out, "kind", str_of(kind_name(o->kind)));
	if (o->choices != NULL) {
		write_array(out, "choices");
		for (size_t i = 0; o->choices[i] != NULL; i++)
			write_string(out, NULL, str_of(o->choices[i]));
		write_end_array(out);
	}
	write_string(out, "help", str_of(o->help));
	write_end_object(out);
}

static void
json(struct buf *out, const struct program *p)
{
	write_object(out, NULL);
	write_string(out, "name", str_of(p->name));
	write_string(out, "version", STR(MUSTER_VERSION));
	write_string(out, "about", str_of(p->about));
	write_array(out, "examples");
	for (const struct example *e = p->examples; e->command != NULL; e++) {
		write_object(out, NULL);
		write_string(out, "command", str_of(e->command));
		write_string(out, "what", str_of(e->what));
		write_end_object(out);
	}
	write_end_array(out);
	write_array(out, "options");
	options_each(p, json_row, out);
	write_end_array(out);
	write_end_object(out);
	buf_addc(out, '\n');
}

/* Text inside single quotes of a shell. */
static void
quoted(struct buf *out, const char *s, const char *instead)
{
	for (; *s != '\0'; s++)
		if (*s == '\'')
			buf_adds(out, instead);
		else
			buf_addc(out, *s);
}

static void
bash_word(const struct option_entry *o, void *to)
{
	if (o->kind != OPTION_GROUP)
		buf_printf(to, " --%s%s", o->name, o->argument != NULL && strcmp(o->name, "help") != 0 ? "=" : "");
}

static void
bash_choices(const struct option_entry *o, void *to)
{
	struct buf *out = to;

	if (o->choices == NULL)
		return;
	buf_printf(out, "\t--%s) COMPREPLY=($(compgen -W '", o->name);
	for (size_t i = 0; o->choices[i] != NULL; i++)
		buf_printf(out, "%s%s", i > 0 ? " " : "", o->choices[i]);
	buf_adds(out, "' -- \"$word\")); return ;;\n");
}

static void
bash(struct buf *out, const struct program *p)
{
	buf_printf(out, "# bash completion for %s; made by %s --help=bash\n", p->name, p->name);
	buf_printf(out, "_muster_%s()\n{\n\tlocal word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]}\n", p->name);
	buf_adds(out, "\tif [ \"$word\" = = ]; then word=; elif [ \"$option\" = = ]; then option=${COMP_WORDS[COMP_CWORD-2]}; fi\n");
	buf_adds(out, "\tcase $option in\n");
	options_each(p, bash_choices, out);
	buf_adds(out, "\tesac\n\tcase $word in\n\t-*) compopt -o nospace; COMPREPLY=($(compgen -W '");
	options_each(p, bash_word, out);
	buf_adds(out, "' -- \"$word\")) ;;\n\t*) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n\tesac\n}\n");
	buf_printf(out, "complete -o filenames -F _muster_%s %s\n", p->name, p->name);
}

static void
zsh_row(const struct option_entry *o, void *to)
{
	struct buf *out = to;

	if (o->kind == OPTION_GROUP)
		return;
	buf_printf(out, " \\\n\t'--%s%s[", o->name, o->argument != NULL ? "=" : "");
	for (const char *s = o->help; *s != '\0'; s++) {	/* brackets and colons mean something there */
		if (strchr("[]:\\", *s) != NULL)
			buf_addc(out, '\\');
		if (*s == '\'')
			buf_adds(out, "'\\''");
		else
			buf_addc(out, *s);
	}
	buf_addc(out, ']');
	if (o->argument != NULL) {
		buf_printf(out, ":%s:", o->argument);
		if (o->choices != NULL) {
			buf_addc(out, '(');
			for (size_t i = 0; o->choices[i] != NULL; i++)
				buf_printf(out, "%s%s", i > 0 ? " " : "", o->choices[i]);
			buf_addc(out, ')');
		} else if (o->file)
			buf_adds(out, "_files");
	}
	buf_addc(out, '\'');
}

static void
zsh(struct buf *out, const struct program *p)
{
	buf_printf(out, "#compdef %s\n# made by %s --help=zsh\n_arguments", p->name, p->name);
	options_each(p, zsh_row, out);
	buf_adds(out, " \\\n\t'*:file:_files'\n");
}

struct fish {
	struct buf *out;
	const char *program;
};

static void
fish_row(const struct option_entry *o, void *to)
{
	struct fish *fish = to;

	if (o->kind == OPTION_GROUP)
		return;
	buf_printf(fish->out, "complete -c %s -l %s", fish->program, o->name);
	if (o->letter != 0)
		buf_printf(fish->out, " -s %c", o->letter);
	if (o->choices != NULL) {
		buf_adds(fish->out, " -x -a '");
		for (size_t i = 0; o->choices[i] != NULL; i++)
			buf_printf(fish->out, "%s%s", i > 0 ? " " : "", o->choices[i]);
		buf_addc(fish->out, '\'');
	} else if (o->argument != NULL && strcmp(o->name, "help") != 0)
		buf_adds(fish->out, o->file ? " -r -F" : " -x");
	buf_adds(fish->out, " -d '");
	quoted(fish->out, o->help, "\\'");
	buf_adds(fish->out, "'\n");
}

bool
help_write(struct buf *out, const struct program *p, const char *how)
{
	if (strcmp(how, "text") == 0)
		text(out, p);
	else if (strcmp(how, "json") == 0)
		json(out, p);
	else if (strcmp(how, "bash") == 0)
		bash(out, p);
	else if (strcmp(how, "zsh") == 0)
		zsh(out, p);
	else if (strcmp(how, "fish") == 0) {
		buf_printf(out, "# made by %s --help=fish\n", p->name);
		options_each(p, fish_row, &(struct fish){ out, p->name });
	} else
		return false;
	return true;
}
