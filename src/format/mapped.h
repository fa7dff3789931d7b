/* mapped.h: any CSV, TSV, NDJSON or JSON document, read through a mapping file. */
#ifndef FORMAT_MAPPED_H
#define FORMAT_MAPPED_H

#include "format.h"

extern const struct format format_mapped;

#endif
