/* test-group-spec.c - KEY=VALUE to group specs, and every way it can be wrong */
#include <glib.h>
#include <string.h>
#include <unistd.h>

#include "bobbin-time-span.h"
#include "core-fixtures.h"

#define KIB ((guint64) 1024)
#define MIB (1024 * KIB)

static BobbinGroupSpec *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  BobbinGroupSpec *spec = bobbin_group_spec_parse (text, &error);

  g_assert_no_error (error);
  return spec;
}

static void
test_defaults (void)
{
  g_autoptr (BobbinGroupSpec) spec = parse ("kind=threads");
  g_autoptr (BobbinGroupSpec) made = bobbin_group_spec_new ("threads", BOBBIN_KIND_THREADS, 4);

  g_assert_true (bobbin_group_spec_equal (spec, made));
  g_assert_cmpstr (spec->name, ==, "threads");
  g_assert_cmpuint (spec->threads_each, ==, 1);
  g_assert_cmpint (spec->work, ==, BOBBIN_WORK_COMPUTE);
  g_assert_cmpuint (spec->heap_bytes, ==, MIB);
  g_assert_cmpfloat_with_epsilon (spec->duty, 0.2, 1e-12);
  g_assert_cmpfloat_with_epsilon (spec->write_share, 1.0, 1e-12);
  g_assert_cmpint (spec->write_period_ns, ==, BOBBIN_NS_PER_S);
  g_assert_cmpuint (bobbin_core_set_count (&spec->cores), ==, 0);
  g_assert_cmpint (spec->lock, ==, BOBBIN_LOCK_MUTEX);
  g_assert_cmpint (spec->nice, ==, 0);
  g_assert_cmpuint (spec->stack_bytes, ==, 0);
}

static void
test_all_keys (void)
{
  g_autoptr (BobbinGroupSpec) spec = parse ("name=my_group-1,kind=processes,count=3,threads_each=2,work=memory,"
                                            "heap=4MiB,write=25%/2s,cores=0,2-3,nice=5,stack=64KiB");
  g_autofree char *cores = bobbin_core_set_to_string (&spec->cores);

  g_assert_cmpstr (spec->name, ==, "my_group-1");
  g_assert_cmpint (spec->kind, ==, BOBBIN_KIND_PROCESSES);
  g_assert_cmpuint (spec->count, ==, 3);
  g_assert_cmpuint (spec->threads_each, ==, 2);
  g_assert_cmpint (spec->work, ==, BOBBIN_WORK_MEMORY);
  g_assert_cmpuint (spec->heap_bytes, ==, 4 * MIB);
  g_assert_cmpfloat_with_epsilon (spec->write_share, 0.25, 1e-12);
  g_assert_cmpint (spec->write_period_ns, ==, 2 * BOBBIN_NS_PER_S);
  g_assert_cmpstr (cores, ==, "0,2-3");
  g_assert_cmpint (spec->nice, ==, 5);
  g_assert_cmpuint (spec->stack_bytes, ==, 64 * KIB);
  g_assert_cmpuint (bobbin_group_spec_n_workers (spec), ==, 6);
  g_assert_cmpuint (bobbin_group_spec_n_processes (spec), ==, 3);
}

static void
test_values (void)
{
  g_autoptr (BobbinGroupSpec) sleeper = parse ("work=sleep,duty=0.5%,kind=processes");
  g_autoptr (BobbinGroupSpec) writer = parse ("kind=threads,work=memory,write=50%,heap=1");
  g_autoptr (BobbinGroupSpec) first = parse ("kind=threads,cores=first,nice=-20,count=2048");
  g_autoptr (BobbinGroupSpec) list = parse ("kind=threads,cores=5,1,0,work=compute");
  g_autoptr (BobbinGroupSpec) spinner = parse ("kind=threads,lock=spin,work=lock");
  g_autoptr (BobbinGroupSpec) locker = parse ("kind=threads,work=lock");
  g_autofree char *cores = bobbin_core_set_to_string (&list->cores);
  BobbinCoreSet allowed;

  g_assert_cmpstr (sleeper->name, ==, "processes");
  g_assert_cmpfloat_with_epsilon (sleeper->duty, 0.005, 1e-12);
  g_assert_cmpfloat_with_epsilon (writer->write_share, 0.5, 1e-12);
  g_assert_cmpint (writer->write_period_ns, ==, BOBBIN_NS_PER_S);
  g_assert_cmpuint (writer->heap_bytes, ==, (guint64) sysconf (_SC_PAGESIZE));
  g_assert_cmpstr (cores, ==, "0-1,5");
  g_assert_cmpint (first->nice, ==, -20);
  g_assert_cmpint (spinner->lock, ==, BOBBIN_LOCK_SPIN);
  g_assert_cmpint (locker->lock, ==, BOBBIN_LOCK_MUTEX);
  g_assert_cmpuint (bobbin_group_spec_n_workers (first), ==, 2048);
  g_assert_cmpuint (bobbin_group_spec_n_processes (first), ==, 1);

  bobbin_core_set_read_allowed (&allowed);
  g_assert_cmpuint (bobbin_core_set_count (&first->cores), ==, 1);
  g_assert_cmpuint (bobbin_core_set_get_first (&first->cores), ==, bobbin_core_set_get_first (&allowed));
}

static void
test_wrong_texts (void)
{
  static const struct {
    const char *text;
    const char *sentence;
  } cases[] = {
    { "kind=processes,count=0", "Group \"processes\": count=0 is not allowed; give 1 to 2048 workers." },
    { "name=a,kind=threads,count=-3", "Group \"a\": count=-3 is not allowed; give 1 to 2048 workers." },
    { "kind=threads,count=99999999999999999999", "Group \"threads\": count=99999999999999999999 is not allowed;" },
    { "kind=threads,count=2049", "count=2049 is not allowed; give 1 to 2048 workers." },
    { "kind=threads,count=", "count= is not allowed;" },
    { "kind=threads,count=2.5", "count=2.5 is not allowed;" },
    { "kind=fibres", "kind=fibres is not allowed; give processes or threads." },
    { "count=2", "kind is missing; give kind=processes or kind=threads." },
    { "kind=threads,work=gaming", "work=gaming is not allowed; give compute, memory, sleep, lock, pipe, disk or mixed." },
    { "kind=threads,work=sleep,duty=120%", "duty=120% is not allowed; give 0% to 100%, such as 20%." },
    { "kind=threads,work=sleep,duty=0.2", "duty=0.2 is not allowed;" },
    { "kind=threads,heap=big", "heap=big is not allowed; give a size such as 512KiB, 4MiB or 1GiB." },
    { "kind=threads,shared=big", "shared=big is not allowed; give a size such as 128KiB, or 0 for none." },
    { "kind=threads,heap=-1", "heap=-1 is not allowed;" },
    { "kind=threads,work=memory,write=25", "write=25 is not allowed; give a share of the heap and a time of 1ms to 3600s, such as 25%/2s." },
    { "kind=threads,work=memory,write=25%/", "write=25%/ is not allowed;" },
    { "kind=threads,work=memory,write=25%/0s", "write=25%/0s is not allowed;" },
    { "kind=threads,work=memory,write=25%/2h", "write=25%/2h is not allowed;" },
    { "kind=threads,work=memory,write=25%/1s/1s", "write=25%/1s/1s is not allowed;" },
    { "kind=threads,cores=x", "cores=x is not allowed; give core numbers such as 0-2,5, or the word first." },
    { "kind=threads,cores=0,,1", "cores=0,,1 is not allowed;" },
    { "kind=threads,cores=5000", "cores=5000 is not allowed;" },
    { "kind=threads,work=lock,lock=pthread", "lock=pthread is not allowed; give mutex, spin or none." },
    { "kind=threads,work=lock,lock=", "lock= is not allowed;" },
    { "kind=threads,lock=mutex", "Group \"threads\": lock is for work=lock only, and the work is compute." },
    { "kind=threads,work=mixed,lock=spin", "lock is for work=lock only, and the work is mixed." },
    { "kind=threads,nice=20", "nice=20 is not allowed; give -20 to 19." },
    { "kind=threads,nice=+5", "nice=+5 is not allowed;" },
    { "kind=threads,nice=", "nice= is not allowed;" },
    { "kind=threads,stack=4KiB", "stack=4KiB is not allowed; give 16KiB to 1GiB, or 0 for the system's default." },
    { "kind=threads,stack=2GiB", "stack=2GiB is not allowed;" },
    { "kind=processes,threads_each=0", "threads_each=0 is not allowed; give 1 to 2048 threads." },
    { "kind=threads,colour=red", "there is no key \"colour\"; the keys are name, kind, count, threads_each, work, duty, heap, shared, write, cores, lock, nice, stack." },
    { "kind=threads,=3", "there is no key \"\";" },
    { "name=a b,kind=threads", "The group name \"a b\" is not allowed; use 1 to 32 letters, digits, \"-\" or \"_\"." },
    { "name=,kind=threads", "The group name \"\" is not allowed;" },
    { "name=abcdefghijklmnopqrstuvwxyz0123456,kind=threads", "is not allowed;" },
    { "name=a/b,kind=threads", "The group name \"a/b\" is not allowed;" },
    { "", "A group is written KEY=VALUE,KEY=VALUE…, which \"\" is not; the keys are name," },
    { "threads", "which \"threads\" is not;" },
    { "kind=threads,2", "which \"2\" is not;" },
    { "kind=threads,count=2,count=3", "Group \"threads\": count is given twice; give it once." },
    { "kind=threads,duty=10%", "Group \"threads\": duty is for work=sleep only, and the work is compute." },
    { "kind=threads,work=sleep,write=10%", "write is for work=memory only, and the work is sleep." },
    { "kind=threads,threads_each=2", "threads_each is for kind=processes only; give the number of threads as count." },
    { "kind=processes,stack=64KiB", "stack is for threads only; give kind=threads or a threads_each of 2 or more." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (bobbin_group_spec_parse (cases[i].text, &error));
      assert_refused (&error, cases[i].sentence);
      g_assert_null (bobbin_group_spec_parse (cases[i].text, NULL));
    }
}

/* Whatever is given back in a sentence has to be fit for a terminal. */
static void
test_hostile_texts (void)
{
  g_autofree char *huge = g_strnfill (100000, '9');
  g_autofree char *long_count = g_strdup_printf ("kind=threads,count=%s", huge);
  g_autoptr (GError) error = NULL;

  g_assert_null (bobbin_group_spec_parse (long_count, &error));
  g_assert_cmpuint (strlen (error->message), <, 300);
  assert_refused (&error, "9…");

  g_assert_null (bobbin_group_spec_parse ("kind=threads,work=\x1b[2J\nx\xff", &error));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (strchr (error->message, '\x1b'));
  assert_refused (&error, "is not allowed; give compute, memory, sleep, lock, pipe, disk or mixed.");
}

static void
test_random_texts (void)
{
  static const char *const pieces[] = { "kind", "count", "cores", "=", "=", ",", ",", "0", "-", "1", "threads", "work", "x", "%", "/", "name" };

  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      for (gint i = g_test_rand_int_range (0, 14); i > 0; i--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

      g_autoptr (BobbinGroupSpec) spec = bobbin_group_spec_parse (text->str, &error);
      g_assert_true ((spec == NULL) == (error != NULL));
      if (error != NULL)
        assert_refused (&error, ";");
    }
}

/* The parts of the arena that are not the heap, in whole pages. */
static void
test_arena (void)
{
  guint64 page = (guint64) sysconf (_SC_PAGESIZE);
  g_autoptr (BobbinGroupSpec) by_heap = parse ("kind=processes,heap=4MiB");
  g_autoptr (BobbinGroupSpec) small = parse ("kind=processes,heap=1");
  g_autoptr (BobbinGroupSpec) none = parse ("kind=processes,heap=0");
  g_autoptr (BobbinGroupSpec) given = parse ("kind=processes,heap=0,shared=1");
  g_autoptr (BobbinGroupSpec) without = parse ("kind=processes,shared=0");

  g_assert_cmpuint (bobbin_group_spec_mapped_bytes (by_heap), ==, MIB / 2);
  g_assert_cmpuint (bobbin_group_spec_untouched_bytes (by_heap), ==, MIB / 2);
  by_heap->heap_bytes = 8 * MIB; /* the window changes it */
  g_assert_cmpuint (bobbin_group_spec_mapped_bytes (by_heap), ==, MIB);
  g_assert_cmpuint (bobbin_group_spec_mapped_bytes (small), ==, page);
  g_assert_cmpuint (bobbin_group_spec_mapped_bytes (none), ==, 0);
  g_assert_cmpuint (bobbin_group_spec_untouched_bytes (none), ==, 0);
  g_assert_cmpuint (bobbin_group_spec_mapped_bytes (given), ==, page);
  g_assert_cmpuint (bobbin_group_spec_mapped_bytes (without), ==, 0);
  g_assert_cmpuint (bobbin_group_spec_untouched_bytes (without), ==, MIB / 8);
}

/* A refused value leaves the spec as it was. */
static void
test_set_keeps (void)
{
  static const struct {
    const char *key;
    const char *value;
  } wrong[] = {
    { "name", "?" }, { "kind", "?" }, { "count", "0" }, { "threads_each", "0" }, { "work", "?" }, { "duty", "?" },
    { "heap", "?" }, { "shared", "?" }, { "write", "10%/?" }, { "cores", "0,?" }, { "lock", "?" }, { "nice", "99" }, { "stack", "1" }, { "what", "?" },
  };
  g_autoptr (BobbinGroupSpec) spec = parse ("name=keep,kind=threads,count=3,cores=1,work=memory,write=10%/3s");
  g_autoptr (BobbinGroupSpec) before = bobbin_group_spec_copy (spec);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (bobbin_group_spec_set (spec, wrong[i].key, wrong[i].value, &error));
      g_assert_nonnull (error);
      g_assert_true (bobbin_group_spec_equal (spec, before));
    }

  /* The window sets keys one by one, in any order. */
  g_assert_true (bobbin_group_spec_set (spec, "duty", "30%", NULL));
  g_assert_true (bobbin_group_spec_set (spec, "work", "sleep", NULL));
  g_assert_cmpfloat_with_epsilon (spec->duty, 0.3, 1e-12);
}

static void
test_equal (void)
{
  static const char *const differing[] = {
    "name=b,kind=threads", "name=a,kind=processes", "name=a,kind=threads,count=5", "name=a,kind=threads,work=memory",
    "name=a,kind=threads,heap=2MiB", "name=a,kind=threads,shared=4KiB", "name=a,kind=threads,cores=1", "name=a,kind=threads,nice=1", "name=a,kind=threads,work=lock", "name=a,kind=threads,stack=64KiB",
  };
  g_autoptr (BobbinGroupSpec) spec = parse ("name=a,kind=threads");
  g_autoptr (BobbinGroupSpec) copy = bobbin_group_spec_copy (spec);

  g_assert_true (bobbin_group_spec_equal (spec, copy));
  g_assert_true (spec->name != copy->name);
  for (guint i = 0; i < G_N_ELEMENTS (differing); i++)
    {
      g_autoptr (BobbinGroupSpec) other = parse (differing[i]);

      g_assert_false (bobbin_group_spec_equal (spec, other));
    }
  copy->lock = BOBBIN_LOCK_NONE;
  g_assert_false (bobbin_group_spec_equal (spec, copy));
  copy->lock = spec->lock;
  copy->duty = 0.3;
  g_assert_false (bobbin_group_spec_equal (spec, copy));
  bobbin_group_spec_free (NULL);
}

static void
test_words (void)
{
  for (guint i = 0; i < BOBBIN_N_WORKS; i++)
    {
      BobbinWork work;

      g_assert_true (bobbin_work_parse (bobbin_work_to_string ((BobbinWork) i), &work));
      g_assert_cmpint (work, ==, i);
      g_assert_cmpuint (strlen (bobbin_work_label (work)), >, 0);
      g_assert_cmpuint (strlen (bobbin_work_describe (work)), >, 20);
    }
  for (guint i = 0; i < BOBBIN_N_LOCKS; i++)
    {
      BobbinLock lock;

      g_assert_true (bobbin_lock_parse (bobbin_lock_to_string ((BobbinLock) i), &lock));
      g_assert_cmpint (lock, ==, i);
      g_assert_cmpuint (strlen (bobbin_lock_label (lock)), >, 0);
      g_assert_cmpuint (strlen (bobbin_lock_describe (lock)), >, 20);
    }
  g_assert_cmpstr (bobbin_work_label (BOBBIN_WORK_SLEEP), ==, "Sleep");
  g_assert_cmpstr (bobbin_work_to_string (BOBBIN_WORK_MIXED), ==, "mixed");
  g_assert_cmpstr (bobbin_lock_to_string (BOBBIN_LOCK_SPIN), ==, "spin");
  g_assert_cmpstr (bobbin_lock_label (BOBBIN_LOCK_NONE), ==, "None");
  g_assert_cmpstr (bobbin_kind_to_string (BOBBIN_KIND_PROCESSES), ==, "processes");
  g_assert_cmpstr (bobbin_kind_to_string (BOBBIN_KIND_THREADS), ==, "threads");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/group-spec/defaults", test_defaults);
  g_test_add_func ("/group-spec/all-keys", test_all_keys);
  g_test_add_func ("/group-spec/values", test_values);
  g_test_add_func ("/group-spec/wrong-texts", test_wrong_texts);
  g_test_add_func ("/group-spec/hostile-texts", test_hostile_texts);
  g_test_add_func ("/group-spec/random-texts", test_random_texts);
  g_test_add_func ("/group-spec/set-keeps", test_set_keeps);
  g_test_add_func ("/group-spec/arena", test_arena);
  g_test_add_func ("/group-spec/equal", test_equal);
  g_test_add_func ("/group-spec/words", test_words);
  return g_test_run ();
}
