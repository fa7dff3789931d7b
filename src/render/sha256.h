/*
 * sha256.h: a script's or style's fingerprint as a content security policy names it.
 *
 * The page allows the scripts it carries by their hashes, so that no other can run whatever text
 * a stranger managed to put there. FIPS 180-4; the only use is here, a few hundred KB a page.
 */
#ifndef RENDER_SHA256_H
#define RENDER_SHA256_H

#include "../base/buf.h"

/* Appends 'sha256-BASE64', quotes included. */
void sha256_source(struct buf *to, struct str content);

#endif
