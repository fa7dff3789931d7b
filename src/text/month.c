#include "month.h"

#include <string.h>

enum { LONGEST = 12 };	/* one more than the longest name has */

static const char *const months[12] = {
	"january januari januar janvier janeiro jaenner janner enero gennaio",
	"february februari februar fevrier febrero fevereiro febbraio feber",
	"march marz maerz mars marzo marco maart mrz mrt",
	"april avril abril aprile",
	"may mai mayo maio maggio mei",
	"june juni juin junio junho giugno",
	"july juli juillet julio julho luglio",
	"august augustus aout agosto",
	"september septembre septiembre setiembre setembro settembre",
	"october oktober octobre octubre outubro ottobre",
	"november novembre noviembre novembro",
	"december dezember decembre diciembre dezembro dicembre",
};
static const char first_letters[] = "janfebmaraprmayjunjulaugsepoctnovdec";
static const char weekdays[] = "monday tuesday wednesday thursday friday saturday sunday";

/* Is the word the beginning of one of the names? */
static bool
begins_one(struct str word, const char *names)
{
	for (;;) {
		size_t n = strcspn(names, " ");

		if (n >= word.n && memcmp(names, word.s, word.n) == 0)
			return true;
		if (names[n] == '\0')
			return false;
		names += n + 1;
	}
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
	for (int i = 0; i < 12; i++)
		if (begins_one(name, months[i])) {
			if (found > 0)
				return 0;
			found = i + 1;
		}
	return found;
}

bool
month_is_weekday(struct str word)
{
	return word.n >= 3 && begins_one(word, weekdays);
}
