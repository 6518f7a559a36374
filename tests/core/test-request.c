/* test-request.c - what a machine allows, and that a request stays as it is */
#include <glib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bobbin-time-span.h"
#include "core-fixtures.h"

static const BobbinRequestOptions defaults = BOBBIN_REQUEST_OPTIONS_INIT;

static void
free_groups (GPtrArray *groups)
{
  g_ptr_array_unref (groups);
}

/* @groups is consumed. */
static void
assert_groups_refused (GPtrArray *groups, const char *sentence)
{
  g_autoptr (BobbinMachine) machine = make_machine ();
  g_autoptr (GError) error = NULL;

  g_assert_null (bobbin_request_new (groups, NULL, &defaults, machine, &error));
  assert_refused (&error, sentence);
  g_assert_null (bobbin_request_new (groups, NULL, &defaults, machine, NULL));
  free_groups (groups);
}

static void
test_defaults (void)
{
  g_autoptr (BobbinMachine) machine = make_machine ();
  g_autoptr (GPtrArray) groups = bobbin_default_groups ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BobbinRequest) request = bobbin_request_new (groups, NULL, &defaults, machine, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (bobbin_request_get_n_groups (request), ==, 2);
  g_assert_cmpuint (bobbin_request_get_n_workers (request), ==, 8);
  g_assert_cmpstr (bobbin_request_get_group (request, 0)->name, ==, "processes");
  g_assert_cmpstr (bobbin_request_get_group (request, 1)->name, ==, "threads");
  g_assert_null (bobbin_request_get_title (request));
  g_assert_cmpint (bobbin_request_get_duration_ns (request), ==, 0);
  g_assert_cmpint (bobbin_request_get_interval_ns (request), ==, 50 * BOBBIN_NS_PER_MS);
  g_assert_cmpuint (bobbin_request_get_seed (request), ==, 1);
  g_assert_cmpuint (bobbin_request_get_n_crashes (request), ==, 0);
}

/* Nothing that was handed in reaches into the request afterwards. */
static void
test_immutable (void)
{
  g_autoptr (BobbinMachine) machine = make_machine ();
  g_autoptr (GPtrArray) groups = make_groups ("kind=processes,heap=5000", NULL);
  g_autoptr (GArray) crashes = g_array_new (FALSE, FALSE, sizeof (BobbinCrashOrder));
  g_autofree char *title = g_strdup ("Title");
  BobbinRequestOptions options = { title, 2 * BOBBIN_NS_PER_S, 100 * BOBBIN_NS_PER_MS, 7 };
  BobbinCrashOrder order = { 0, 3, BOBBIN_NS_PER_S };
  BobbinGroupSpec *spec = g_ptr_array_index (groups, 0);
  guint64 page = (guint64) sysconf (_SC_PAGESIZE);

  g_array_append_val (crashes, order);
  g_autoptr (BobbinRequest) request = bobbin_request_new (groups, crashes, &options, machine, NULL);
  g_autoptr (BobbinRequest) second = bobbin_request_ref (request);

  spec->count = 9;
  spec->name[0] = 'X';
  title[0] = 'X';
  g_array_index (crashes, BobbinCrashOrder, 0).index = 1;
  g_array_set_size (crashes, 0);
  g_ptr_array_set_size (groups, 0);
  options.seed = 8;

  g_assert_true (second == request);
  g_assert_cmpuint (bobbin_request_get_n_groups (request), ==, 1);
  g_assert_cmpuint (bobbin_request_get_group (request, 0)->count, ==, 4);
  g_assert_cmpstr (bobbin_request_get_group (request, 0)->name, ==, "processes");
  g_assert_cmpuint (bobbin_request_get_group (request, 0)->heap_bytes, ==, (5000 + page - 1) / page * page);
  g_assert_cmpstr (bobbin_request_get_title (request), ==, "Title");
  g_assert_cmpuint (bobbin_request_get_n_crashes (request), ==, 1);
  g_assert_cmpuint (bobbin_request_get_crash (request, 0)->index, ==, 3);
  g_assert_cmpuint (bobbin_request_get_seed (request), ==, 7);
}

static void
test_groups (void)
{
  GPtrArray *many = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_group_spec_free);

  for (guint i = 0; i < 17; i++)
    {
      g_autofree char *name = g_strdup_printf ("g%u", i);

      g_ptr_array_add (many, bobbin_group_spec_new (name, BOBBIN_KIND_THREADS, 1));
    }
  assert_groups_refused (many, "17 groups were asked for; give 1 to 16 groups.");
  assert_groups_refused (make_groups (NULL, NULL), "No group of workers was asked for; give 1 to 16 groups.");
  assert_groups_refused (make_groups ("kind=threads", "kind=threads", NULL),
                         "Two groups have the name \"threads\"; give each group a name of its own.");
}

/* 2 bytes for each page of each process and of 16 that may come. */
static void
test_page_book (void)
{
  g_autoptr (BobbinMachine) machine = make_machine ();
  g_autoptr (GPtrArray) fits = make_groups ("kind=processes,count=1984,heap=256MiB,shared=0", NULL);
  g_autoptr (GPtrArray) more = make_groups ("kind=processes,count=2032,heap=260MiB,shared=0", NULL);
  g_autoptr (GError) error = NULL;

  machine->available_bytes = G_GUINT64_CONSTANT (1) << 50;
  g_autoptr (BobbinRequest) request = bobbin_request_new (fits, NULL, &defaults, machine, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bobbin_request_get_n_spares (request), ==, BOBBIN_MAX_SPARES);
  g_assert_null (bobbin_request_new (more, NULL, &defaults, machine, &error));
  assert_refused (&error, "To write down who wrote each page of the groups' heaps would take 264 MiB, and 256 MiB is the most; give a smaller heap or count.");
}

static void
test_spares (void)
{
  static const struct {
    const char *group;
    guint       n_spares;
  } cases[] = {
    { "kind=processes", BOBBIN_MAX_SPARES },
    { "kind=threads", 0 },
    { "kind=processes,threads_each=2", 0 },
    { "kind=processes,count=2040,heap=0", 8 },
    { "kind=processes,count=2048,heap=0", 0 },
  };
  g_autoptr (BobbinMachine) machine = make_machine ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) groups = make_groups (cases[i].group, NULL);
      g_autoptr (BobbinRequest) request = bobbin_request_new (groups, NULL, &defaults, machine, NULL);

      g_assert_cmpuint (bobbin_request_get_n_spares (request), ==, cases[i].n_spares);
    }
}

static void
test_writes (void)
{
  static const struct {
    const char *text;
    const char *sentence;
  } wrong[] = {
    { "processes/1", "\"processes/1\" is not of the form GROUP/INDEX=PERCENT@TIME, such as processes/1=25%@2s." },
    { "processes/1@2s", "is not of the form" },
    { "processes/1@2s=5%", "is not of the form" },
    { "processes=5%@2s", "is not of the form" },
    { "other/1=5%@2s", "\"other/1=5%@2s\" names the group \"other\", which is not there; the groups are processes, empty." },
    { "processes/0=5%@2s", "Worker 0 cannot be told to write; group \"processes\" has the workers 1 to 4." },
    { "processes/5=5%@2s", "Worker 5 cannot be told to write;" },
    { "processes/=5%@2s", "\"processes/=5%@2s\" is not of the form" },
    { "processes/1=@2s", "is not of the form" },
    { "processes/-1=5%@2s", "Worker -1 cannot be told to write;" },
    { "processes/4294967297=5%@2s", "Worker 4294967297 cannot be told to write;" },
    { "processes/1=nan%@2s", "Writing nan% is not allowed;" },
    { "processes/1=1e400%@2s", "Writing 1e400% is not allowed;" },
    { "processes/1=5%@-1s", "has no time that can be read;" },
    { "processes/1=5%@1s@2s", "has no time that can be read;" },
    { "processes/1=5@2s", "Writing 5 is not allowed; give a share of more than 0% and up to 100% of the worker's pages, such as 25%." },
    { "processes/1=0%@2s", "Writing 0% is not allowed;" },
    { "processes/1=101%@2s", "Writing 101% is not allowed;" },
    { "processes/1=-1%@2s", "Writing -1% is not allowed;" },
    { "processes/1=5%@", "has no time that can be read; give one such as 500ms or 2s." },
    { "processes/1=5%@86401s", "Writing at 86401s is not allowed; give a time of 0s to 86400s after the start." },
    { "empty/1=5%@2s", "Group \"empty\" has no pages to write; give it a heap such as 1MiB." },
  };
  g_autoptr (GPtrArray) groups = make_groups ("kind=processes", "name=empty,kind=threads,heap=0", NULL);
  g_autoptr (BobbinMachine) machine = make_machine ();
  g_autoptr (GArray) writes = g_array_new (FALSE, FALSE, sizeof (BobbinWriteOrder));
  BobbinRequestOptions options = BOBBIN_REQUEST_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  BobbinWriteOrder order;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (bobbin_write_order_parse (wrong[i].text, groups, &order, &error));
      assert_refused (&error, wrong[i].sentence);
    }

  g_assert_true (bobbin_write_order_parse ("processes/3=12.5%@1500ms", groups, &order, &error));
  g_assert_cmpuint (order.group, ==, 0);
  g_assert_cmpuint (order.index, ==, 3);
  g_assert_cmpfloat_with_epsilon (order.share, 0.125, 1e-12);
  g_assert_cmpint (order.time_ns, ==, G_GINT64_CONSTANT (1500000000));
  g_array_append_val (writes, order);
  options.writes = writes;
  g_autoptr (BobbinRequest) request = bobbin_request_new (groups, NULL, &options, machine, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bobbin_request_get_n_writes (request), ==, 1);
  g_assert_cmpuint (bobbin_request_get_write (request, 0)->index, ==, 3);

  /* Made by hand, and wrong. */
  BobbinWriteOrder made[] = { { 7, 1, 0.5, 0 }, { 0, 9, 0.5, 0 }, { 0, 1, 0.0, 0 }, { 0, 1, 1.5, 0 }, { 0, 1, 0.5, -1 }, { 1, 1, 0.5, 0 } };
  static const char *const sentences[] = { "in group 8 of 2", "Worker 9", "Writing 0%", "Writing 150%", "Writing at", "no pages to write" };
  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    {
      g_array_index (writes, BobbinWriteOrder, 0) = made[i];
      g_assert_null (bobbin_request_new (groups, NULL, &options, machine, &error));
      assert_refused (&error, sentences[i]);
    }
}

static void
test_cores (void)
{
  assert_groups_refused (make_groups ("kind=threads,cores=0,7", NULL),
                         "Group \"threads\": cores=0,7 is not possible, there is no core 7; give some of 0-3.");
  assert_groups_refused (make_groups ("kind=threads,cores=3-5", NULL),
                         "cores=3-5 is not possible, core 4 is not for this program's use; give some of 0-3.");

  g_autoptr (BobbinMachine) machine = make_machine ();
  g_autoptr (GPtrArray) groups = make_groups ("kind=threads,cores=0-3", NULL);
  g_autoptr (BobbinRequest) request = bobbin_request_new (groups, NULL, &defaults, machine, NULL);
  g_assert_nonnull (request);
}

static void
test_memory (void)
{
  /* 1 GiB is free, a tenth of it is kept; four processes and their parent. */
  assert_groups_refused (make_groups ("kind=processes,heap=300MiB,shared=0", NULL),
                         "Group \"processes\": heap=300 MiB is too large: with 5 address spaces it may take 1.46 GiB, and this machine has 922 MiB to give now.");
  assert_groups_refused (make_groups ("kind=threads,heap=2GiB,shared=0", NULL),
                         "Group \"threads\": heap=2.00 GiB is too large: with 1 address space it may take 2.00 GiB, and this machine has 922 MiB to give now.");
  assert_groups_refused (make_groups ("kind=processes,heap=100MiB,shared=0", "kind=threads,heap=500MiB,shared=0", NULL),
                         "The groups' heaps together may take 1000 MiB, and this machine has 922 MiB to give now; give a smaller heap or count.");
  assert_groups_refused (make_groups ("kind=processes,count=2048,heap=8000000000GiB", NULL), "is too large:");
  assert_groups_refused (make_groups ("kind=threads,work=pipe,count=1", NULL),
                         "Group \"threads\": work=pipe needs one worker that writes and one that reads; give count=2 or more.");
  assert_groups_refused (make_groups ("kind=threads,work=memory,heap=0", NULL),
                         "Group \"threads\": heap=0 is not allowed with work=memory; give a size such as 4MiB.");

  /* What is mapped shared is there once. */
  assert_groups_refused (make_groups ("kind=processes,heap=4KiB,shared=1GiB", NULL),
                         "Group \"processes\": heap=4.00 KiB is too large: with 5 address spaces it may take 1.00 GiB");

  g_autoptr (BobbinMachine) machine = make_machine ();
  g_autoptr (GPtrArray) exact = make_groups ("kind=threads,heap=921MiB,shared=0", NULL);
  g_autoptr (GPtrArray) none = make_groups ("kind=threads,heap=0", NULL);
  g_autoptr (BobbinRequest) request = bobbin_request_new (exact, NULL, &defaults, machine, NULL);
  g_autoptr (BobbinRequest) without = bobbin_request_new (none, NULL, &defaults, machine, NULL);
  g_assert_nonnull (request);
  g_assert_nonnull (without);

  /* A machine that does not tell its memory does not refuse. */
  machine->available_bytes = machine->memory_bytes = 0;
  g_autoptr (BobbinRequest) unknown = bobbin_request_new (exact, NULL, &defaults, machine, NULL);
  g_assert_nonnull (unknown);
}

static void
test_numbers (void)
{
  g_autoptr (BobbinMachine) machine = make_machine ();
  g_autoptr (GPtrArray) mixed = make_groups ("kind=processes,count=10,threads_each=3", NULL);
  g_autoptr (GError) error = NULL;

  assert_groups_refused (make_groups ("kind=processes,count=100,threads_each=100", NULL),
                         "Group \"processes\": count=100 with threads_each=100 makes 10000 workers; at most 2048 can be started.");
  assert_groups_refused (make_groups ("kind=processes,count=2000", "kind=threads,count=49", NULL),
                         "The groups have 2049 workers together (count and threads_each); at most 2048 can be started.");

  /* 30 workers, 10 main threads that wait for them, and the root. */
  machine->max_tasks = 40;
  g_assert_null (bobbin_request_new (mixed, NULL, &defaults, machine, &error));
  assert_refused (&error, "The groups need 41 processes and threads, and this system lets 40 more be started; give a smaller count or threads_each.");
  machine->max_tasks = 41;
  g_autoptr (BobbinRequest) request = bobbin_request_new (mixed, NULL, &defaults, machine, &error);
  g_assert_no_error (error);
  g_assert_nonnull (request);
}

/* The window fills the struct itself, past all parsers. */
static void
test_wrong_structs (void)
{
  g_autoptr (GPtrArray) groups = make_groups ("name=a,kind=threads", NULL);
  const BobbinGroupSpec *good = g_ptr_array_index (groups, 0);

#define assert_struct_refused(field, value, sentence) \
  G_STMT_START { \
    GPtrArray *wrong_ = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_group_spec_free); \
    BobbinGroupSpec *spec_ = bobbin_group_spec_copy (good); \
    spec_->field = value; \
    g_ptr_array_add (wrong_, spec_); \
    assert_groups_refused (wrong_, sentence); \
  } G_STMT_END

  assert_struct_refused (count, 0, "Group \"a\": count=0 is not allowed; give 1 to 2048 workers.");
  assert_struct_refused (count, G_MAXUINT, "count=4294967295 is not allowed;");
  assert_struct_refused (threads_each, 0, "threads_each=0 is not allowed;");
  assert_struct_refused (threads_each, 2, "threads_each=2 is for kind=processes only;");
  assert_struct_refused (duty, 1.5, "duty=150% is not allowed;");
  assert_struct_refused (duty, 0.0 / 0.0, "is not allowed; give 0% to 100%");
  assert_struct_refused (write_share, -0.5, "write=-50%/1 s is not allowed;");
  assert_struct_refused (write_period_ns, 0, "write=100%/0 s is not allowed;");
  assert_struct_refused (nice, -21, "nice=-21 is not allowed; give -20 to 19.");
  assert_struct_refused (stack_bytes, 4096, "stack=4.00 KiB is not allowed;");
  assert_struct_refused (work, (BobbinWork) 99, "give compute, memory, sleep, lock, pipe, disk or mixed.");
  assert_struct_refused (lock, (BobbinLock) 99, "give mutex, spin or none.");
  assert_struct_refused (kind, (BobbinKind) 99, "give processes or threads.");
  assert_struct_refused (heap_bytes, G_MAXUINT64, "is too large:");
#undef assert_struct_refused
}

static void
test_nice (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (BobbinMachine) machine = make_machine ();
      g_autoptr (GPtrArray) lower = make_groups ("kind=threads,nice=-5", NULL);
      g_autoptr (GPtrArray) higher = make_groups ("kind=threads,nice=5", NULL);
      g_autoptr (GError) error = NULL;
      struct rlimit none = { 0, 0 };

      g_assert_cmpint (setrlimit (RLIMIT_NICE, &none), ==, 0);
      if (geteuid () == 0)
        {
          g_autoptr (BobbinRequest) by_root = bobbin_request_new (lower, NULL, &defaults, machine, &error);

          g_assert_no_error (error);
          g_assert_nonnull (by_root);
          g_assert_cmpint (seteuid (65534), ==, 0);
        }
      g_assert_cmpint (setpriority (PRIO_PROCESS, 0, 3), ==, 0);
      g_assert_null (bobbin_request_new (lower, NULL, &defaults, machine, &error));
      assert_refused (&error, "Group \"threads\": nice=-5 needs a privilege that this program does not have; give 3 to 19.");

      g_autoptr (BobbinRequest) request = bobbin_request_new (higher, NULL, &defaults, machine, &error);
      g_assert_no_error (error);
      g_assert_nonnull (request);

      /* A leak checker looks in from outside, which a change of user forbids. */
      if (getuid () == 0)
        g_assert_cmpint (seteuid (0), ==, 0);
      prctl (PR_SET_DUMPABLE, 1);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_options (void)
{
  static const struct {
    gint64      duration_ns;
    gint64      interval_ns;
    const char *sentence;
  } cases[] = {
    { -1, BOBBIN_DEFAULT_INTERVAL_NS, "A duration of -1 ns is not allowed; give more than 0 s and no more than 24 h (86400s)." },
    { BOBBIN_MAX_DURATION_NS + 1, BOBBIN_DEFAULT_INTERVAL_NS, "A duration of 86400 s is not allowed;" },
    { 0, 0, "An interval of 0 s is not allowed; give 5ms to 10s." },
    { 0, BOBBIN_MIN_INTERVAL_NS - 1, "is not allowed; give 5ms to 10s." },
    { 0, BOBBIN_MAX_INTERVAL_NS + BOBBIN_NS_PER_S, "An interval of 11 s is not allowed; give 5ms to 10s." },
  };
  g_autoptr (BobbinMachine) machine = make_machine ();
  g_autoptr (GPtrArray) groups = bobbin_default_groups ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BobbinRequestOptions options = { NULL, cases[i].duration_ns, cases[i].interval_ns, 1 };
      g_autoptr (GError) error = NULL;

      g_assert_null (bobbin_request_new (groups, NULL, &options, machine, &error));
      assert_refused (&error, cases[i].sentence);
    }
}

static void
test_crash_texts (void)
{
  static const struct {
    const char *text;
    const char *sentence;
  } wrong[] = {
    { "", "The crash \"\" is not of the form GROUP/INDEX@TIME, such as processes/3@2s." },
    { "processes", "is not of the form" },
    { "processes/3", "is not of the form" },
    { "processes@2s/3", "is not of the form" },
    { "fibres/1@2s", "The crash \"fibres/1@2s\" names the group \"fibres\", which is not there; the groups are processes, threads." },
    { "processes/0@2s", "Worker 0 cannot be told to crash; group \"processes\" has the workers 1 to 4." },
    { "processes/5@2s", "Worker 5 cannot be told to crash;" },
    { "processes/x@2s", "Worker x cannot be told to crash;" },
    { "processes/-1@2s", "Worker -1 cannot be told to crash;" },
    { "processes/1@2", "The crash \"processes/1@2\" has no time that can be read; give one such as 500ms or 2s." },
    { "processes/1@-2s", "has no time that can be read;" },
    { "processes/1@100000s", "A crash at 100000s is not allowed; give a time of 0s to 86400s after the start." },
  };
  g_autoptr (GPtrArray) groups = bobbin_default_groups ();
  BobbinCrashOrder order = { 9, 9, 9 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (bobbin_crash_order_parse (wrong[i].text, groups, &order, &error));
      assert_refused (&error, wrong[i].sentence);
      g_assert_cmpuint (order.group, ==, 9);
    }

  g_assert_true (bobbin_crash_order_parse ("threads/3@1.5s", groups, &order, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (order.group, ==, 1);
  g_assert_cmpuint (order.index, ==, 3);
  g_assert_cmpint (order.time_ns, ==, 1500 * BOBBIN_NS_PER_MS);
}

static void
test_crash_orders (void)
{
  static const struct {
    BobbinCrashOrder order;
    const char      *sentence;
  } wrong[] = {
    { { 2, 1, 0 }, "A crash is asked for in group 3 of 2; give a group that is there." },
    { { 1, 0, 0 }, "Worker 0 cannot be told to crash; group \"threads\" has the workers 1 to 4." },
    { { 1, 5, 0 }, "Worker 5 cannot be told to crash;" },
    { { 1, 1, -1 }, "A crash at -1 ns is not allowed;" },
  };
  g_autoptr (BobbinMachine) machine = make_machine ();
  g_autoptr (GPtrArray) groups = bobbin_default_groups ();
  g_autoptr (GArray) crashes = g_array_new (FALSE, FALSE, sizeof (BobbinCrashOrder));

  g_array_set_size (crashes, 1);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_array_index (crashes, BobbinCrashOrder, 0) = wrong[i].order;
      g_assert_null (bobbin_request_new (groups, crashes, &defaults, machine, &error));
      assert_refused (&error, wrong[i].sentence);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request/defaults", test_defaults);
  g_test_add_func ("/request/immutable", test_immutable);
  g_test_add_func ("/request/groups", test_groups);
  g_test_add_func ("/request/cores", test_cores);
  g_test_add_func ("/request/memory", test_memory);
  g_test_add_func ("/request/page-book", test_page_book);
  g_test_add_func ("/request/spares", test_spares);
  g_test_add_func ("/request/writes", test_writes);
  g_test_add_func ("/request/numbers", test_numbers);
  g_test_add_func ("/request/wrong-structs", test_wrong_structs);
  g_test_add_func ("/request/nice", test_nice);
  g_test_add_func ("/request/options", test_options);
  g_test_add_func ("/request/crash-texts", test_crash_texts);
  g_test_add_func ("/request/crash-orders", test_crash_orders);
  return g_test_run ();
}
