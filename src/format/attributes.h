/*
 * attributes.h: the attributes of one XML element, and the plain elements that need no parser.
 *
 * Dumps hold one empty element a line, in a form that leaves expat nothing to decide: it is cut at its quotes here,
 * many times as fast. Whatever is not of that form is for expat, errors too.
 */
#ifndef FORMAT_ATTRIBUTES_H
#define FORMAT_ATTRIBUTES_H

#include "../base/buf.h"
#include "../base/vec.h"

struct attribute {
	struct str name, value;		/* references in the value are written out */
};

/* Zeroed, there are none. */
struct attributes {
	VEC(struct attribute) all;
	struct buf text;		/* values that had references in them */
};

/*
 * A line that is <NAME A="..." B='...' /> and blanks: true, its tag and its attributes, which lend from the line. False:
 * another form. References to characters that XML 1.0 does not allow, as dumps have them, are taken here: control
 * characters as they are (XML 1.1), what is no character as U+FFFD. (A test holds this against expat.)
 */
bool attributes_cut(struct attributes *a, struct str line, struct str *tag);

/* The value of that name; absent where there is none. */
struct str attributes_value(const struct attributes *a, const char *name);

void attributes_free(struct attributes *a);

#endif
