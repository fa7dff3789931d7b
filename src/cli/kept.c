#include "kept.h"
#include "../base/hash.h"
#include "../base/mem.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FILES = 64,			/* that are held open to be read again: descriptors are few */
	SHORT = 64			/* bytes of a record that is kept as it is */
};

/* Before each record's bytes, or instead of them. */
struct head {
	uint32_t n, tag;
	bool elsewhere;			/* a struct place follows */
};

struct place {
	uint64_t at, hash;
	uint32_t file;
};

struct kept {
	struct spool *spool, *files[FILES];
	const char *names[FILES];
	size_t file_count;
	uint64_t last;			/* of the source's files, the one seen last, + 1 */
	char error[512];
};

struct kept *
kept_new(size_t memory)
{
	struct kept *k = mem_zeroed(1, sizeof *k);

	k->spool = spool_new(memory);
	return k;
}

void
kept_free(struct kept *k)
{
	if (k == NULL)
		return;
	spool_free(k->spool);
	for (size_t i = 0; i < k->file_count; i++)
		spool_free(k->files[i]);
	free(k);
}

void
kept_see(struct kept *k, const struct source *source, struct block *block)
{
	int fd = source_plain_file(source);

	block->original = 0;
	if (fd < 0)
		return;
	if (k->last != block->file_number + 1 && k->file_count < FILES) {
		struct spool *again = spool_of_file(fd);

		if (again == NULL)
			return;
		k->files[k->file_count] = again;
		k->names[k->file_count++] = block->file;
		k->last = block->file_number + 1;
	}
	if (k->last == block->file_number + 1 && block->at + block->len <= spool_len(k->files[k->file_count - 1]))
		block->original = (uint32_t)k->file_count;
}

void
kept_note(struct buf *out, const struct block *block, struct str record, uint32_t tag)
{
	size_t in_block = (size_t)(record.s - block->text);
	struct head head;

	memset(&head, 0, sizeof head);
	head.n = (uint32_t)record.n;
	head.tag = tag;
	head.elsewhere = block->original > 0 && record.n > SHORT && record.s >= block->text && in_block < block->len;
	buf_add(out, (const char *)&head, sizeof head);
	if (head.elsewhere) {
		struct place p;

		memset(&p, 0, sizeof p);
		p.at = block->at + in_block;
		p.hash = hash64(record.s, record.n);
		p.file = block->original - 1;
		buf_add(out, (const char *)&p, sizeof p);
	} else {
		buf_add(out, record.s, record.n);
	}
}

int
kept_take(struct kept *k, const struct buf *noted)
{
	return noted->len > 0 && spool_add(k->spool, noted->data, noted->len) == UINT64_MAX ? -1 : 0;
}

static struct str
read_again(struct kept *k, const struct place *p, size_t n)
{
	const char *at = spool_at(k->files[p->file], p->at, n);

	if (at != NULL && hash64(at, n) == p->hash)
		return (struct str){ at, n };
	snprintf(k->error, sizeof k->error, "%s was changed while it was read: give it when it is complete, or through a pipe (cat FILE |)",
	    k->names[p->file]);
	return (struct str){0};
}

struct str
kept_at(struct kept *k, uint64_t place, uint32_t *tag, uint64_t *next)
{
	const char *at = spool_at(k->spool, place, sizeof(struct head));
	struct head head;
	struct place p;

	if (at == NULL)
		return (struct str){0};
	memcpy(&head, at, sizeof head);
	*tag = head.tag;
	place += sizeof head;
	*next = place + (head.elsewhere ? sizeof p : head.n);
	if ((at = spool_at(k->spool, place, head.elsewhere ? sizeof p : head.n)) == NULL)
		return (struct str){0};
	if (!head.elsewhere)
		return (struct str){ at, head.n };
	memcpy(&p, at, sizeof p);
	return read_again(k, &p, head.n);
}

uint64_t
kept_end(const struct kept *k)
{
	return spool_len(k->spool);
}

size_t
kept_held(const struct kept *k)
{
	return spool_held(k->spool);
}

void
kept_limit(struct kept *k)
{
	spool_limit(k->spool);
}

const char *
kept_error(const struct kept *k)
{
	return k->error[0] != '\0' ? k->error : spool_error(k->spool);
}
