/*
 * mailhead.h: what the header fields of mails say, in the ways they have been written since 1990.
 *
 * A field's line is unfolded UTF-8, encoded words (RFC 2047) not yet decoded unless it is said. Nothing here fails:
 * a field that says nothing gives nothing.
 */
#ifndef FORMAT_MAILHEAD_H
#define FORMAT_MAILHEAD_H

#include "../base/buf.h"

#include <stdbool.h>

/*
 * The next field of the header at the start of *rest, which moves past it; name and value, with its folds, are lent.
 * False: the header is over, and *rest is the letter. Lines that are no fields are left out if a field follows.
 */
bool mailhead_field(struct str *rest, struct str *name, struct str *value);

/* Appends a field's value on one line: line ends and the blanks behind them are one blank, none at the ends; no NUL. */
void mailhead_unfold(struct buf *out, struct str raw);

/*
 * Who sent it: "Ada <ada@shop.example>", "ada@shop.example (Ada)", and as list archives write it, "ada at shop.example
 * (Ada)". The address, in lower case, and the name, words not decoded, are appended; of several persons the first's.
 * Where there is a name only, or an address that was made unreadable, that is what the person is known by.
 */
void mailhead_person(struct buf *address, struct buf *name, struct str line);

/*
 * The next message id at the start of *rest, which moves past it: what stands in <>, without white space. False: no
 * more. A line without any <> holds ids parted by blanks, if they have an @ inside.
 */
bool mailhead_id(struct buf *id, struct str *rest);

/*
 * The id that In-Reply-To names, at its first: "<id>", "<id> from Ada at Apr 1", "Your message of "..." <id>", "Message
 * from Ada <ada@shop.example> of "..." <id>". An address is none: what stands behind "from", or beside words and has no
 * digit (*plain: the id that was found has none).
 */
bool mailhead_answered(struct buf *id, struct str line, bool *plain);

/*
 * Make a letter of many parts harmless for a parser that takes it apart, in place: fields of addresses that have more than
 * 64 colons, which no group of addresses has, lose those behind. Returns how many parts and fields there are at most.
 */
size_t mailhead_tame(char *text, size_t n);

/* A subject, decoded, without the "Re:" (AW: SV: Antw: ...) before it; lent. "Fwd:" is none. */
struct str mailhead_subject(struct str subject);

/*
 * Appends what two subjects of one thread share: without "Re:" and the tags of lists, [R], in any order, small letters,
 * single blanks. Is it a reply: was there a "Re:"?
 */
bool mailhead_base(struct buf *out, struct str subject);

#endif
