/* test-switch-record.c - rings of bytes, as the kernel writes them and as it never would */
#include <linux/perf_event.h>
#include <string.h>

#include "bobbin-switch-record.h"

#define RING_BYTES 256u

typedef struct {
  guint8  bytes[RING_BYTES];
  guint64 tail, head;
  GArray *out;
  guint64 lost;
} Ring;

static void
set_up (Ring *ring, gconstpointer data)
{
  memset (ring, 0, sizeof *ring);
  ring->out = g_array_new (FALSE, FALSE, sizeof (BobbinSwitch));
}

static void
tear_down (Ring *ring, gconstpointer data)
{
  g_array_unref (ring->out);
}

static void
put (Ring *ring, gconstpointer data, gsize n)
{
  const guint8 *from = data;

  for (gsize i = 0; i < n; i++)
    ring->bytes[ring->head++ % RING_BYTES] = from[i];
}

static void
put_head (Ring *ring, guint32 type, guint16 misc, guint16 size)
{
  struct perf_event_header head = { type, misc, size };

  put (ring, &head, sizeof head);
}

static void
put_sample_id (Ring *ring, guint32 tid, guint64 time_ns, guint32 core)
{
  guint32 task[2] = { 1, tid }, cpu[2] = { core, 0 };

  put (ring, task, sizeof task);
  put (ring, &time_ns, sizeof time_ns);
  put (ring, cpu, sizeof cpu);
}

static void
put_switch (Ring *ring, guint16 misc, guint32 tid, guint64 time_ns, guint32 core)
{
  put_head (ring, PERF_RECORD_SWITCH, misc, 32);
  put_sample_id (ring, tid, time_ns, core);
}

static gboolean
parse (Ring *ring)
{
  gboolean good = bobbin_switch_record_parse (ring->bytes, RING_BYTES, ring->tail, ring->head, ring->out, &ring->lost);

  ring->tail = ring->head;
  return good;
}

static void
assert_switch (Ring *ring, guint i, BobbinSwitchKind kind, gint32 tid, gint64 time_ns, guint core)
{
  const BobbinSwitch *change = &g_array_index (ring->out, BobbinSwitch, i);

  g_assert_cmpuint (i, <, ring->out->len);
  g_assert_cmpint (change->kind, ==, kind);
  g_assert_cmpint (change->tid, ==, tid);
  g_assert_cmpint (change->time_ns, ==, time_ns);
  g_assert_cmpint (change->core, ==, core);
}

static void
test_plain (Ring *ring, gconstpointer data)
{
  guint32 task[4] = { 40, 1, 41, 1 };
  guint64 time_ns = 9000;

  put_switch (ring, 0, 41, 1000, 3);
  put_switch (ring, PERF_RECORD_MISC_SWITCH_OUT, 41, 2000, 3);
  put_switch (ring, PERF_RECORD_MISC_SWITCH_OUT | PERF_RECORD_MISC_SWITCH_OUT_PREEMPT, 42, 3000, 1);
  put_head (ring, PERF_RECORD_EXIT, 0, 56);
  put (ring, task, sizeof task);
  put (ring, &time_ns, sizeof time_ns);
  put_sample_id (ring, 41, 9001, 2);
  g_assert_true (parse (ring));
  g_assert_cmpuint (ring->out->len, ==, 4);
  assert_switch (ring, 0, BOBBIN_SWITCH_IN, 41, 1000, 3);
  assert_switch (ring, 1, BOBBIN_SWITCH_BLOCKED, 41, 2000, 3);
  assert_switch (ring, 2, BOBBIN_SWITCH_PREEMPTED, 42, 3000, 1);
  assert_switch (ring, 3, BOBBIN_SWITCH_EXIT, 41, 9000, 2);
  g_assert_true (parse (ring)); /* nothing new */
  g_assert_cmpuint (ring->out->len, ==, 4);
}

/* Records lie across the end of the ring, wherever that falls in them. */
static void
test_wrap (Ring *ring, gconstpointer data)
{
  for (guint i = 0; i < 100; i++)
    {
      if (i % 3 == 0)
        put_head (ring, PERF_RECORD_THROTTLE, 0, 8);
      put_switch (ring, 0, 7 + i, 1000 + i, i % 5);
      g_assert_true (parse (ring));
      assert_switch (ring, i, BOBBIN_SWITCH_IN, (gint32) (7 + i), 1000 + i, i % 5);
    }
}

static void
test_unknown_and_lost (Ring *ring, gconstpointer data)
{
  guint64 words[2] = { 1, 77 };
  guint8 filling[40] = { 0 };

  put_head (ring, 4711, 0, 48);
  put (ring, filling, 40);
  put_head (ring, PERF_RECORD_LOST, 0, 48);
  put (ring, words, sizeof words);
  put_sample_id (ring, 5, 100, 0);
  put_switch (ring, 0, 5, 200, 0);
  put_switch (ring, 0, 0, 300, 0);           /* idle */
  put_switch (ring, 0, G_MAXUINT32, 400, 0); /* on its way out */
  put_switch (ring, 0, 5, 500, 100000);      /* no such core */
  g_assert_true (parse (ring));
  g_assert_cmpuint (ring->lost, ==, 77);
  g_assert_cmpuint (ring->out->len, ==, 1);
}

typedef struct {
  guint32 type;
  guint16 size;
} Head;

static const Head bad_heads[] = {
  { PERF_RECORD_SWITCH, 0 },   { PERF_RECORD_SWITCH, 7 },  { PERF_RECORD_SWITCH, 8 },
  { PERF_RECORD_SWITCH, 33 },  { PERF_RECORD_SWITCH, 24 }, { PERF_RECORD_LOST, 40 },
  { PERF_RECORD_EXIT, 32 },    { 4711, 65528 },            { PERF_RECORD_SWITCH, 65535 },
};

/* Cut short or of an impossible length: what came before it stands. */
static void
test_nonsense (Ring *ring, gconstpointer data)
{
  const Head *bad = data;

  put_switch (ring, 0, 5, 100, 0);
  put_head (ring, bad->type, 0, bad->size);
  for (guint i = 0; i < 7; i++)
    put_head (ring, bad->type, 0, bad->size);
  g_assert_false (parse (ring));
  g_assert_cmpuint (ring->out->len, ==, 1);
  put_switch (ring, 0, 5, 200, 0); /* and the next look begins afresh */
  g_assert_true (parse (ring));
  g_assert_cmpuint (ring->out->len, ==, 2);
}

static void
test_impossible_head (Ring *ring, gconstpointer data)
{
  g_assert_false (bobbin_switch_record_parse (ring->bytes, RING_BYTES, 10, 0, ring->out, &ring->lost));
  g_assert_false (bobbin_switch_record_parse (ring->bytes, RING_BYTES, 0, RING_BYTES + 8, ring->out, &ring->lost));
  put_switch (ring, 0, 5, 100, 0);
  for (guint64 head = 1; head < 32; head++)
    g_assert_false (bobbin_switch_record_parse (ring->bytes, RING_BYTES, 0, head, ring->out, &ring->lost));
  g_assert_cmpuint (ring->out->len, ==, 0);
}

static void
test_random_bytes (Ring *ring, gconstpointer data)
{
  for (guint round = 0; round < 20000; round++)
    {
      guint64 tail = (guint64) g_test_rand_int_range (0, 10000) * 8;

      for (guint i = 0; i < RING_BYTES; i++)
        ring->bytes[i] = (guint8) (g_test_rand_bit () ? g_test_rand_int_range (0, 256) : 0);
      bobbin_switch_record_parse (ring->bytes, RING_BYTES, tail,
                                  tail + (guint64) g_test_rand_int_range (0, RING_BYTES + 1), ring->out, &ring->lost);
      for (guint i = 0; i < ring->out->len; i++)
        {
          const BobbinSwitch *change = &g_array_index (ring->out, BobbinSwitch, i);

          g_assert_cmpint (change->tid, >, 0);
          g_assert_cmpint (change->time_ns, >, 0);
          g_assert_cmpuint (change->core, <, BOBBIN_MAX_CORES);
        }
      g_array_set_size (ring->out, 0);
    }
}

/* Attached to this very process it tells of a sleep, or says why it cannot. */
static void
test_live (void)
{
  g_autoptr (GArray) out = g_array_new (FALSE, FALSE, sizeof (BobbinSwitch));
  int error = 0;
  g_autoptr (BobbinSwitchRecord) record = bobbin_switch_record_open (0, g_get_num_processors (), &error);
  guint n[4] = { 0 };

  g_assert_cmpint (bobbin_switch_record_probe (g_get_num_processors ()), ==, error);
  if (record == NULL)
    {
      g_test_skip_printf ("The kernel's switch records cannot be had here: %s", g_strerror (error));
      return;
    }
  for (guint i = 0; i < 5; i++)
    g_usleep (2000);
  bobbin_switch_record_drain (record, out);
  for (guint i = 0; i < out->len; i++)
    n[g_array_index (out, BobbinSwitch, i).kind]++;
  g_assert_cmpuint (n[BOBBIN_SWITCH_BLOCKED], >=, 5);
  g_assert_cmpuint (n[BOBBIN_SWITCH_IN], >=, 5);
  g_assert_cmpuint (bobbin_switch_record_get_lost (record), ==, 0);
}

/* Puts the tails of this process's rings between two records. */
static guint
misplace_tails (void)
{
  g_autofree char *maps = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (maps, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], "[perf_event]") != NULL)
      {
        struct perf_event_mmap_page *page = GSIZE_TO_POINTER (g_ascii_strtoull (lines[i], NULL, 16));

        page->data_tail = page->data_head + 4;
        n++;
      }
  return n;
}

/* What a ring does not give is counted, and the next look finds it in order. */
static void
test_broken (void)
{
  g_autoptr (GArray) out = g_array_new (FALSE, FALSE, sizeof (BobbinSwitch));
  int error = 0;
  g_autoptr (BobbinSwitchRecord) record = bobbin_switch_record_open (0, g_get_num_processors (), &error);

  if (record == NULL)
    {
      g_test_skip_printf ("The kernel's switch records cannot be had here: %s", g_strerror (error));
      return;
    }
  g_assert_cmpuint (misplace_tails (), ==, bobbin_switch_record_get_n_files (record));
  bobbin_switch_record_drain (record, out);
  g_assert_cmpuint (bobbin_switch_record_get_lost (record), ==, bobbin_switch_record_get_n_files (record));
  g_usleep (2000);
  bobbin_switch_record_drain (record, out);
  g_assert_cmpuint (bobbin_switch_record_get_lost (record), ==, bobbin_switch_record_get_n_files (record));
  g_assert_cmpuint (out->len, >=, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/switch-record/plain", Ring, NULL, set_up, test_plain, tear_down);
  g_test_add ("/switch-record/wrap", Ring, NULL, set_up, test_wrap, tear_down);
  g_test_add ("/switch-record/unknown-and-lost", Ring, NULL, set_up, test_unknown_and_lost, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (bad_heads); i++)
    {
      g_autofree char *path = g_strdup_printf ("/switch-record/nonsense/%u", i);

      g_test_add (path, Ring, &bad_heads[i], set_up, test_nonsense, tear_down);
    }
  g_test_add ("/switch-record/impossible-head", Ring, NULL, set_up, test_impossible_head, tear_down);
  g_test_add ("/switch-record/random-bytes", Ring, NULL, set_up, test_random_bytes, tear_down);
  g_test_add_func ("/switch-record/live", test_live);
  g_test_add_func ("/switch-record/broken", test_broken);
  return g_test_run ();
}
