/* twitter.h: the "Customer Support on Twitter" table (twcs.csv), and copies that pandas saved again. */
#ifndef FORMAT_TWITTER_H
#define FORMAT_TWITTER_H

#include "format.h"

extern const struct format format_twitter;

#endif
