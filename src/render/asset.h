/*
 * asset.h: the style and the scripts that every page carries, built into the program.
 *
 * page.css and page.js stand beside this file. Chart.js comes from Debian's libjs-chart.js; where
 * it was missing when the program was built, asset_chart is empty and pages draw their charts
 * without it.
 */
#ifndef RENDER_ASSET_H
#define RENDER_ASSET_H

#include "../base/str.h"

struct str asset_style(void);
struct str asset_script(void);
struct str asset_chart(void);	/* Chart.js, or empty */

#endif
