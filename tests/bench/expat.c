/* expat FILE: the file through expat with a handler that only counts, which no reader of XML that uses it can beat. For make bench. */
#include "../../src/base/die.h"
#include "../../src/io/source.h"

#include <expat.h>
#include <stdio.h>

static unsigned long long rows, attributes;

static void
element(void *with, const XML_Char *name, const XML_Char **at)
{
	(void)with, (void)name;
	rows++;
	for (; *at != NULL; at += 2)
		attributes++;
}

int
main(int argc, char **argv)
{
	struct source *s = source_open(argv + 1, 0, 0);
	XML_Parser parser = XML_ParserCreate("UTF-8");
	enum source_status status;
	struct str bytes;

	progname = "expat";
	if (argc != 2 || parser == NULL || source_file(s) != SOURCE_SOME)
		die(EXIT_USAGE, "a file is expected");
	XML_SetElementHandler(parser, element, NULL);
	while ((status = source_read(s, &bytes)) == SOURCE_SOME)
		if (XML_Parse(parser, bytes.s, (int)bytes.n, 0) != XML_STATUS_OK)
			die(EXIT_DATA, "%s: %s", argv[1], XML_ErrorString(XML_GetErrorCode(parser)));
	if (status != SOURCE_END || XML_Parse(parser, "", 0, 1) != XML_STATUS_OK)
		die(EXIT_DATA, "%s: cut short", argv[1]);
	printf("%llu elements, %llu attributes\n", rows, attributes);
	XML_ParserFree(parser);
	source_close(s);
	return EXIT_OK;
}
