#define _DEFAULT_SOURCE	/* MADV_HUGEPAGE */
#include "mem.h"
#include "die.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

enum { LARGE_PAGE = 2 << 20 };

void
mem_tight(void)
{
#ifdef __GLIBC__	/* which otherwise keeps up to 32 MiB in a heap that only shrinks at its end */
	mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
}

static void *
have(void *p, size_t count, size_t size)
{
	if (p == NULL && count > 0 && size > 0)
		die(EXIT_SYSTEM, "out of memory: %zu items of %zu bytes more were needed", count, size);
	return p;
}

void *
mem_zeroed(size_t count, size_t size)
{
	return have(calloc(count > 0 ? count : 1, size > 0 ? size : 1), count, size);
}

void *
mem_resize(void *old, size_t count, size_t size)
{
	if (size > 0 && count > PTRDIFF_MAX / size)
		have(NULL, count, size);
	return have(realloc(old, count * size > 0 ? count * size : 1), count, size);
}

void *
mem_scattered(size_t count, size_t size)
{
	void *p = NULL;

	if (size == 0 || count < LARGE_PAGE / size)
		return mem_zeroed(count, size);
	if (count > PTRDIFF_MAX / size || posix_memalign(&p, LARGE_PAGE, count * size) != 0)
		have(NULL, count, size);
#ifdef MADV_HUGEPAGE
	madvise(p, count * size, MADV_HUGEPAGE);	/* if it cannot, it is only slower */
#endif
	return memset(p, 0, count * size);
}

void *
mem_need(void *p, size_t size)
{
	return have(p, 1, size);
}

char *
mem_copy(const void *bytes, size_t n)
{
	char *s = mem_resize(NULL, n + 1, 1);

	if (n > 0)
		memcpy(s, bytes, n);
	s[n] = '\0';
	return s;
}

size_t
mem_capacity(size_t cap, size_t need, size_t size)
{
	if (need > PTRDIFF_MAX / 2 / (size > 0 ? size : 1))
		have(NULL, need, size);
	if (cap < 8)
		cap = 8;
	while (cap < need)
		cap *= 2;
	return cap;
}
