/* svg.h: small drawings inside the page that need no script: lines in cells, bars, whole charts. */
#ifndef RENDER_SVG_H
#define RENDER_SVG_H

#include "../rec/document.h"

void svg_spark(struct buf *to, const struct value *series);
void svg_meter(struct buf *to, double share);		/* 0..1 of a bar as wide as its cell */

/* The plot alone, stretched to its box; its axes are text beside it. */
void svg_chart(struct buf *to, const struct chart *c);
double svg_top(const struct chart *c);			/* the value at the upper edge */

#endif
