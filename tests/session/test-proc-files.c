/* The parsers of /proc's texts: captured, cut, and made-up ones */
#include "bobbin-proc-files.h"

#include <string.h>
#include <unistd.h>

static const char captured_stat[] =
  "4242 (bobbin-p1) R 4241 4241 4241 0 -1 4194368 120 0 0 0 153 7 0 0 25 5 1 0 123456 "
  "2703360 213 18446744073709551615 1 1 0 0 0 0 0 16781312 17663 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n";

static const char captured_rollup[] =
  "55d0c0a00000-7ffd5bdfe000 ---p 00000000 00:00 0                          [rollup]\n"
  "Rss:                 852 kB\n"
  "Pss:                  59 kB\n"
  "Pss_Dirty:            57 kB\n"
  "Pss_Anon:             40 kB\n"
  "Shared_Clean:        700 kB\n"
  "Shared_Dirty:         96 kB\n"
  "Private_Clean:         4 kB\n"
  "Private_Dirty:        52 kB\n"
  "Referenced:          852 kB\n"
  "Private_Hugetlb:       0 kB\n"
  "Locked:                0 kB\n";

static const char captured_status[] =
  "Name:\tbobbin-p1\n"
  "State:\tR (running)\n"
  "VmPTE:\t      64 kB\n"
  "voluntary_ctxt_switches:\t12\n"
  "nonvoluntary_ctxt_switches:\t345\n";

static void
test_schedstat (void)
{
  BobbinSchedstat read = { 7, 7, 7 };

  g_assert_true (bobbin_parse_schedstat ("1234567890 42 17\n", &read));
  g_assert_cmpuint (read.run_ns, ==, 1234567890);
  g_assert_cmpuint (read.wait_ns, ==, 42);
  g_assert_cmpuint (read.timeslices, ==, 17);
  g_assert_true (bobbin_parse_schedstat ("18446744073709551615 0 0\n", &read));
  g_assert_cmpuint (read.run_ns, ==, G_MAXUINT64);
}

static void
test_schedstat_broken (void)
{
  static const char *const broken[] = {
    "", "\n", "1", "1 2", "1 2 3", "1 2 x\n", "-1 2 3\n", "1  2 3\n", " 1 2 3\n",
    "18446744073709551616 0 0\n", "1 2 3 4\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      BobbinSchedstat read = { 7, 7, 7 };

      g_assert_false (bobbin_parse_schedstat (broken[i], &read));
      g_assert_cmpuint (read.run_ns, ==, 7); /* untouched */
    }
}

static void
test_stat (void)
{
  BobbinTaskStat read;

  g_assert_true (bobbin_parse_task_stat (captured_stat, &read));
  g_assert_cmpint (read.state, ==, 'R');
  g_assert_cmpuint (read.core, ==, 1);
  g_assert_cmpuint (read.user_ticks, ==, 153);
  g_assert_cmpuint (read.system_ticks, ==, 7);
}

static void
test_stat_hostile_name (void)
{
  g_autofree char *text = g_strdup_printf ("1 (a) S 9 (b) %s", strstr (captured_stat, "R 4241"));
  BobbinTaskStat read;

  g_assert_true (bobbin_parse_task_stat (text, &read));
  g_assert_cmpint (read.state, ==, 'R');
  g_assert_cmpuint (read.core, ==, 1);
}

/* A text that is cut anywhere before the core's number is refused, not read wrongly. */
static void
test_stat_cut (void)
{
  gsize core_at = strstr (captured_stat, " 17 1 0 0") + 4 - captured_stat;

  for (gsize length = 0; length < core_at; length++)
    {
      g_autofree char *text = g_strndup (captured_stat, length);
      BobbinTaskStat read;

      g_assert_false (bobbin_parse_task_stat (text, &read));
    }
}

static void
test_rollup (void)
{
  BobbinSmapsRollup read;

  g_assert_true (bobbin_parse_smaps_rollup (captured_rollup, &read));
  g_assert_cmpuint (read.rss_bytes, ==, 852 * 1024);
  g_assert_cmpuint (read.pss_bytes, ==, 59 * 1024);
  g_assert_cmpuint (read.uss_bytes, ==, 56 * 1024);
  g_assert_false (bobbin_parse_smaps_rollup ("", &read));
  g_assert_false (bobbin_parse_smaps_rollup ("Rss: 1 kB\nPss: 1 kB\n", &read));
}

static void
test_status (void)
{
  BobbinTaskStatus read;

  g_assert_true (bobbin_parse_task_status (captured_status, &read));
  g_assert_cmpuint (read.page_tables_bytes, ==, 64 * 1024);
  g_assert_cmpuint (read.voluntary_switches, ==, 12);
  g_assert_cmpuint (read.involuntary_switches, ==, 345);

  /* A kernel thread or a task on its way out has no memory. */
  g_assert_true (bobbin_parse_task_status (strstr (captured_status, "voluntary"), &read));
  g_assert_cmpuint (read.page_tables_bytes, ==, 0);
}

/* Whatever bytes come, parsing ends and stays in the text. */
static void
test_random_bytes (void)
{
  static const char *const seeds[] = { captured_stat, captured_rollup, captured_status, "1 2 3\n" };

  for (guint round = 0; round < 20000; round++)
    {
      g_autofree char *text = g_strdup (seeds[round % G_N_ELEMENTS (seeds)]);
      gsize length = strlen (text);
      BobbinSchedstat schedstat;
      BobbinTaskStat stat;
      BobbinSmapsRollup rollup;
      BobbinTaskStatus status;

      for (guint i = 0; i < 3; i++)
        text[g_test_rand_int_range (0, (gint32) length)] = (char) g_test_rand_int_range (0, 256);
      bobbin_parse_schedstat (text, &schedstat);
      bobbin_parse_task_stat (text, &stat);
      bobbin_parse_smaps_rollup (text, &rollup);
      bobbin_parse_task_status (text, &status);
    }
}

static void
test_own_files (void)
{
  BobbinProcFile file = BOBBIN_PROC_FILE_INIT;
  char text[4096];
  BobbinTaskStat stat;
  BobbinSchedstat schedstat;

  g_assert_true (bobbin_proc_file_open (&file, getpid (), gettid (), "stat"));
  for (guint i = 0; i < 3; i++) /* kept open and read again */
    {
      g_assert_cmpuint (bobbin_proc_file_read (&file, text, sizeof text), >, 0);
      g_assert_true (bobbin_parse_task_stat (text, &stat));
      g_assert_cmpint (stat.state, ==, 'R');
    }
  bobbin_proc_file_close (&file);
  g_assert_cmpuint (bobbin_proc_file_read (&file, text, sizeof text), ==, 0);

  g_assert_true (bobbin_proc_file_open (&file, getpid (), gettid (), "schedstat"));
  g_assert_cmpuint (bobbin_proc_file_read (&file, text, sizeof text), >, 0);
  g_assert_true (bobbin_parse_schedstat (text, &schedstat));
  bobbin_proc_file_close (&file);
  g_assert_false (bobbin_proc_file_open (&file, G_MAXINT, G_MAXINT, "stat"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proc-files/schedstat", test_schedstat);
  g_test_add_func ("/proc-files/schedstat/broken", test_schedstat_broken);
  g_test_add_func ("/proc-files/stat", test_stat);
  g_test_add_func ("/proc-files/stat/hostile-name", test_stat_hostile_name);
  g_test_add_func ("/proc-files/stat/cut", test_stat_cut);
  g_test_add_func ("/proc-files/rollup", test_rollup);
  g_test_add_func ("/proc-files/status", test_status);
  g_test_add_func ("/proc-files/random-bytes", test_random_bytes);
  g_test_add_func ("/proc-files/own-files", test_own_files);
  return g_test_run ();
}
