#include "intake.h"

#include <stdarg.h>
#include <stdio.h>

enum format_status
intake_bad(struct intake *in, enum format_status status, uint64_t line, uint64_t byte, struct str raw, const char *fmt, ...)
{
	va_list ap;

	in->bad.line = line;
	in->bad.byte = line > 0 && byte == 0 ? 1 : byte;	/* a row as a whole is wrong from its beginning on */
	in->bad.raw = raw;
	va_start(ap, fmt);
	vsnprintf(in->bad.why, sizeof in->bad.why, fmt, ap);
	va_end(ap);
	return status;
}

void
intake_why(struct buf *out, const struct intake *in)
{
	buf_adds(out, source_name(in->source));
	if (in->bad.line > 0)
		buf_printf(out, ":%llu:%llu", (unsigned long long)in->bad.line, (unsigned long long)in->bad.byte);
	buf_printf(out, ": %s", in->bad.why);
}

enum format_status
intake_failed(struct intake *in, enum source_status status)
{
	in->failed = status;
	return FORMAT_FAILED;
}

struct desk *
intake_desk(struct intake *in, const char *name)
{
	return desks_desk(in->desks, str_of(in->name != NULL ? in->name : name));
}
