#include "bench-tree.h"

#include <signal.h>

#include "bobbin-time-span.h"

#define END_DEADLINE_NS (10 * BOBBIN_NS_PER_S)

static void
born_cb (const BobbinWireBirth *births, guint n, gpointer data)
{
  BenchTree *tree = data;

  for (guint i = 0; i < n; i++)
    g_array_index (tree->tasks, BobbinSweepTask, births[i].worker) =
      (BobbinSweepTask) { births[i].worker, births[i].process, births[i].pid, births[i].tid };
}

static void
event_cb (const BobbinWireEvent *event, gpointer data)
{
  BenchTree *tree = data;

  if (event->head.type == BOBBIN_WIRE_READY)
    {
      tree->ready_ns = bobbin_clock_ns ();
      tree->ready = TRUE;
    }
  else if (event->head.type == BOBBIN_WIRE_FAILED)
    {
      g_error ("%s", bobbin_launcher_failure_text (event));
    }
}

static void
gone_cb (gpointer data)
{
}

void
bench_tree_grow (BenchTree *tree, const char *const *groups)
{
  static const BobbinLauncherCallbacks callbacks = { .born = born_cb, .event = event_cb, .gone = gone_cb };
  g_autoptr (GPtrArray) specs = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_group_spec_free);
  BobbinRequestOptions options = BOBBIN_REQUEST_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;

  for (; *groups != NULL; groups++)
    g_ptr_array_add (specs, bobbin_group_spec_parse (*groups, &error));
  tree->ready = FALSE;
  tree->machine = bobbin_machine_read ();
  tree->request = bobbin_request_new (specs, NULL, &options, tree->machine, &error);
  g_assert_no_error (error);
  tree->tasks = g_array_new (FALSE, TRUE, sizeof (BobbinSweepTask));
  g_array_set_size (tree->tasks, bobbin_request_get_n_workers (tree->request));

  tree->start_ns = bobbin_clock_ns ();
  tree->launcher = bobbin_launcher_start (tree->request, &callbacks, tree, &error);
  g_assert_no_error (error);
  while (!tree->ready)
    g_main_context_iteration (NULL, TRUE);
}

/* The ends of a thousand processes take longer than the launcher waits for
 * them, and would be in the way of what is measured next. */
static void
wait_for_ends (const BenchTree *tree)
{
  gint64 deadline_ns = bobbin_clock_ns () + END_DEADLINE_NS;

  for (guint i = 0; i < tree->tasks->len; i++)
    while (kill (g_array_index (tree->tasks, BobbinSweepTask, i).pid, 0) == 0 && bobbin_clock_ns () < deadline_ns)
      g_usleep (1000);
}

void
bench_tree_end (BenchTree *tree)
{
  bobbin_launcher_free (tree->launcher);
  wait_for_ends (tree);
  g_array_unref (tree->tasks);
  bobbin_request_unref (tree->request);
  bobbin_machine_free (tree->machine);
}
