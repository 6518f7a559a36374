/* The text of smaps, of several kernels, as mappings and as bands */
#include "bobbin-page-target.h"
#include "bobbin-regions.h"

#include <string.h>

/* Linux 3.16: no huge pages of files, thread stacks by number. */
static const char text_3_16[] =
  "00400000-0040c000 r-xp 00000000 08:01 131101                             /bin/cat\n"
  "Size:                 48 kB\n"
  "Rss:                  40 kB\n"
  "Pss:                  20 kB\n"
  "Shared_Clean:         40 kB\n"
  "Shared_Dirty:          0 kB\n"
  "Private_Clean:         0 kB\n"
  "Private_Dirty:         0 kB\n"
  "Referenced:           40 kB\n"
  "Anonymous:             0 kB\n"
  "AnonHugePages:         0 kB\n"
  "Swap:                  0 kB\n"
  "KernelPageSize:        4 kB\n"
  "MMUPageSize:           4 kB\n"
  "Locked:                0 kB\n"
  "VmFlags: rd ex mr mw me dw \n"
  "7f5e4b000000-7f5e4b021000 rw-p 00000000 00:00 0                          [stack:4243]\n"
  "Size:                132 kB\n"
  "Rss:                   8 kB\n"
  "Pss:                   8 kB\n"
  "Shared_Clean:          0 kB\n"
  "Shared_Dirty:          0 kB\n"
  "Private_Clean:         0 kB\n"
  "Private_Dirty:         8 kB\n"
  "Swap:                  4 kB\n"
  "ffffffffff600000-ffffffffff601000 r-xp 00000000 00:00 0                  [vsyscall]\n"
  "Size:                  4 kB\n"
  "Rss:                   0 kB\n";

/* Linux 4.19: a library with its data and what lies behind it. */
static const char text_4_19[] =
  "7f21aa000000-7f21aa1c0000 r-xp 00000000 08:01 9001                       /usr/lib/x86_64-linux-gnu/libc-2.28.so\n"
  "Size:               1792 kB\n"
  "KernelPageSize:        4 kB\n"
  "MMUPageSize:           4 kB\n"
  "Rss:                1024 kB\n"
  "Pss:                  12 kB\n"
  "Shared_Clean:       1024 kB\n"
  "Shared_Dirty:          0 kB\n"
  "Private_Clean:         0 kB\n"
  "Private_Dirty:         0 kB\n"
  "Referenced:         1024 kB\n"
  "Anonymous:             0 kB\n"
  "LazyFree:              0 kB\n"
  "AnonHugePages:         0 kB\n"
  "ShmemPmdMapped:        0 kB\n"
  "Shared_Hugetlb:        0 kB\n"
  "Private_Hugetlb:       0 kB\n"
  "Swap:                  0 kB\n"
  "SwapPss:               0 kB\n"
  "Locked:                0 kB\n"
  "VmFlags: rd ex mr mw me sd \n"
  "7f21aa1c0000-7f21aa3c0000 ---p 001c0000 08:01 9001                       /usr/lib/x86_64-linux-gnu/libc-2.28.so\n"
  "Size:               2048 kB\n"
  "Rss:                   0 kB\n"
  "7f21aa3c0000-7f21aa3c6000 rw-p 001c0000 08:01 9001                       /usr/lib/x86_64-linux-gnu/libc-2.28.so\n"
  "Size:                 24 kB\n"
  "Rss:                  24 kB\n"
  "Pss:                  14 kB\n"
  "Shared_Clean:          0 kB\n"
  "Shared_Dirty:          8 kB\n"
  "Private_Clean:         0 kB\n"
  "Private_Dirty:        16 kB\n"
  "7f21aa3c6000-7f21aa3ca000 rw-p 00000000 00:00 0 \n"
  "Size:                 16 kB\n"
  "Rss:                  12 kB\n"
  "Pss:                  12 kB\n"
  "Private_Dirty:        12 kB\n";

/* Linux 6.12: an arena of three parts, threads' stacks with their guard pages,
 * other shared memory. */
static const char text_6_12[] =
  "55d0c0a00000-55d0c0a08000 r-xp 00000000 fd:00 77                         /opt/bobbin worker (deleted)\n"
  "Size:                 32 kB\n"
  "Rss:                  32 kB\n"
  "Pss:                   8 kB\n"
  "Pss_Dirty:             0 kB\n"
  "Shared_Clean:         32 kB\n"
  "Shared_Dirty:          0 kB\n"
  "Private_Clean:         0 kB\n"
  "Private_Dirty:         0 kB\n"
  "KSM:                   0 kB\n"
  "THPeligible:           0\n"
  "ProtectionKey:         0\n"
  "55d0c0c00000-55d0c0c21000 rw-p 00000000 00:00 0                          [heap]\n"
  "Size:                132 kB\n"
  "Rss:                   4 kB\n"
  "Private_Dirty:         4 kB\n"
  "7f0000000000-7f0000010000 rw-p 00000000 00:00 0 \n" /* 8 pages private, and 8 more that are like them */
  "Size:                 64 kB\n"
  "Rss:                  40 kB\n"
  "Shared_Dirty:         20 kB\n"
  "Private_Dirty:        20 kB\n"
  "Swap:                  4 kB\n"
  "7f0000010000-7f0000011000 rw-s 00000000 00:01 1024                       /dev/zero (deleted)\n"
  "Size:                  4 kB\n"
  "Rss:                   4 kB\n"
  "Shared_Dirty:          4 kB\n"
  "7f0000011000-7f0000012000 rw-p 00000000 00:00 0 \n" /* never touched, joined with a neighbour */
  "Size:                  4 kB\n"
  "Rss:                   0 kB\n"
  "7f0000100000-7f0000101000 ---p 00000000 00:00 0 \n"
  "Size:                  4 kB\n"
  "Rss:                   0 kB\n"
  "7f0000101000-7f0000111000 rw-p 00000000 00:00 0 \n"
  "Size:                 64 kB\n"
  "Rss:                   8 kB\n"
  "Private_Dirty:         8 kB\n"
  "7f0000111000-7f0000112000 ---p 00000000 00:00 0 \n"
  "Size:                  4 kB\n"
  "Rss:                   0 kB\n"
  "7f0000112000-7f0000122000 rw-p 00000000 00:00 0 \n"
  "Size:                 64 kB\n"
  "Rss:                  12 kB\n"
  "Private_Dirty:        12 kB\n"
  "7f0000200000-7f0000204000 rw-s 00000000 00:01 5                          /memfd:bobbin-ledger (deleted)\n"
  "Size:                 16 kB\n"
  "Rss:                  16 kB\n"
  "Shared_Dirty:         16 kB\n"
  "7ffd5bdfe000-7ffd5be1f000 rw-p 00000000 00:00 0                          [stack]\n"
  "Size:                132 kB\n"
  "Rss:                  16 kB\n"
  "Private_Dirty:        16 kB\n"
  "7ffd5bf00000-7ffd5bf04000 r--p 00000000 00:00 0                          [vvar]\n"
  "Size:                 16 kB\n"
  "Rss:                   0 kB\n"
  "7ffd5bf04000-7ffd5bf06000 r-xp 00000000 00:00 0                          [vdso]\n"
  "Size:                  8 kB\n"
  "Rss:                   8 kB\n"
  "Shared_Clean:          8 kB\n";

static const BobbinRegionStack stacks_6_12[] = { { 0x7f0000110ff0, 4 }, { 0x7f0000121000, 5 } };

static const BobbinRegionPlan plan_6_12 = {
  .program = "/opt/bobbin worker",
  .arena_address = 0x7f0000008000,
  .arena_private_bytes = 0x8000,
  .arena_mapped_bytes = 0x1000,
  .arena_untouched_bytes = 0x1000,
  .stacks = stacks_6_12,
  .n_stacks = G_N_ELEMENTS (stacks_6_12),
};

static const BobbinMapping *
get_mapping (const GArray *mappings, guint i)
{
  g_assert_cmpuint (i, <, mappings->len);
  return &g_array_index (mappings, BobbinMapping, i);
}

static void
test_old_kernel (void)
{
  g_autoptr (GArray) mappings = bobbin_parse_smaps (text_3_16);

  g_assert_cmpuint (mappings->len, ==, 3);
  g_assert_cmphex (get_mapping (mappings, 0)->address, ==, 0x400000);
  g_assert_cmphex (get_mapping (mappings, 0)->end, ==, 0x40c000);
  g_assert_cmpstr (get_mapping (mappings, 0)->permissions, ==, "r-xp");
  g_assert_cmpstr (get_mapping (mappings, 0)->name, ==, "/bin/cat");
  g_assert_cmpuint (get_mapping (mappings, 0)->resident_bytes, ==, 40 * 1024);
  g_assert_cmpuint (get_mapping (mappings, 0)->pss_bytes, ==, 20 * 1024);
  g_assert_cmpuint (get_mapping (mappings, 1)->own_bytes, ==, 8 * 1024);
  g_assert_cmpuint (get_mapping (mappings, 1)->swap_bytes, ==, 4 * 1024);
  g_assert_cmphex (get_mapping (mappings, 2)->end, ==, 0xffffffffff601000);
}

/* After any number of bytes: whole mappings, or none. */
static void
test_cut (void)
{
  g_autoptr (GArray) whole = bobbin_parse_smaps (text_6_12);

  for (gsize length = 0; length < strlen (text_6_12); length++)
    {
      g_autofree char *text = g_strndup (text_6_12, length);
      g_autoptr (GArray) mappings = bobbin_parse_smaps (text);

      g_assert_cmpuint (mappings->len, <=, whole->len);
      for (guint i = 0; i < mappings->len; i++)
        g_assert_cmphex (get_mapping (mappings, i)->end, ==, get_mapping (whole, i)->end);
    }
}

static void
test_random_bytes (void)
{
  for (guint round = 0; round < 3000; round++)
    {
      g_autofree char *text = g_strdup (round % 2 == 0 ? text_6_12 : text_4_19);
      gsize length = strlen (text);

      for (guint i = 0; i < 8; i++)
        text[g_test_rand_int_range (0, (gint32) length)] = (char) g_test_rand_int_range (0, 256);
      g_autoptr (GArray) mappings = bobbin_parse_smaps (text);
      g_autoptr (GArray) bands = bobbin_regions_build (mappings, &plan_6_12);
      for (guint i = 0; i < bands->len; i++)
        {
          const BobbinRegion *band = &g_array_index (bands, BobbinRegion, i);

          g_assert_cmpuint (band->resident_bytes, <=, band->size_bytes);
          g_assert_cmpuint (band->resident_bytes, ==, band->own_bytes + band->shared_bytes);
        }
    }
}

typedef struct {
  BobbinRegionKind kind;
  guint64          address, size_kib, resident_kib, own_kib;
  const char      *permissions;
  const char      *name;
  guint            worker;
} Expected;

static void
assert_bands (const GArray *bands, const Expected *expected, guint n)
{
  for (guint i = 0; i < MIN (n, bands->len); i++)
    {
      const BobbinRegion *band = &g_array_index (bands, BobbinRegion, i);

      g_test_message ("%u: %s %s", i, bobbin_region_kind_to_string (band->kind), band->name);
      g_assert_cmphex (band->address, ==, expected[i].address);
      g_assert_cmpstr (bobbin_region_kind_to_string (band->kind), ==, bobbin_region_kind_to_string (expected[i].kind));
      g_assert_cmpuint (band->size_bytes, ==, expected[i].size_kib * 1024);
      g_assert_cmpuint (band->resident_bytes, ==, expected[i].resident_kib * 1024);
      g_assert_cmpuint (band->own_bytes, ==, expected[i].own_kib * 1024);
      g_assert_cmpuint (band->shared_bytes, ==, (expected[i].resident_kib - expected[i].own_kib) * 1024);
      g_assert_cmpstr (band->permissions, ==, expected[i].permissions);
      g_assert_cmpstr (band->name, ==, expected[i].name);
      g_assert_cmpuint (band->worker, ==, expected[i].worker);
    }
  g_assert_cmpuint (bands->len, ==, n);
}

/* A library's parts are one band, with the data behind it that is of no file. */
static void
test_library (void)
{
  static const Expected expected[] = {
    { BOBBIN_REGION_LIBRARY, 0x7f21aa000000, 1792 + 2048 + 24 + 16, 1024 + 24 + 12, 28, "rwxp", "libc-2.28.so",
      BOBBIN_NO_WORKER },
  };
  g_autoptr (GArray) mappings = bobbin_parse_smaps (text_4_19);
  g_autoptr (GArray) bands = bobbin_regions_build (mappings, &(BobbinRegionPlan) { 0 });

  assert_bands (bands, expected, G_N_ELEMENTS (expected));
}

static void
test_arena_and_stacks (void)
{
  static const Expected expected[] = {
    { BOBBIN_REGION_PROGRAM, 0x55d0c0a00000, 32, 32, 0, "r-xp", "bobbin worker", BOBBIN_NO_WORKER },
    { BOBBIN_REGION_HEAP, 0x55d0c0c00000, 132, 4, 4, "rw-p", NULL, BOBBIN_NO_WORKER },
    { BOBBIN_REGION_ANONYMOUS, 0x7f0000000000, 32, 8, 0, "rw-p", NULL, BOBBIN_NO_WORKER },
    { BOBBIN_REGION_ARENA_PRIVATE, 0x7f0000008000, 32, 32, 20, "rw-p", NULL, BOBBIN_NO_WORKER },
    { BOBBIN_REGION_ARENA_MAPPED, 0x7f0000010000, 4, 4, 0, "rw-s", NULL, BOBBIN_NO_WORKER },
    { BOBBIN_REGION_ARENA_UNTOUCHED, 0x7f0000011000, 4, 0, 0, "rw-p", NULL, BOBBIN_NO_WORKER },
    { BOBBIN_REGION_STACK, 0x7f0000100000, 68, 8, 8, "rw-p", NULL, 4 },
    { BOBBIN_REGION_STACK, 0x7f0000111000, 68, 12, 12, "rw-p", NULL, 5 },
    { BOBBIN_REGION_SHARED, 0x7f0000200000, 16, 16, 0, "rw-s", "memfd:bobbin-ledger", BOBBIN_NO_WORKER },
    { BOBBIN_REGION_STACK, 0x7ffd5bdfe000, 132, 16, 16, "rw-p", NULL, BOBBIN_NO_WORKER },
    { BOBBIN_REGION_KERNEL, 0x7ffd5bf00000, 24, 8, 0, "r-xp", "[vvar]", BOBBIN_NO_WORKER },
  };
  g_autoptr (GArray) mappings = bobbin_parse_smaps (text_6_12);
  g_autoptr (GArray) bands = bobbin_regions_build (mappings, &plan_6_12);

  assert_bands (bands, expected, G_N_ELEMENTS (expected));
}

/* The pages of an arena, where they are only told in sums. */
static void
test_sums (void)
{
  BobbinArenaPlace place = { 0, 0x7f0000008000, 8, 1, 1 };
  BobbinPageMap map = { 0 };

  g_assert_true (bobbin_page_map_from_smaps (&map, text_6_12, &place, 4096));
  g_assert_true (map.valid);
  g_assert_null (map.states);
  g_assert_cmpuint (map.n_pages, ==, 10);
  g_assert_cmpuint (map.counts[BOBBIN_PAGE_OWN], ==, 5);
  g_assert_cmpuint (map.counts[BOBBIN_PAGE_SHARED], ==, 3);
  g_assert_cmpuint (map.counts[BOBBIN_PAGE_MAPPED], ==, 1);
  g_assert_cmpuint (map.counts[BOBBIN_PAGE_UNTOUCHED], ==, 1);

  place.n_untouched = 2; /* reaches behind what is mapped */
  g_assert_false (bobbin_page_map_from_smaps (&map, text_6_12, &place, 4096));
  g_assert_false (map.valid);
  g_assert_cmpuint (map.counts[BOBBIN_PAGE_OWN], ==, 5);
}

/* Only huge pages of the arena itself are in the way. */
static void
test_huge_pages (void)
{
  static const char huge[] =
    "7f0000000000-7f0000400000 rw-p 00000000 00:00 0 \n"
    "Size:               4096 kB\n"
    "Rss:                4096 kB\n"
    "AnonHugePages:      2048 kB\n"
    "7f0000400000-7f0000401000 rw-p 00000000 00:00 0 \n"
    "Size:                  4 kB\n"
    "Rss:                   4 kB\n"
    "AnonHugePages:         0 kB\n";

  g_assert_true (bobbin_smaps_has_huge_pages (huge, &(BobbinArenaPlace) { 0, 0x7f0000200000, 4, 0, 0 }, 4096));
  g_assert_false (bobbin_smaps_has_huge_pages (huge, &(BobbinArenaPlace) { 0, 0x7f0000400000, 1, 0, 0 }, 4096));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/regions/old-kernel", test_old_kernel);
  g_test_add_func ("/regions/cut", test_cut);
  g_test_add_func ("/regions/random-bytes", test_random_bytes);
  g_test_add_func ("/regions/library", test_library);
  g_test_add_func ("/regions/arena-and-stacks", test_arena_and_stacks);
  g_test_add_func ("/regions/sums", test_sums);
  g_test_add_func ("/regions/huge-pages", test_huge_pages);
  return g_test_run ();
}
