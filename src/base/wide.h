/*
 * wide.h: loops over numbers, compiled once for each width of vector register; the processor at hand chooses.
 *
 * WIDE stands before a function. Integers only: what comes out must be the same on every processor.
 */
#ifndef BASE_WIDE_H
#define BASE_WIDE_H

#ifndef WIDE
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define WIDE __attribute__((target_clones("arch=x86-64-v4", "avx2", "arch=x86-64-v2", "default"), optimize("O3")))
#else
#define WIDE
#endif
#endif

#endif
