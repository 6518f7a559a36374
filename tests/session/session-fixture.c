#include "session-fixture.h"

#define STEP_US 1000

static void
worker_ended_cb (BobbinSession *session, guint worker, gpointer data)
{
  GArray *ended = data;

  g_array_append_val (ended, worker);
}

void
session_set_up (SessionFixture *f, const char *const *groups, gint64 duration_ns)
{
  g_autoptr (GPtrArray) specs = g_ptr_array_new_with_free_func ((GDestroyNotify) bobbin_group_spec_free);
  BobbinRequestOptions options = BOBBIN_REQUEST_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;

  for (; *groups != NULL; groups++)
    {
      g_ptr_array_add (specs, bobbin_group_spec_parse (*groups, &error));
      g_assert_no_error (error);
    }
  options.duration_ns = duration_ns;
  f->machine = bobbin_machine_read ();
  f->request = bobbin_request_new (specs, NULL, &options, f->machine, &error);
  g_assert_no_error (error);
  f->session = bobbin_session_new (f->request, f->machine);
  f->ended = g_array_new (FALSE, FALSE, sizeof (guint));
  g_signal_connect (f->session, "worker-ended", G_CALLBACK (worker_ended_cb), f->ended);
}

void
session_tear_down (SessionFixture *f)
{
  gpointer session = f->session;

  g_object_add_weak_pointer (G_OBJECT (f->session), &session);
  g_object_unref (f->session);
  g_assert_null (session);
  g_array_unref (f->ended);
  bobbin_request_unref (f->request);
  bobbin_machine_free (f->machine);
}

static void
take_a_step (void)
{
  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (STEP_US);
}

gboolean
session_wait_for (SessionFixture *f, BobbinSessionState state, guint seconds)
{
  gint64 deadline_us = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  while (bobbin_session_get_state (f->session) != state && g_get_monotonic_time () < deadline_us)
    take_a_step ();
  return bobbin_session_get_state (f->session) == state;
}

void
session_run_for_ms (guint ms)
{
  gint64 deadline_us = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < deadline_us)
    take_a_step ();
}

void
session_wait_for_ends (SessionFixture *f, guint n)
{
  gint64 deadline_us = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  while (f->ended->len < n && g_get_monotonic_time () < deadline_us)
    take_a_step ();
  g_assert_cmpuint (f->ended->len, ==, n);
}
