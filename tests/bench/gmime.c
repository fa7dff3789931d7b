/* gmime FILE: an mbox through GMime with all its texts decoded and thrown away, which no reader that uses it for all can beat. For make bench. */
#include "../../src/base/die.h"

#include <gmime/gmime.h>
#include <fcntl.h>
#include <stdio.h>

static unsigned long long mails, bytes;

static void
part(GMimeObject *parent, GMimeObject *object, gpointer with)
{
	GMimeDataWrapper *content = GMIME_IS_TEXT_PART(object) ? g_mime_part_get_content(GMIME_PART(object)) : NULL;

	(void)parent, (void)with;
	if (content != NULL) {
		GMimeStream *text = g_mime_stream_mem_new();

		bytes += (unsigned long long)g_mime_data_wrapper_write_to_stream(content, text);
		g_object_unref(text);
	}
}

int
main(int argc, char **argv)
{
	int fd = argc == 2 ? open(argv[1], O_RDONLY) : -1;
	GMimeMessage *message;
	GMimeParser *parser;
	GMimeStream *stream;

	progname = "gmime";
	if (fd < 0)
		die(EXIT_USAGE, "a file is expected");
	g_mime_init();
	stream = g_mime_stream_fs_new(fd);
	parser = g_mime_parser_new_with_stream(stream);
	g_mime_parser_set_format(parser, GMIME_FORMAT_MBOX);
	while (!g_mime_parser_eos(parser) && (message = g_mime_parser_construct_message(parser, NULL)) != NULL) {
		GMimeObject *top = g_mime_message_get_mime_part(message);

		mails++;
		if (top != NULL && GMIME_IS_MULTIPART(top))
			g_mime_multipart_foreach(GMIME_MULTIPART(top), part, NULL);
		else if (top != NULL)
			part(NULL, top, NULL);
		g_object_unref(message);
	}
	printf("%llu mails, %llu bytes of text\n", mails, bytes);
	g_object_unref(parser);
	g_object_unref(stream);
	g_mime_shutdown();
	return EXIT_OK;
}
