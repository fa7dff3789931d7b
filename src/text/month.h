/*
 * month.h: the names of months and days of the week that dates are written with.
 *
 * Months in English, German, French, Spanish, Portuguese, Italian and Dutch, whole or cut to three letters or more
 * where that is a month of one number in all of them ("mar", "juil", but not "jui").
 */
#ifndef TEXT_MONTH_H
#define TEXT_MONTH_H

#include "../base/str.h"

/* A word in lower case, accents allowed, in UTF-8: 1 to 12, or 0: no month. */
int month_number(struct str word);

/* An English day of the week, in lower case: "mon", "thurs", "sunday"? */
bool month_is_weekday(struct str word);

#endif
