/* zendesk.h: Zendesk tickets, comments and users: JSON documents or one object a line. */
#ifndef FORMAT_ZENDESK_H
#define FORMAT_ZENDESK_H

#include "format.h"

extern const struct format format_zendesk;

#endif
