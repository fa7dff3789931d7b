#include "mail.h"

#include "clean.h"
#include "mailhead.h"
#include "../base/hash.h"
#include "../rec/desk.h"
#include "../text/html.h"
#include "../text/utf8.h"

#include <gmime/gmime.h>
#include <stdlib.h>
#include <string.h>

enum {
	DEEP = 40,		/* parts within parts that are still looked at */
	MOST = 100000		/* parts and their fields: GMime needs a kilobyte for each */
};

void
mail_start(void)
{
	static bool started;

	if (!started) {		/* GMime does not start a second time */
		g_mime_init();
		atexit(g_mime_shutdown);
	}
	started = true;
}

static bool
is(struct str s, const char *small)
{
	size_t n = strlen(small);

	return s.n == n && g_ascii_strncasecmp(s.s, small, n) == 0;
}

static bool
holds(struct str s, const char *small)
{
	size_t n = strlen(small);

	for (size_t i = 0; i + n <= s.n; i++)
		if (g_ascii_strncasecmp(s.s + i, small, n) == 0)
			return true;
	return false;
}

static bool
is_empty(struct str s)
{
	return str_trim(s).n == 0;
}

/* The charset that the mail's first part declares, which its unencoded header is in, too, if it is not UTF-8. */
static struct str
charset_of(const struct mail *m, GMimeObject *part, struct buf *to)
{
	const char *name = part != NULL ? g_mime_object_get_content_type_parameter(part, "charset") : NULL;

	buf_clear(to);
	if (name == NULL)
		return str_of(m->encoding);
	buf_adds(to, name);
	return buf_str(to);
}

/* A field's line as UTF-8, its encoded words as they stand. */
static void
put_line(struct mail *m, struct buf *out, struct str value, struct str charset)
{
	unsigned flags = 0;

	buf_clear(&m->raw);
	mailhead_unfold(&m->raw, value);
	buf_clear(out);
	if (utf8_valid(buf_str(&m->raw)))
		buf_add(out, m->raw.data, m->raw.len);
	else
		mailtext_put(&m->mailtext, out, buf_str(&m->raw), charset, &flags);
	m->flags |= flags;
}

/* Encoded words may hold what a line must not. */
static void
put_words(struct mail *m, struct buf *out, struct str line)
{
	size_t n = out->len;

	mailtext_words(&m->mailtext, out, line, &m->flags);
	for (size_t i = n; i < out->len; i++)
		if (out->data[i] != '\0')
			out->data[n++] = (unsigned char)out->data[i] < ' ' ? ' ' : out->data[i];
	if (n < out->len)
		out->data[out->len = n] = '\0';
}

/* The same with its words decoded. */
static void
put_decoded(struct mail *m, struct buf *out, struct str value, struct str charset)
{
	put_line(m, &m->part, value, charset);
	buf_clear(out);
	put_words(m, out, buf_str(&m->part));
}

static void
put_person(struct mail *m, struct str value, struct str charset)
{
	put_line(m, &m->part, value, charset);
	buf_clear(&m->raw);
	mailhead_person(&m->address, &m->raw, buf_str(&m->part));
	put_words(m, &m->name, buf_str(&m->raw));
}

/* Behind the last semicolon stands when the mail was received. */
static void
put_received(struct mail *m, struct str value)
{
	size_t n = value.n;

	while (n > 0 && value.s[n - 1] != ';')
		n--;
	if (n > 0)
		put_line(m, &m->received, (struct str){ value.s + n, value.n - n }, (struct str){0});
}

static bool
is_automatic(struct str name, struct str value)
{
	value = str_trim(value);
	if (is(name, "auto-submitted"))
		return value.n > 0 && g_ascii_strncasecmp(value.s, "no", value.n < 2 ? value.n : 2) != 0;
	return is(name, "precedence") && (is(value, "auto_reply") || is(value, "auto-reply"));
}

/* What mail programs leave in their archives besides mails. */
static void
find_dropped(struct mail *m, struct str name, struct str value)
{
	static const char internal[] = "DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA";

	value = str_trim(value);
	if (is(name, "x-mozilla-status") && value.n == 4 && g_ascii_xdigit_value(value.s[3]) >= 8)
		m->dropped = "deleted";
	else if (is(name, "subject") && str_is(value, internal))
		m->dropped = "internal data of a mail program";
}

/* Of a field that is there more than once the first counts. */
static void
read_header(struct mail *m, struct str rest, struct str charset)
{
	struct { const char *name; struct buf *to; bool decoded; } const fields[] = {
		{ "date", &m->date, false }, { "subject", &m->subject, true }, { "in-reply-to", &m->in_reply_to, false },
		{ "references", &m->references, false },
	};
	struct str name, value;

	while (mailhead_field(&rest, &name, &value)) {
		for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
			if (fields[k].to->len == 0 && is(name, fields[k].name))
				(fields[k].decoded ? put_decoded : put_line)(m, fields[k].to, value, charset);
		if (m->address.len == 0 && is(name, "from"))
			put_person(m, value, charset);
		else if (m->received.len == 0 && is(name, "received"))
			put_received(m, value);
		else if (m->id.len == 0 && is(name, "message-id")) {
			struct str ids;

			put_line(m, &m->part, value, charset);
			ids = buf_str(&m->part);
			if (!mailhead_id(&m->id, &ids) && m->part.len > 0 && memchr(m->part.data, '<', m->part.len) == NULL)
				buf_add(&m->id, m->part.data, m->part.len);
		} else
			m->automatic |= is_automatic(name, value);
		find_dropped(m, name, value);
	}
}

/* The bytes of a part as they stand in the mail. */
static struct str
content_of(struct str bytes, GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *s = content != NULL ? g_mime_data_wrapper_get_stream(content) : NULL;
	size_t begin, end;

	if (s == NULL || s->bound_start < 0)
		return (struct str){0};
	begin = (size_t)s->bound_start;
	end = s->bound_end >= 0 ? (size_t)s->bound_end : bytes.n;
	if (end > bytes.n)
		end = bytes.n;
	return begin < end ? (struct str){ bytes.s + begin, end - begin } : (struct str){0};
}

/* The bytes that a part was before it was encoded for the way. */
static struct str
decoded(struct mail *m, struct str s, GMimeContentEncoding encoding)
{
	GMimeEncoding state;
	size_t n;

	buf_clear(&m->bytes);
	if (s.n == 0)
		return buf_str(&m->bytes);
	switch (encoding) {
	case GMIME_CONTENT_ENCODING_BASE64:
		n = mailtext_base64(&m->bytes, s);
		if (n > 0 && n < s.n && m->bytes.len > 0 && m->bytes.data[m->bytes.len - 1] != '\n')
			buf_addc(&m->bytes, '\n');
		buf_add(&m->bytes, s.s + n, s.n - n);	/* what lists add at the end, or all of a text that is no base64 */
		return buf_str(&m->bytes);
	case GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE:
	case GMIME_CONTENT_ENCODING_UUENCODE:
		g_mime_encoding_init_decode(&state, encoding);
		n = g_mime_encoding_outlen(&state, s.n);
		buf_room(&m->bytes, n);
		m->bytes.len = g_mime_encoding_step(&state, s.s, s.n, m->bytes.data);
		m->bytes.data[m->bytes.len] = '\0';
		return buf_str(&m->bytes);
	default:
		return s;
	}
}

/* An attachment by what it says, or by a name of its own. */
static bool
is_attachment(GMimeObject *part)
{
	const char *disposition = g_mime_object_get_disposition(part);

	if (disposition != NULL && g_ascii_strcasecmp(disposition, GMIME_DISPOSITION_ATTACHMENT) == 0)
		return true;
	return GMIME_IS_PART(part) && g_mime_part_get_filename(GMIME_PART(part)) != NULL;
}

static void
put_text(struct mail *m, struct str bytes, GMimePart *part, const char *subtype)
{
	struct buf text = {0};
	struct str s = decoded(m, content_of(bytes, part), g_mime_part_get_content_encoding(part)), clean;

	mailtext_put(&m->mailtext, &text, s, charset_of(m, GMIME_OBJECT(part), &m->charset), &m->flags);
	if (is(str_of(subtype), "html") || is(str_of(subtype), "enriched") || is(str_of(subtype), "richtext")) {
		struct buf plain = {0};

		html_text(&plain, buf_str(&text));
		buf_free(&text);
		text = plain;
	}
	clean = clean_text(&m->part, buf_str(&text), &m->flags);
	if (!is_empty(clean)) {
		while (m->text.len > 0 && m->text.data[m->text.len - 1] == '\n')
			m->text.len--;
		if (m->text.len > 0)
			buf_adds(&m->text, "\n\n");
		buf_add(&m->text, clean.s, clean.n);
	}
	buf_free(&text);
}

static void
add_attachment(struct mail *m, struct str name)
{
	unsigned flags = 0;
	struct str all = { name.s, 0 };

	while (all.n < name.n && name.s[all.n] != '\0' && all.n < 200)
		all.n++;
	m->attachments++;
	mailtext_put(&m->mailtext, &m->names, all, (struct str){0}, &flags);
	buf_addc(&m->names, '\0');
}

static void walk(struct mail *m, struct str bytes, GMimeObject *part, bool alone, int depth);

static bool
is_type(GMimeObject *part, const char *type, const char *subtype)
{
	GMimeContentType *t = g_mime_object_get_content_type(part);

	return t != NULL && g_mime_content_type_is_type(t, type, subtype);
}

/* Of alternatives the plain one, or else the last that has a text. */
static void
walk_alternatives(struct mail *m, struct str bytes, GMimeMultipart *of, int depth)
{
	size_t was = m->text.len;
	int n = g_mime_multipart_get_count(of);

	for (int i = 0; i < n && m->text.len == was; i++)
		if (is_type(g_mime_multipart_get_part(of, i), "text", "plain"))
			walk(m, bytes, g_mime_multipart_get_part(of, i), false, depth + 1);
	for (int i = n; i-- > 0 && m->text.len == was;)
		walk(m, bytes, g_mime_multipart_get_part(of, i), false, depth + 1);
}

static void
walk_leaf(struct mail *m, struct str bytes, GMimePart *part, bool alone)
{
	GMimeObject *object = GMIME_OBJECT(part);
	GMimeContentType *type = g_mime_object_get_content_type(object);
	const char *subtype = type != NULL ? g_mime_content_type_get_media_subtype(type) : "plain";

	if (is_type(object, "text", "*") && (alone || !is_attachment(object)) && !is_type(object, "text", "calendar") &&
	    !is_type(object, "text", "x-vcard") && !is_type(object, "text", "vcard") && !is_type(object, "text", "rfc822-headers"))
		put_text(m, bytes, part, subtype);
	else if (!is_type(object, "application", "pgp-signature") && !is_type(object, "application", "pkcs7-signature") &&
	    !is_type(object, "application", "x-pkcs7-signature") && !is_type(object, "message", "*"))
		add_attachment(m, str_of(g_mime_part_get_filename(part)));
}

static void
walk(struct mail *m, struct str bytes, GMimeObject *part, bool alone, int depth)
{
	if (part == NULL || depth > DEEP)
		return;
	if (GMIME_IS_MULTIPART(part)) {
		if (is_type(part, "multipart", "alternative"))
			walk_alternatives(m, bytes, GMIME_MULTIPART(part), depth);
		else
			for (int i = 0, n = g_mime_multipart_get_count(GMIME_MULTIPART(part)); i < n; i++)
				walk(m, bytes, g_mime_multipart_get_part(GMIME_MULTIPART(part), i), false, depth + 1);
	} else if (GMIME_IS_PART(part))
		walk_leaf(m, bytes, GMIME_PART(part), alone);
	else
		add_attachment(m, STR(""));	/* a mail inside */
}

/* A mail that only forwards another one, or a digest: the texts of the mails inside. */
static void
walk_mails_inside(struct mail *m, struct str bytes, GMimeObject *part, int depth)
{
	GMimeMessage *inside;

	if (part == NULL || depth > DEEP)
		return;
	if (GMIME_IS_MULTIPART(part)) {
		for (int i = 0, n = g_mime_multipart_get_count(GMIME_MULTIPART(part)); i < n; i++)
			walk_mails_inside(m, bytes, g_mime_multipart_get_part(GMIME_MULTIPART(part), i), depth + 1);
	} else if (GMIME_IS_MESSAGE_PART(part) && (inside = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part))) != NULL)
		walk(m, bytes, g_mime_message_get_mime_part(inside), true, depth + 1);
}

/* The letter as it stands: of a mail that says nothing of its parts, or whose parts are not where it says. */
static void
put_whole(struct mail *m, struct str letter)
{
	struct str clean;

	buf_clear(&m->bytes);
	mailtext_put(&m->mailtext, &m->bytes, letter, str_of(m->encoding), &m->flags);
	clean = clean_text(&m->part, buf_str(&m->bytes), &m->flags);
	buf_add(&m->text, clean.s, clean.n);
}

static void
read_parts(struct mail *m, struct str bytes, struct str letter, GMimeObject *part)
{
	walk(m, bytes, part, true, 0);
	if (m->text.len == 0)
		walk_mails_inside(m, bytes, part, 0);
	if (m->text.len == 0 && (part == NULL || (GMIME_IS_MULTIPART(part) && g_mime_multipart_get_count(GMIME_MULTIPART(part)) == 0)))
		put_whole(m, letter);
	if (part != NULL && is_type(part, "multipart", "report"))
		m->automatic = true;
}

/*
 * The fields that say what the letter is made of, and the letter: all that GMime is to see. (It reads lists of addresses
 * by recursion, and mails inside have such fields, too.) NULL: it is too much.
 */
static GByteArray *
mime_bytes(struct str header, struct str letter)
{
	GByteArray *all = g_byte_array_sized_new((guint)letter.n + 256);
	struct str name, value;
	bool parts = false;
	size_t at;

	while (mailhead_field(&header, &name, &value)) {
		parts |= is(name, "content-type") && (holds(value, "multipart") || holds(value, "message"));
		if (is(name, "content-type") || is(name, "content-transfer-encoding") || is(name, "content-disposition")) {
			g_byte_array_append(all, (const guint8 *)name.s, (guint)(value.s + value.n - name.s));
			if (value.n == 0 || value.s[value.n - 1] != '\n')
				g_byte_array_append(all, (const guint8 *)"\n", 1);
		}
	}
	g_byte_array_append(all, (const guint8 *)"\n", 1);
	at = all->len;
	g_byte_array_append(all, (const guint8 *)letter.s, (guint)letter.n);
	if (!parts || mailhead_tame((char *)all->data + at, letter.n) <= MOST)
		return all;
	g_byte_array_free(all, TRUE);
	return NULL;
}

/* The charset that the first part with a text declares, in m->charset. */
static struct str
first_charset(struct mail *m, GMimeObject *part)
{
	for (int depth = 0; depth < DEEP && part != NULL && GMIME_IS_MULTIPART(part) && g_mime_multipart_get_count(GMIME_MULTIPART(part)) > 0; depth++)
		part = g_mime_multipart_get_part(GMIME_MULTIPART(part), 0);
	return charset_of(m, part, &m->charset);
}

/* Take the letter apart. The charset of its first part is left in m->charset. */
static bool
read_mime(struct mail *m, struct str header, struct str letter)
{
	GByteArray *all = mime_bytes(header, letter);
	GMimeStream *stream;
	GMimeObject *part;
	struct str bytes;

	if (all == NULL)
		return false;
	bytes = (struct str){ (const char *)all->data, all->len };
	stream = g_mime_stream_mem_new_with_byte_array(all);
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), TRUE);
	if (m->parser == NULL)
		m->parser = g_mime_parser_new();
	g_mime_parser_init_with_stream(m->parser, stream);
	part = g_mime_parser_construct_part(m->parser, NULL);
	read_parts(m, bytes, letter, part);
	first_charset(m, part);
	if (part != NULL)
		g_object_unref(part);
	g_object_unref(stream);
	return true;
}

bool
mail_read(struct mail *m, struct str bytes)
{
	struct buf *const said[] = { &m->id, &m->subject, &m->address, &m->name, &m->in_reply_to, &m->references, &m->text, &m->date, &m->received,
		&m->names, &m->charset };
	struct str letter = bytes, name, value, who;
	bool mime = false, good = true;

	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		buf_clear(said[i]);
	m->automatic = false;
	m->dropped = NULL;
	m->flags = m->attachments = 0;
	while (mailhead_field(&letter, &name, &value))
		mime |= is(name, "content-type") || is(name, "content-transfer-encoding");
	if (mime)
		good = read_mime(m, bytes, letter);
	else
		put_whole(m, letter);
	m->attachments += (unsigned)mailtext_unscrub(&m->text, &m->names);
	while (m->text.len > 0 && strchr(" \t\n", m->text.data[m->text.len - 1]) != NULL)
		m->text.len--;
	if (m->text.data != NULL)
		m->text.data[m->text.len] = '\0';
	read_header(m, bytes, m->charset.len > 0 ? buf_str(&m->charset) : str_of(m->encoding));
	who = buf_str(&m->address);
	m->automatic |= str_starts(who, "mailer-daemon@") || is(who, "mailer-daemon") || str_starts(who, "postmaster@");
	return good;
}

void
mail_make_id(const struct mail *m, struct buf *id)
{
	const struct buf *const what[] = { &m->date, &m->address, &m->subject, &m->text };
	struct buf all = {0};
	struct hash128 h;

	for (size_t i = 0; i < sizeof what / sizeof *what; i++) {
		buf_add(&all, what[i]->data, what[i]->len);
		buf_addc(&all, '\0');
	}
	h = hash128(all.data, all.len);
	buf_printf(id, "hash:%016llx%016llx", (unsigned long long)h.high, (unsigned long long)h.low);
	buf_free(&all);
}

void
mail_free(struct mail *m)
{
	struct buf *const all[] = { &m->id, &m->subject, &m->address, &m->name, &m->in_reply_to, &m->references, &m->text, &m->date,
		&m->received, &m->names, &m->raw, &m->charset, &m->bytes, &m->part };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		buf_free(all[i]);
	mailtext_free(&m->mailtext);
	if (m->parser != NULL)
		g_object_unref(m->parser);
}
