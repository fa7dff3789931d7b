#include "language.h"
#include "token.h"
#include "words.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>

enum { EN = 1, DE = 2, ES = 4, FR = 8, IT = 16, PT = 32, NL = 64, LANGUAGES = 7 };
enum { LONGEST = 12, ENOUGH = 400, ROWS = 256, A_ROW = 8 };

static const char *const code[LANGUAGES] = { "en", "de", "es", "fr", "it", "pt", "nl" };

/* Folded. */
static const struct common {
	char word[LONGEST];
	unsigned char in;
} common[] = {
	{ "a", EN | ES | FR | IT | PT }, { "aan", NL }, { "abbiamo", IT }, { "aber", DE }, { "able", EN },
	{ "about", EN }, { "ad", IT }, { "after", EN }, { "again", EN }, { "agora", PT }, { "ahora", ES },
	{ "ai", FR }, { "ainda", PT }, { "al", ES | IT | NL }, { "algo", ES }, { "alguem", PT },
	{ "alguien", ES }, { "all", EN }, { "alla", IT }, { "alle", DE | IT | NL }, { "als", DE | NL },
	{ "also", EN }, { "am", EN | DE }, { "an", EN | DE }, { "anche", IT }, { "ancora", IT }, { "and", EN },
	{ "any", EN }, { "anyone", EN }, { "anything", EN }, { "ao", PT }, { "aos", PT }, { "apenas", PT },
	{ "aqui", ES | PT }, { "are", EN }, { "aren't", EN }, { "arent", EN }, { "as", EN | PT }, { "at", EN },
	{ "ate", PT }, { "au", FR }, { "auch", DE }, { "aucun", FR }, { "auf", DE }, { "aus", DE },
	{ "aussi", FR }, { "autre", FR }, { "aux", FR }, { "avec", FR }, { "avoir", FR }, { "be", EN },
	{ "because", EN }, { "been", EN }, { "before", EN }, { "bei", DE }, { "being", EN }, { "ben", NL },
	{ "bereits", DE }, { "between", EN }, { "bien", FR }, { "bij", NL }, { "bin", DE }, { "bis", DE },
	{ "bitte", DE }, { "both", EN }, { "but", EN }, { "by", EN }, { "c", FR }, { "ca", FR }, { "can", EN },
	{ "can't", EN }, { "cant", EN }, { "ce", FR }, { "ces", FR }, { "cette", FR }, { "che", IT },
	{ "chez", FR }, { "chi", IT }, { "ci", IT }, { "com", PT }, { "come", IT }, { "comme", FR },
	{ "como", ES | PT }, { "con", ES | IT }, { "consigo", PT }, { "cosa", IT }, { "could", EN },
	{ "couldn't", EN }, { "couldnt", EN }, { "cual", ES }, { "cuando", ES }, { "d", FR },
	{ "da", DE | IT | PT }, { "dal", IT }, { "dalla", IT }, { "damit", DE }, { "dan", NL }, { "dann", DE },
	{ "dans", FR }, { "das", DE | PT }, { "dass", DE }, { "dat", NL }, { "de", ES | FR | PT | NL },
	{ "dei", IT }, { "del", ES | IT }, { "dela", PT }, { "dele", PT }, { "della", IT }, { "delle", IT },
	{ "dem", DE }, { "den", DE }, { "depois", PT }, { "depuis", FR }, { "der", DE }, { "des", DE | FR },
	{ "desde", ES | PT }, { "deze", NL }, { "di", IT }, { "did", EN }, { "didn't", EN }, { "didnt", EN },
	{ "die", DE | NL }, { "dies", DE }, { "diese", DE }, { "diesem", DE }, { "diesen", DE },
	{ "dieser", DE }, { "dieses", DE }, { "dir", DE }, { "dit", NL }, { "do", EN | PT }, { "doch", DE },
	{ "doe", NL }, { "does", EN }, { "doesn't", EN }, { "doesnt", EN }, { "doing", EN }, { "don't", EN },
	{ "donc", FR }, { "donde", ES }, { "done", EN }, { "dont", EN }, { "door", NL }, { "dopo", IT },
	{ "dos", PT }, { "dove", IT }, { "du", DE | FR }, { "durch", DE }, { "e", IT | PT }, { "each", EN },
	{ "eben", DE }, { "ed", IT }, { "een", NL }, { "ein", DE }, { "eine", DE }, { "einem", DE },
	{ "einen", DE }, { "einer", DE }, { "eines", DE }, { "einfach", DE }, { "either", EN }, { "el", ES },
	{ "ela", PT }, { "ele", PT }, { "ella", ES }, { "elle", FR }, { "ellos", ES }, { "else", EN },
	{ "em", PT }, { "en", ES | FR | NL }, { "encore", FR }, { "entre", ES | PT }, { "er", DE | NL },
	{ "era", ES | IT | PT }, { "es", DE | ES }, { "esa", ES }, { "ese", ES }, { "eso", ES },
	{ "essa", PT }, { "esse", PT }, { "est", FR }, { "esta", ES | PT }, { "estaba", ES },
	{ "estamos", ES }, { "estan", ES }, { "estao", PT }, { "estas", ES }, { "este", ES }, { "esto", ES },
	{ "estou", PT }, { "estoy", ES }, { "et", FR }, { "etait", FR }, { "ete", FR }, { "etre", FR },
	{ "etwas", DE }, { "eu", PT }, { "euch", DE }, { "even", EN }, { "ever", EN }, { "every", EN },
	{ "everyone", EN }, { "everything", EN }, { "fait", FR }, { "favor", ES }, { "fazer", PT },
	{ "few", EN }, { "foi", PT }, { "for", EN }, { "from", EN }, { "fue", ES }, { "fur", DE },
	{ "gab", DE }, { "ganz", DE }, { "geen", NL }, { "geht", DE }, { "get", EN }, { "gia", IT },
	{ "gibt", DE }, { "gli", IT }, { "go", EN }, { "goed", NL }, { "goes", EN }, { "going", EN },
	{ "gonna", EN }, { "got", EN }, { "grazie", IT }, { "ha", ES | IT | PT }, { "hab", DE },
	{ "habe", DE }, { "haben", DE }, { "habt", DE }, { "hace", ES }, { "hacer", ES }, { "had", EN | NL },
	{ "hadn't", EN }, { "hadnt", EN }, { "hallo", DE }, { "han", ES }, { "hanno", IT }, { "happen", EN },
	{ "happened", EN }, { "happens", EN }, { "has", EN }, { "hasn't", EN }, { "hasnt", EN },
	{ "hasta", ES }, { "hat", DE }, { "hatte", DE }, { "hatten", DE }, { "have", EN }, { "haven't", EN },
	{ "havent", EN }, { "having", EN }, { "hay", ES }, { "he", EN | ES }, { "heb", NL }, { "hebben", NL },
	{ "heeft", NL }, { "hello", EN }, { "help", EN }, { "hemos", ES }, { "her", EN }, { "here", EN },
	{ "here's", EN }, { "het", NL }, { "hey", EN }, { "hi", EN }, { "hier", DE | NL }, { "hij", NL },
	{ "his", EN }, { "ho", IT }, { "hoe", NL }, { "hola", ES }, { "how", EN }, { "however", EN },
	{ "i", EN | IT }, { "i'd", EN }, { "i'll", EN }, { "i'm", EN }, { "i've", EN }, { "ich", DE },
	{ "id", EN }, { "iets", NL }, { "if", EN }, { "ihnen", DE }, { "ihr", DE }, { "ihre", DE },
	{ "ihren", DE }, { "ihrer", DE }, { "ik", NL }, { "il", FR | IT }, { "ill", EN }, { "ils", FR },
	{ "im", EN | DE }, { "immer", DE }, { "in", EN | DE | IT | NL }, { "into", EN }, { "io", IT },
	{ "is", EN | NL }, { "isn't", EN }, { "isnt", EN }, { "isso", PT }, { "ist", DE }, { "isto", PT },
	{ "it", EN }, { "it's", EN }, { "its", EN }, { "ive", EN }, { "j", FR }, { "ja", DE | PT | NL },
	{ "jai", FR }, { "je", FR | NL }, { "jemand", DE }, { "jetzt", DE }, { "jullie", NL }, { "just", EN },
	{ "kan", NL }, { "kann", DE }, { "keep", EN }, { "keeps", EN }, { "kein", DE }, { "keine", DE },
	{ "know", EN }, { "konnen", DE }, { "konnte", DE }, { "kunnen", NL }, { "l", FR },
	{ "la", ES | FR | IT | PT }, { "las", ES }, { "le", ES | FR | IT }, { "lei", IT }, { "leider", DE },
	{ "les", ES | FR }, { "let", EN }, { "let's", EN }, { "leur", FR }, { "like", EN }, { "lo", ES | IT },
	{ "look", EN }, { "looking", EN }, { "loro", IT }, { "los", ES }, { "lot", EN }, { "lui", FR },
	{ "ma", FR | IT }, { "maar", NL }, { "made", EN }, { "mais", FR | PT }, { "make", EN }, { "man", DE },
	{ "many", EN }, { "mas", ES | PT }, { "may", EN }, { "me", EN | ES | FR | PT }, { "mean", EN },
	{ "means", EN }, { "meer", NL }, { "mehr", DE }, { "mein", DE }, { "meine", DE }, { "meinem", DE },
	{ "meinen", DE }, { "meiner", DE }, { "meme", FR }, { "mes", FR }, { "mesmo", PT }, { "met", NL },
	{ "meu", PT }, { "mi", ES | IT }, { "mia", IT }, { "mich", DE }, { "might", EN }, { "mij", NL },
	{ "mijn", NL }, { "minha", PT }, { "mio", IT }, { "mir", DE }, { "mis", ES }, { "mit", DE },
	{ "moet", NL }, { "moi", FR }, { "molto", IT }, { "mon", FR }, { "more", EN }, { "much", EN },
	{ "mucho", ES }, { "muito", PT }, { "muss", DE }, { "must", EN }, { "muy", ES }, { "my", EN },
	{ "n", FR }, { "na", PT | NL }, { "naar", NL }, { "nach", DE }, { "nada", ES }, { "nao", PT },
	{ "nas", PT }, { "ne", FR | IT }, { "need", EN }, { "needs", EN }, { "nel", IT }, { "nella", IT },
	{ "nem", PT }, { "ni", ES }, { "nicht", DE }, { "niet", NL }, { "niets", NL },
	{ "no", EN | ES | IT | PT }, { "noch", DE }, { "nog", NL }, { "noi", IT }, { "non", IT },
	{ "nos", ES | PT }, { "not", EN }, { "nous", FR }, { "now", EN }, { "nu", NL }, { "num", PT },
	{ "nun", DE }, { "nunca", ES }, { "nur", DE }, { "o", ES | IT | PT }, { "ob", DE }, { "oder", DE },
	{ "of", EN | NL }, { "off", EN }, { "ok", EN }, { "okay", EN }, { "om", NL }, { "on", EN | FR },
	{ "onde", PT }, { "onder", NL }, { "one", EN }, { "only", EN }, { "ons", NL }, { "ont", FR },
	{ "ook", NL }, { "op", NL }, { "or", EN }, { "os", PT }, { "otra", ES }, { "otro", ES },
	{ "ou", FR | PT }, { "our", EN }, { "out", EN }, { "over", EN | NL }, { "own", EN }, { "par", FR },
	{ "para", ES | PT }, { "pas", FR }, { "pela", PT }, { "pelo", PT }, { "per", IT }, { "perche", IT },
	{ "pero", ES }, { "peut", FR }, { "peux", FR }, { "piu", IT }, { "please", EN }, { "plus", FR },
	{ "pode", PT }, { "poi", IT }, { "por", ES | PT }, { "porque", ES | PT }, { "posso", IT | PT },
	{ "pour", FR }, { "pourquoi", FR }, { "pra", PT }, { "puede", ES }, { "pueden", ES }, { "puedes", ES },
	{ "puedo", ES }, { "puo", IT }, { "qu", FR }, { "qual", PT }, { "quand", FR }, { "quando", IT | PT },
	{ "que", ES | FR | PT }, { "quel", FR }, { "quello", IT }, { "quem", PT }, { "questa", IT },
	{ "questo", IT }, { "qui", FR | IT }, { "really", EN }, { "s", FR }, { "sa", FR }, { "said", EN },
	{ "same", EN }, { "sans", FR }, { "say", EN }, { "says", EN }, { "schon", DE },
	{ "se", ES | FR | IT | PT }, { "seem", EN }, { "seems", EN }, { "sehr", DE }, { "sei", IT },
	{ "seid", DE }, { "sein", DE }, { "seine", DE }, { "seiner", DE }, { "seit", DE }, { "sem", PT },
	{ "senza", IT }, { "ser", ES | PT }, { "ses", FR }, { "seu", PT }, { "shall", EN }, { "she", EN },
	{ "should", EN }, { "shouldn't", EN }, { "shouldnt", EN }, { "si", ES | FR | IT }, { "sich", DE },
	{ "sie", DE }, { "siempre", ES }, { "sin", ES }, { "since", EN }, { "sind", DE },
	{ "so", EN | DE | PT }, { "sobre", ES }, { "sollte", DE }, { "solo", ES }, { "some", EN },
	{ "someone", EN }, { "something", EN }, { "son", ES | FR }, { "sono", IT }, { "sont", FR },
	{ "sou", PT }, { "soy", ES }, { "stato", IT }, { "still", EN }, { "su", ES | IT }, { "sua", IT | PT },
	{ "such", EN }, { "suis", FR }, { "sul", IT }, { "sulla", IT }, { "suo", IT }, { "sur", FR },
	{ "sus", ES }, { "ta", FR }, { "tambem", PT }, { "tambien", ES }, { "te", FR | NL }, { "tell", EN },
	{ "tem", PT }, { "tengo", ES }, { "tenho", PT }, { "than", EN }, { "that", EN }, { "that's", EN },
	{ "thats", EN }, { "the", EN }, { "their", EN }, { "them", EN }, { "then", EN }, { "there", EN },
	{ "there's", EN }, { "these", EN }, { "they", EN }, { "they're", EN }, { "think", EN }, { "this", EN },
	{ "those", EN }, { "though", EN }, { "through", EN }, { "ti", IT }, { "tiene", ES }, { "tienen", ES },
	{ "to", EN }, { "toch", NL }, { "todo", ES }, { "too", EN }, { "tot", NL }, { "tout", FR },
	{ "tra", IT }, { "tres", FR }, { "tried", EN }, { "trotzdem", DE }, { "try", EN }, { "trying", EN },
	{ "tu", ES | FR }, { "tutto", IT }, { "u", EN | NL }, { "uber", DE }, { "uit", NL }, { "um", DE | PT },
	{ "uma", PT }, { "un", ES | FR | IT }, { "una", ES | IT }, { "und", DE }, { "une", FR },
	{ "uno", ES | IT }, { "uns", DE }, { "unser", DE }, { "until", EN }, { "up", EN }, { "ur", EN },
	{ "us", EN }, { "use", EN }, { "used", EN }, { "using", EN }, { "uw", NL }, { "van", NL },
	{ "veel", NL }, { "very", EN }, { "vi", IT }, { "viel", DE }, { "viele", DE }, { "voce", PT },
	{ "voces", PT }, { "voi", IT }, { "vom", DE }, { "von", DE }, { "voor", NL }, { "vor", DE },
	{ "vorrei", IT }, { "vos", FR }, { "votre", FR }, { "vous", FR }, { "waar", NL }, { "waarom", NL },
	{ "wanneer", NL }, { "want", EN | NL }, { "wanted", EN }, { "wants", EN }, { "war", DE },
	{ "waren", DE }, { "warum", DE }, { "was", EN | DE | NL }, { "wasn't", EN }, { "wasnt", EN },
	{ "wat", NL }, { "way", EN }, { "we", EN | NL }, { "we're", EN }, { "weil", DE }, { "wel", NL },
	{ "well", EN }, { "wenn", DE }, { "wer", DE }, { "werd", NL }, { "werden", DE }, { "were", EN },
	{ "what", EN }, { "what's", EN }, { "whats", EN }, { "when", EN }, { "where", EN }, { "where's", EN },
	{ "which", EN }, { "while", EN }, { "who", EN }, { "why", EN }, { "wie", DE | NL }, { "wieder", DE },
	{ "wij", NL }, { "wil", NL }, { "will", EN | DE }, { "wir", DE }, { "wird", DE }, { "with", EN },
	{ "wo", DE }, { "wollte", DE }, { "won't", EN }, { "wont", EN }, { "worden", NL }, { "wordt", NL },
	{ "would", EN }, { "wouldn't", EN }, { "wouldnt", EN }, { "wurde", DE }, { "wurden", DE },
	{ "y", ES | FR }, { "ya", ES }, { "yes", EN }, { "yet", EN }, { "yo", ES }, { "you", EN },
	{ "you're", EN }, { "your", EN }, { "youre", EN }, { "ze", NL }, { "zei", NL }, { "zelf", NL },
	{ "zich", NL }, { "zij", NL }, { "zijn", NL }, { "zo", NL }, { "zou", NL }, { "zu", DE },
	{ "zum", DE }, { "zur", DE }
};

enum { COMMON = sizeof common / sizeof *common };

/*
 * Half of all words of a text are here, and each is asked for: a table of 256 rows of eight marks, which are compared
 * at once, so that nothing hangs on where in a row a word is or how full the row is. Row and mark are 39 bits of the
 * word's hash: of a thousand million other words one or two are taken for common ones.
 */
static uint32_t marks[ROWS][A_ROW];
static unsigned char languages[ROWS][A_ROW];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static inline size_t
row_of(uint64_t hash)
{
	return hash >> 36 & (ROWS - 1);	/* bits with which no row gets too full */
}

/* Never 0, which is no word. */
static inline uint32_t
mark_of(uint64_t hash)
{
	return (uint32_t)hash | 1;
}

static void
fill(void)
{
	for (size_t i = 0; i < COMMON; i++) {
		uint64_t hash = token_hash(token_of(common[i].word, strlen(common[i].word)));
		uint32_t *row = marks[row_of(hash)];
		size_t k = 0;

		while (k < A_ROW && row[k] != 0)
			k++;
		if (k == A_ROW)
			continue;	/* never: a test asks for every word */
		row[k] = mark_of(hash);
		languages[row_of(hash)][k] = common[i].in;
	}
}

bool
language_is_stop_hash(uint64_t hash)
{
	const uint32_t *row = marks[row_of(hash)];
	uint32_t found = 0;

	pthread_once(&once, fill);
	for (size_t k = 0; k < A_ROW; k++)
		found |= row[k] == mark_of(hash);
	return found;
}

static unsigned
languages_of(struct str word)
{
	uint64_t hash;
	unsigned in = 0;

	if (word.n >= LONGEST || word.n == 0)
		return 0;
	pthread_once(&once, fill);
	hash = token_hash(token_of(word.s, word.n));
	for (size_t k = 0; k < A_ROW; k++)
		if (marks[row_of(hash)][k] == mark_of(hash))
			in = languages[row_of(hash)][k];
	return in;
}

bool
language_is_stop(struct str word)
{
	return word.n > 0 && word.n < LONGEST && language_is_stop_hash(token_hash(token_of(word.s, word.n)));
}

/*
 * A word common in one language counts whole, in several a share. The best language must have two words' worth,
 * a tenth of all words, and a third more than the next one.
 */
const char *
language_guess(struct str folded)
{
	struct words walk = { .text = folded };
	struct word word;
	int seen = 0, points[LANGUAGES] = {0}, best = 0, second = 0;

	while (seen < ENOUGH && words_next(&walk, &word)) {
		unsigned in = word.kind == WORD_LETTERS ? languages_of(word.s) : 0;
		int share = 0;

		seen += word.kind == WORD_LETTERS;
		for (int k = 0; k < LANGUAGES; k++)
			share += (in >> k & 1) != 0;
		for (int k = 0; k < LANGUAGES; k++)
			if (in >> k & 1)
				points[k] += 12 / share;
	}
	for (int k = 1; k < LANGUAGES; k++)
		if (points[k] > points[best])
			best = k;
	for (int k = 0; k < LANGUAGES; k++)
		if (k != best && points[k] > second)
			second = points[k];
	return points[best] >= 24 && points[best] * 10 >= seen * 12 && points[best] * 3 > second * 4 ? code[best] : "";
}
