/* mem.h: memory that is there or the program ends (exit 3): no caller checks for NULL. */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

void *mem_zeroed(size_t count, size_t size);
void *mem_resize(void *old, size_t count, size_t size);	/* new bytes are not zeroed */

/* For what is read here and there all over: zeroed, on large pages where the system has them, which saves looking up most of them. */
void *mem_scattered(size_t count, size_t size);

void *mem_need(void *p, size_t size);			/* p, which a library made; NULL: there was no memory for it */
char *mem_copy(const void *bytes, size_t n);		/* NUL-terminated; free() it */

/* From here on arrays of a megabyte or more grow without being copied, and go back to the system when they are freed. */
void mem_tight(void);

/*
 * The capacity to grow to, from cap, so that need items of size bytes fit: at least doubled.
 * Ends the program where the bytes would not fit a size_t.
 */
size_t mem_capacity(size_t cap, size_t need, size_t size);

#endif
