/* fuzz.h - one program per thing that takes what it is given
 *
 * Built by ./dev fuzz with clang's libFuzzer, which calls the target with
 * inputs that it makes up and watches which code they reach. In the test suite
 * fuzz-main.c calls it with the seeds and with some thousand variations of them.
 */
#pragma once

#include <glib.h>

/* Must hold for any input: no access out of bounds, no abort, no hang. 0. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
