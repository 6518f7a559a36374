/* fuzz-main.c - runs a fuzz target's seeds, and variations from a fixed seed
 *
 *   fuzz-NAME [SEED-FILE …]
 */
#include "fuzz.h"

#include <string.h>

#include "bobbin-error.h"

#define N_VARIATIONS 1500
#define MOST_BYTES   4096

/* Bytes are changed, doubled, dropped; as unkind as can be without looking at
 * what they mean. */
static gsize
vary (GRand *chance, guint8 *bytes, gsize size)
{
  guint n = (guint) g_rand_int_range (chance, 1, 9);

  for (guint i = 0; i < n && size > 0; i++)
    {
      gsize at = (gsize) g_rand_int_range (chance, 0, (gint32) size);

      switch (g_rand_int_range (chance, 0, 5))
        {
        case 0:
          bytes[at] = (guint8) g_rand_int_range (chance, 0, 256);
          break;
        case 1:
          bytes[at] ^= (guint8) (1u << g_rand_int_range (chance, 0, 8));
          break;
        case 2:
          memset (bytes + at, g_rand_boolean (chance) ? 0xff : 0, MIN (size - at, 8));
          break;
        case 3:
          size = at;
          break;
        default:
          if (size < MOST_BYTES)
            {
              memmove (bytes + at + 1, bytes + at, size - at);
              size++;
            }
        }
    }
  return size;
}

static void
run_seed (gconstpointer data)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (1);
  g_autoptr (GError) error = NULL;
  g_autofree char *seed = NULL;
  gsize size;
  guint8 bytes[MOST_BYTES];

  g_file_get_contents (data, &seed, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (size, <=, MOST_BYTES);
  LLVMFuzzerTestOneInput ((const guint8 *) seed, size);
  for (guint i = 0; i < N_VARIATIONS; i++)
    {
      memcpy (bytes, seed, size);
      gsize varied = vary (chance, bytes, size);
      /* On a block of its own, so that a checker sees what lies behind it. */
      g_autofree guint8 *input = g_memdup2 (bytes, varied);
      LLVMFuzzerTestOneInput (input, varied);
    }
}

static void
run_noise (void)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (2);
  guint8 bytes[512];

  LLVMFuzzerTestOneInput (NULL, 0);
  for (guint i = 0; i < N_VARIATIONS; i++)
    {
      gsize size = (gsize) g_rand_int_range (chance, 1, sizeof bytes);

      for (gsize k = 0; k < size; k++)
        bytes[k] = (guint8) g_rand_int_range (chance, 0, 256);
      g_autofree guint8 *input = g_memdup2 (bytes, size);
      LLVMFuzzerTestOneInput (input, size);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  bobbin_base_init ();
  g_test_add_func ("/fuzz/noise", run_noise);
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *name = g_path_get_basename (argv[i]);
      g_autofree char *path = g_strdup_printf ("/fuzz/%s", name);

      g_test_add_data_func (path, argv[i], run_seed);
    }
  return g_test_run ();
}
