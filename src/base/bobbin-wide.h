/* bobbin-wide.h - loops over arrays, for processors with wide registers
 *
 * A function that is marked BOBBIN_WIDE is compiled once more for them; which
 * of the two runs is chosen when the program is loaded. Not under a sanitizer,
 * which is not yet there when the choice is made.
 */
#pragma once

#if defined(__x86_64__) && defined(__GLIBC__) && defined(__has_attribute) && !defined(__clang__) \
  && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#if __has_attribute(target_clones)
#define BOBBIN_WIDE __attribute__ ((target_clones ("avx2", "default")))
#endif
#endif
#ifndef BOBBIN_WIDE
#define BOBBIN_WIDE
#endif
