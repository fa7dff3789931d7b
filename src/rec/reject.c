#include "reject.h"
#include "../json/scan.h"
#include "../json/write.h"

static void
put_base64(struct buf *out, struct str bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	write_name(out, "raw_base64");
	buf_addc(out, '"');
	for (size_t i = 0; i < bytes.n; i += 3) {
		size_t left = bytes.n - i;
		unsigned v = (unsigned)(unsigned char)bytes.s[i] << 16;

		if (left > 1)
			v |= (unsigned)(unsigned char)bytes.s[i + 1] << 8;
		if (left > 2)
			v |= (unsigned char)bytes.s[i + 2];
		buf_addc(out, digits[v >> 18]);
		buf_addc(out, digits[v >> 12 & 63]);
		buf_addc(out, left > 1 ? digits[v >> 6 & 63] : '=');
		buf_addc(out, left > 2 ? digits[v & 63] : '=');
	}
	buf_addc(out, '"');
}

void
reject_write(struct buf *out, const struct reject *r)
{
	struct str raw = r->raw;

	if (raw.n > REJECT_RAW)
		raw.n = REJECT_RAW;
	write_object(out, NULL);
	write_string(out, "type", STR(REJECT_TYPE));
	write_string(out, "program", str_of(r->program));
	write_string(out, "file", str_of(r->file));
	write_int(out, "line", (int64_t)r->line);
	write_int(out, "byte", (int64_t)r->byte);
	write_string(out, "reason", str_of(r->reason));
	write_string(out, "raw", raw);
	if (!scan_utf8(raw))
		put_base64(out, raw);
	if (raw.n < r->raw.n)
		write_int(out, "raw_bytes", (int64_t)r->raw.n);
	write_end_object(out);
}
