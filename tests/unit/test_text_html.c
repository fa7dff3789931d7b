#include "unit.h"

#include "../../src/base/buf.h"
#include "../../src/base/rng.h"
#include "../../src/text/html.h"
#include "../../src/text/utf8.h"

#include <time.h>

static const char *
text_of(const char *html)
{
	static struct buf b;

	buf_clear(&b);
	html_text(&b, str_of(html));
	return buf_str(&b).s;
}

static void
blocks_become_lines(void)
{
	CHECK_TEXT(text_of("<p>One  two\nthree</p><p>Four<br>five</p>"), "One two three\n\nFour\nfive");
	CHECK_TEXT(text_of("<div>a</div><div>b</div>"), "a\nb");
	CHECK_TEXT(text_of("a<br><br/>b<br />"), "a\n\nb");
	CHECK_TEXT(text_of("<ul><li>one<li>two</ul>end"), "- one\n- two\n\nend");
	CHECK_TEXT(text_of("<h1>Head</h1>text"), "Head\n\ntext");
	CHECK_TEXT(text_of("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"), "a\tb\nc");
	CHECK_TEXT(text_of("<blockquote><p>said</p><p>so</p></blockquote><p>no</p>"), "> said\n>\n> so\n\nno");
	CHECK_TEXT(text_of("<aside class=\"quote\"><div class=\"title\">eva:</div><blockquote><p>said</p></blockquote></aside><p>no</p>"), "> eva:\n>\n> said\n\nno");
	CHECK_TEXT(text_of("a <b>bold</b><i>er</i> word"), "a bolder word");
	CHECK_TEXT(text_of(""), "");
	CHECK_TEXT(text_of("   <p> </p> "), "");
}

static void
entities_become_characters(void)
{
	CHECK_TEXT(text_of("a &lt;b&gt; &amp;amp; &quot;q&quot;&nbsp;x"), "a <b> &amp; \"q\" x");
	CHECK_TEXT(text_of("&eacute;&#233;&#xE9;&#XE9;"), "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9");
	CHECK_TEXT(text_of("&#8364; &euro; &#128;"), "\xe2\x82\xac \xe2\x82\xac \xe2\x82\xac");
	CHECK_TEXT(text_of("AT&T &unknown; &; & &#; &#x; a&amp"), "AT&T &unknown; &; & &#; &#x; a&");
	CHECK_TEXT(text_of("&#0; &#xD800; &#99999999999999;"), "\xef\xbf\xbd \xef\xbf\xbd \xef\xbf\xbd");
	CHECK_TEXT(text_of("&AElig;&zwnj;&thetasym;&alefsym;&there4;&rArr;&Alpha;&sup;&sup2;"),
	    "\xc3\x86\xe2\x80\x8c\xcf\x91\xe2\x84\xb5\xe2\x88\xb4\xe2\x87\x92\xce\x91\xe2\x8a\x83\xc2\xb2");
	CHECK_TEXT(text_of("soft&shy;en &#128512;"), "soften \xf0\x9f\x98\x80");
}

static void
links_are_kept_where_they_say_more(void)
{
	CHECK_TEXT(text_of("see <a href=\"https://a.example/x?a=1&amp;b=2\">the page</a>."), "see the page (https://a.example/x?a=1&b=2).");
	CHECK_TEXT(text_of("<a href='https://a.example/'>https://a.example</a>"), "https://a.example");
	CHECK_TEXT(text_of("<a href=http://a.example>a.example</a> x"), "a.example x");
	CHECK_TEXT(text_of("<a href=\"mailto:x@a.example\">x@a.example</a>"), "x@a.example");
	CHECK_TEXT(text_of("<a href=\"#top\">up</a> <a href=\"/questions/1\">q</a> <a href=\"javascript:x()\">j</a>"), "up q j");
	CHECK_TEXT(text_of("<a name=x>here</a>"), "here");
	CHECK_TEXT(text_of("<a href=\"http://a.example/1\">one<a href=\"http://a.example/2\">two"), "one (http://a.example/1)two (http://a.example/2)");
	CHECK_TEXT(text_of("<img src=x alt=\"a cat\"> <img src=y>"), "a cat");
	CHECK_TEXT(text_of("this <img src=x alt=\"enter image description here\"> one"), "this one");
	CHECK_TEXT(text_of("<a class=\"lightbox\" href=\"/x.png\"><img alt=\"x\"><div class=\"meta\"><span>x.png</span><span>640x480 9 KB</span></div></a>"), "x");
}

static void
code_is_kept_as_it_is(void)
{
	CHECK_TEXT(text_of("<pre><code>if (a &lt; b)\n\treturn  1;\n\n\nx\n</code></pre><p>so</p>"), "if (a < b)\n\treturn  1;\n\n\nx\n\nso");
	CHECK_TEXT(text_of("run <code>a  b</code> now"), "run a  b now");
	CHECK_TEXT(text_of("<pre>\n  x\r\n  y</pre>"), "  x\n  y");
}

static void
what_no_reader_sees_goes(void)
{
	CHECK_TEXT(text_of("a<script>var x = '<p>';</script>b<style>p{}</style>c<!-- no <p> -->d"), "abcd");
	CHECK_TEXT(text_of("<head><title>T</title></head><body>x</body>"), "x");
	CHECK_TEXT(text_of("<SCRIPT SRC=x>y</SCRIPT >z"), "z");
	CHECK_TEXT(text_of("<?xml version=\"1.0\"?><!DOCTYPE html>x"), "x");
}

static void
what_is_no_markup_stays(void)
{
	CHECK_TEXT(text_of("1 < 2 and 3 > 2"), "1 < 2 and 3 > 2");
	CHECK_TEXT(text_of("a <b unclosed"), "a <b unclosed");
	CHECK_TEXT(text_of("<!-- never closed"), "<!-- never closed");
	CHECK_TEXT(text_of("x <script> y"), "x y");
	CHECK_TEXT(text_of("I <3 it </"), "I <3 it </");
	CHECK_TEXT(text_of("<a title=\"x > y\">z</a>"), "z");
	CHECK_TEXT(text_of("<a title=\"open>z</a> more"), "z more");
}

static double
seconds_for(const char *unit, size_t times, const char *tail)
{
	struct buf in = {0}, out = {0};
	clock_t start;
	double seconds;

	for (size_t i = 0; i < times; i++)
		buf_adds(&in, unit);
	buf_adds(&in, tail);
	start = clock();
	html_text(&out, buf_str(&in));
	seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
	CHECK(out.len <= in.len * 20);
	buf_free(&in);
	buf_free(&out);
	return seconds;
}

static void
hostile_pages_take_linear_time(void)
{
	static const char *const unit[] = { "<", "<a", "</", "<!--", "<!", "&", "&#", "<a href=\"", "<a href='\">", "<script>",
		"<style>", "<blockquote>x", "<a href=http://x>", "<pre>\n", "<li>", "<br>", "<a \"", "<a =\"'>", "<!-->", "<ul><li>",
		"-", "</script", "<title>" };
	static const char *const tail[] = { "", ">", "\">", "-->" };

	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++)
		for (size_t k = 0; k < sizeof tail / sizeof *tail; k++)
			if (!CHECK(seconds_for(unit[i], 100000, tail[k]) < 1.0))
				printf("#   %s ... %s\n", unit[i], tail[k]);
}

static void
random_pages_give_valid_text(void)
{
	static const char *const piece[] = { "<", ">", "<p>", "</p>", "<a href=\"http://x/\">", "</a>", "<pre>", "</pre>", "<code>", "</code>",
		"<!--", "-->", "<script>", "</script>", "&amp;", "&#1;", "&#", "\"", "'", "=", " ", "\n", "\xc3\xa9", "x", "<td>", "<li>", "<blockquote>",
		"</blockquote>", "<br>", "/" };
	struct buf in = {0}, out = {0};
	struct rng r;

	rng_seed(&r, 9);
	for (int round = 0; round < 20000; round++) {
		buf_clear(&in);
		buf_clear(&out);
		for (size_t n = (size_t)rng_below(&r, 30); n > 0; n--)
			buf_adds(&in, piece[rng_below(&r, sizeof piece / sizeof *piece)]);
		html_text(&out, buf_str(&in));
		CHECK(utf8_valid(buf_str(&out)));
	}
	buf_free(&in);
	buf_free(&out);
}

UNIT(
	{ "html: blocks become lines", blocks_become_lines },
	{ "html: entities become characters", entities_become_characters },
	{ "html: links are kept where they say more", links_are_kept_where_they_say_more },
	{ "html: code is kept as it is", code_is_kept_as_it_is },
	{ "html: what no reader sees goes", what_no_reader_sees_goes },
	{ "html: what is no markup stays", what_is_no_markup_stays },
	{ "html: hostile pages take linear time", hostile_pages_take_linear_time },
	{ "html: random pages give valid text", random_pages_give_valid_text },
)
