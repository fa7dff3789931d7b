/*
 * target.h: what libFuzzer calls, and what replay.c calls without it.
 *
 * A target is one file, fuzz_NAME.c, that defines this function; its corpus is in corpus/NAME. Whatever the
 * bytes are, it must return 0 without a leak, a crash or a broken promise (FUZZ_HOLDS).
 */
#ifndef FUZZ_TARGET_H
#define FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_HOLDS(promise) ((promise) ? (void)0 : abort())

#endif
