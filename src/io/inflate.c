#include "inflate.h"
#include "../base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

enum { ZSTD_WINDOW_LOG = 31 };	/* Reddit's dumps are written with --long=31 */

struct inflate {
	enum inflate_kind kind;
	z_stream z;
	ZSTD_DStream *zstd;
	bool open;		/* z is initialised */
	bool inside;		/* in the middle of a member */
	size_t members;
};

static const unsigned char gzip_magic[] = { 0x1f, 0x8b };
static const unsigned char zstd_magic[] = { 0x28, 0xb5, 0x2f, 0xfd };

enum inflate_kind
inflate_kind_of(const char *bytes, size_t n)
{
	if (n >= sizeof gzip_magic && memcmp(bytes, gzip_magic, sizeof gzip_magic) == 0)
		return INFLATE_GZIP;
	if (n >= sizeof zstd_magic && memcmp(bytes, zstd_magic, sizeof zstd_magic) == 0)
		return INFLATE_ZSTD;
	return INFLATE_NONE;
}

struct inflate *
inflate_new(enum inflate_kind kind)
{
	struct inflate *f = mem_zeroed(1, sizeof *f);

	f->kind = kind;
	return f;
}

void
inflate_free(struct inflate *f)
{
	if (f == NULL)
		return;
	if (f->open)
		inflateEnd(&f->z);
	ZSTD_freeDStream(f->zstd);
	free(f);
}

/* At a member's beginning. zlib takes the window's size from the header (+32: gzip or zlib; +16: gzip only). */
static const char *
begin(struct inflate *f)
{
	if (f->kind == INFLATE_GZIP) {
		if (!f->open && inflateInit2(&f->z, MAX_WBITS + 16) != Z_OK)
			return "zlib could not be started";
		f->open = true;
		inflateReset(&f->z);
	} else {
		if (f->zstd == NULL && (f->zstd = ZSTD_createDStream()) == NULL)
			return "zstd could not be started";
		ZSTD_initDStream(f->zstd);
		ZSTD_DCtx_setParameter(f->zstd, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG);
	}
	f->inside = true;
	f->members++;
	return NULL;
}

static const char *
gzip_some(struct inflate *f, const char **in, size_t *n, char *out, size_t room, size_t *made)
{
	size_t eat = *n < 1u << 30 ? *n : 1u << 30, fill = room < 1u << 30 ? room : 1u << 30;
	int r;

	f->z.next_in = (unsigned char *)(size_t)*in;	/* zlib's prototype predates const */
	f->z.avail_in = (uInt)eat;
	f->z.next_out = (unsigned char *)out;
	f->z.avail_out = (uInt)fill;
	r = inflate(&f->z, Z_NO_FLUSH);
	*in += eat - f->z.avail_in;
	*n -= eat - f->z.avail_in;
	*made = fill - f->z.avail_out;
	if (r == Z_STREAM_END)
		f->inside = false;
	else if (r == Z_DATA_ERROR || r == Z_NEED_DICT)
		return f->z.msg != NULL && strcmp(f->z.msg, "incorrect data check") == 0
		    ? "corrupt gzip data: the checksum does not match" : "corrupt gzip data";
	else if (r != Z_OK && r != Z_BUF_ERROR)
		return "zlib ran out of memory";
	return NULL;
}

static const char *
zstd_some(struct inflate *f, const char **in, size_t *n, char *out, size_t room, size_t *made)
{
	ZSTD_inBuffer from = { *in, *n, 0 };
	ZSTD_outBuffer to = { out, room, 0 };
	size_t r = ZSTD_decompressStream(f->zstd, &to, &from);

	*in += from.pos;
	*n -= from.pos;
	*made = to.pos;
	if (ZSTD_isError(r))
		return "corrupt zstd data";
	if (r == 0)
		f->inside = false;
	return NULL;
}

const char *
inflate_some(struct inflate *f, const char **in, size_t *n, bool ended, char *out, size_t room, size_t *made)
{
	const char *why;

	*made = 0;
	if (!f->inside) {
		if (*n == 0)
			return NULL;
		if (*n < INFLATE_MAGIC && !ended)
			return NULL;	/* too few to tell; the caller reads on */
		if (inflate_kind_of(*in, *n) != f->kind)
			return f->kind == INFLATE_GZIP ? "rubbish behind the end of the gzip data"
			    : "rubbish behind the end of the zstd data";
		if ((why = begin(f)) != NULL)
			return why;
	}
	why = (f->kind == INFLATE_GZIP ? gzip_some : zstd_some)(f, in, n, out, room, made);
	if (why == NULL && ended && *n == 0 && *made == 0 && f->inside)
		return f->kind == INFLATE_GZIP ? "the gzip data ends early: the file was cut"
		    : "the zstd data ends early: the file was cut";
	return why;
}
