#include "stem.h"

#include <libstemmer.h>
#include <string.h>

enum { LONGEST = 64 };

static struct sb_stemmer *
stemmer_of(struct stem *s, struct str lang)
{
	char code[4] = "";
	size_t n = 0;

	while (n < lang.n && n < 3 && lang.s[n] != '-' && lang.s[n] != '_') {
		code[n] = (char)(lang.s[n] | 0x20);
		n++;
	}
	if (n < 2)
		return NULL;
	for (int i = 0; i < s->count; i++)
		if (strcmp(s->known[i].lang, code) == 0)
			return s->known[i].stemmer;
	if (s->count == (int)(sizeof s->known / sizeof *s->known))
		return NULL;
	memcpy(s->known[s->count].lang, code, sizeof code);
	s->known[s->count].stemmer = sb_stemmer_new(code, NULL);
	return s->known[s->count++].stemmer;
}

struct str
stem(struct stem *s, struct str lang, struct str word)
{
	struct sb_stemmer *stemmer;
	const sb_symbol *cut;

	if (word.n > LONGEST || (stemmer = stemmer_of(s, lang)) == NULL)
		return word;
	cut = sb_stemmer_stem(stemmer, (const sb_symbol *)word.s, (int)word.n);
	return cut != NULL ? (struct str){ (const char *)cut, (size_t)sb_stemmer_length(stemmer) } : word;
}

void
stem_free(struct stem *s)
{
	for (int i = 0; i < s->count; i++)
		sb_stemmer_delete(s->known[i].stemmer);
	*s = (struct stem){0};
}
