/* help.h: a program's table as help text, JSON, a completion script, or an outline of its options. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include "options.h"
#include "../base/buf.h"

/* how: "text", "json", "bash", "zsh" or "fish". False for any other. */
bool help_write(struct buf *out, const struct program *p, const char *how);

#endif
