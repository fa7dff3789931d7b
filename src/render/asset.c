/*
 * The assembler copies the files in: no generated source, and nothing but the compiler needed.
 * Paths are relative to the checkout, where make runs. -DCHART_JS='"/path"' names another Chart.js.
 */
#include "asset.h"

#ifndef CHART_JS
#define CHART_JS "/usr/share/javascript/chart.js/chart.min.js"
#endif

#define ASSET(name, path) \
	__asm__(".section .rodata\n.global asset_" name "_start\n.global asset_" name "_end\n" \
	    "asset_" name "_start:\n.incbin \"" path "\"\nasset_" name "_end:\n.byte 0\n.text\n")

ASSET("style", "src/render/page.css");
ASSET("script", "src/render/page.js");
extern const char asset_style_start[], asset_style_end[], asset_script_start[], asset_script_end[];

#if __has_include(CHART_JS)
ASSET("chart", CHART_JS);
extern const char asset_chart_start[], asset_chart_end[];
#else
static const char asset_chart_start[1], *const asset_chart_end = asset_chart_start;
#endif

struct str
asset_style(void)
{
	return (struct str){ asset_style_start, (size_t)(asset_style_end - asset_style_start) };
}

struct str
asset_script(void)
{
	return (struct str){ asset_script_start, (size_t)(asset_script_end - asset_script_start) };
}

struct str
asset_chart(void)
{
	return (struct str){ asset_chart_start, (size_t)(asset_chart_end - asset_chart_start) };
}
