/*
 * mailtext.h: the bytes of mails made UTF-8, whatever their senders declare.
 *
 * What is declared counts first. Where it is not so (bytes that are no characters of it, UTF-8 that calls itself
 * Latin-1), or nothing is declared, UTF-8 stays UTF-8 and every other byte is Windows-1252, character by character: a
 * reply in one encoding quotes a mail in another. Bytes that have no meaning then become U+FFFD.
 */
#ifndef FORMAT_MAILTEXT_H
#define FORMAT_MAILTEXT_H

#include "../text/decoder.h"

/* A zeroed one is ready; it keeps the decoder of the last charset. */
struct mailtext {
	struct decoder decoder;
	char charset[64];		/* which that is; "": none */
	bool known;
	struct buf work, word;
};

/* Append a text. charset: as declared, or absent. *flags gets POST_REPAIRED where bytes became U+FFFD. */
void mailtext_put(struct mailtext *t, struct buf *out, struct str bytes, struct str charset, unsigned *flags);

/* Append a header line that is UTF-8 with its encoded words (RFC 2047, and what passes for them) decoded. */
void mailtext_words(struct mailtext *t, struct buf *out, struct str line, unsigned *flags);

/* Append the bytes of a base64 text. How much of it was one: up to the line that is not. */
size_t mailtext_base64(struct buf *out, struct str text);

/*
 * Take out what Mailman's archive left for the attachments that it scrubbed ("-------------- next part --------------",
 * "A non-text attachment was scrubbed..." and its particulars). How many; their names are appended, each terminated.
 */
size_t mailtext_unscrub(struct buf *text, struct buf *names);

void mailtext_free(struct mailtext *t);

#endif
