/* clean.h: texts and moments as exports write them, made what records hold. */
#ifndef FORMAT_CLEAN_H
#define FORMAT_CLEAN_H

#include "../base/buf.h"
#include "../base/time.h"
#include "../json/scan.h"

/*
 * A text as valid UTF-8, with '\n' for line ends and no NUL: itself, or a mended copy in scratch. *flags gets
 * POST_REPAIRED where bytes had to become U+FFFD.
 */
struct str clean_text(struct buf *scratch, struct str text, unsigned *flags);

/* Does it hold U+FFFD, which stands for bytes that were no character? */
bool clean_has_bad(struct str text);

/*
 * A whole number that a spreadsheet or pandas made a decimal one: "3.0" gives "3". False: it is no number, or was
 * written with an exponent and has lost digits.
 */
bool clean_id(struct str text, struct str *id);

/*
 * A JSON string, number or boolean as text, lent or in scratch; ids keep all digits. Absent for null and for lists
 * and objects, which set *structure.
 */
struct str clean_scalar(struct scan_value v, struct buf *scratch, bool *structure);

#endif
