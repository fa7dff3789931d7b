#include "month.h"

#include <string.h>

enum { LONGEST = 10 };

/* Without accents. What is the beginning of one is an abbreviation. */
static const struct {
	char name[LONGEST + 1];
	signed char month;
} names[] = {
	{ "january", 1 }, { "januari", 1 }, { "januar", 1 }, { "jaenner", 1 }, { "janner", 1 }, { "janvier", 1 }, { "janeiro", 1 }, { "enero", 1 },
	{ "gennaio", 1 }, { "february", 2 }, { "februari", 2 }, { "februar", 2 }, { "feber", 2 }, { "fevrier", 2 }, { "febrero", 2 }, { "fevereiro", 2 },
	{ "febbraio", 2 }, { "march", 3 }, { "marz", 3 }, { "maerz", 3 }, { "mrz", 3 }, { "mars", 3 }, { "marzo", 3 }, { "marco", 3 }, { "maart", 3 }, { "mrt", 3 },
	{ "april", 4 }, { "aprile", 4 }, { "avril", 4 }, { "abril", 4 }, { "may", 5 }, { "mai", 5 }, { "mayo", 5 }, { "maio", 5 }, { "maggio", 5 }, { "mei", 5 },
	{ "june", 6 }, { "juni", 6 }, { "juin", 6 }, { "junio", 6 }, { "junho", 6 }, { "giugno", 6 }, { "july", 7 }, { "juli", 7 }, { "juillet", 7 },
	{ "julio", 7 }, { "julho", 7 }, { "luglio", 7 }, { "august", 8 }, { "augustus", 8 }, { "aout", 8 }, { "agosto", 8 }, { "september", 9 },
	{ "septembre", 9 }, { "septiembre", 9 }, { "setiembre", 9 }, { "setembro", 9 }, { "settembre", 9 }, { "october", 10 }, { "oktober", 10 },
	{ "octobre", 10 }, { "octubre", 10 }, { "outubro", 10 }, { "ottobre", 10 }, { "november", 11 }, { "novembre", 11 }, { "noviembre", 11 },
	{ "novembro", 11 }, { "december", 12 }, { "dezember", 12 }, { "decembre", 12 }, { "diciembre", 12 }, { "dezembro", 12 }, { "dicembre", 12 },
};
static const char first_letters[] = "janfebmaraprmayjunjulaugsepoctnovdec";
static const char weekdays[][LONGEST] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

/* Is the word, of three letters or more, the beginning of the name? */
static bool
begins(struct str word, const char *name)
{
	if (name[0] != word.s[0] || name[1] != word.s[1] || name[2] != word.s[2])
		return false;
	return strncmp(name, word.s, word.n) == 0;
}

/* Latin letters without their accents, which are two bytes, or a byte pair behind the letter. False: it is no such word. */
static bool
without_accents(struct str word, char out[LONGEST], size_t *n)
{
	static const char letters[] = "aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy..";

	*n = 0;
	for (size_t i = 0; i < word.n; i++) {
		unsigned char c = (unsigned char)word.s[i], next = i + 1 < word.n ? (unsigned char)word.s[i + 1] : 0;

		if (c >= 0x80) {
			if (next < 0x80 || next > 0xbf || (c != 0xc3 && c != 0xcc))
				return false;
			i++;
			if (c == 0xcc)
				continue;
			c = (unsigned char)letters[next - 0x80];
		}
		if (c < 'a' || c > 'z' || *n == LONGEST)
			return false;
		out[(*n)++] = (char)c;
	}
	return true;
}

int
month_number(struct str word)
{
	char plain[LONGEST];
	struct str name = { plain, 0 };
	int found = 0;

	if (word.n == 3)
		for (int i = 0; i < 12; i++)
			if (memcmp(first_letters + 3 * i, word.s, 3) == 0)
				return i + 1;
	if (!without_accents(word, plain, &name.n) || name.n < 3)
		return 0;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (begins(name, names[i].name)) {
			if (found > 0 && found != names[i].month)
				return 0;
			found = names[i].month;
		}
	return found;
}

bool
month_is_weekday(struct str word)
{
	for (size_t i = 0; word.n >= 3 && i < sizeof weekdays / sizeof *weekdays; i++)
		if (begins(word, weekdays[i]))
			return true;
	return false;
}
