#include "lab-fixture.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define STEP_US 1000

static void
measured_cb (BobbinLab *lab, const char *id, gpointer data)
{
  LabFixture *f = data;

  g_ptr_array_add (f->measured, g_strdup (id));
}

static void
changed_cb (BobbinLab *lab, gpointer data)
{
  ((LabFixture *) data)->n_changed++;
}

static void
finished_cb (BobbinLab *lab, gpointer data)
{
  ((LabFixture *) data)->n_finished++;
}

void
lab_set_up (LabFixture *f, gconstpointer data)
{
  g_assert_cmpint (prctl (PR_SET_CHILD_SUBREAPER, 1), ==, 0);
  lab_assert_childless ();
  f->machine = bobbin_machine_read ();
  f->lab = bobbin_lab_new (f->machine);
  f->measured = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (f->lab, "measured", G_CALLBACK (measured_cb), f);
  g_signal_connect (f->lab, "changed", G_CALLBACK (changed_cb), f);
  g_signal_connect (f->lab, "finished", G_CALLBACK (finished_cb), f);
}

void
lab_tear_down (LabFixture *f, gconstpointer data)
{
  gpointer lab = f->lab;

  if (f->lab != NULL)
    {
      g_object_add_weak_pointer (G_OBJECT (f->lab), &lab);
      g_object_unref (f->lab);
      g_assert_null (lab);
    }
  lab_assert_childless ();
  g_ptr_array_unref (f->measured);
  bobbin_machine_free (f->machine);
}

void
lab_measure (LabFixture *f, const char *ids)
{
  g_auto (GStrv) words = g_strsplit (ids, " ", 0);
  g_autoptr (GError) error = NULL;

  g_assert_true (bobbin_lab_measure (f->lab, (const char *const *) words, &error));
  g_assert_no_error (error);
}

static void
take_a_step (void)
{
  if (!g_main_context_iteration (g_main_context_get_thread_default (), FALSE))
    g_usleep (STEP_US);
}

gboolean
lab_wait_until_idle (LabFixture *f, guint seconds)
{
  gint64 deadline_us = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  while (bobbin_lab_is_running (f->lab) && g_get_monotonic_time () < deadline_us)
    take_a_step ();
  return !bobbin_lab_is_running (f->lab);
}

void
lab_run_for_ms (guint ms)
{
  gint64 deadline_us = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < deadline_us)
    take_a_step ();
}

const BobbinOutcome *
lab_get_outcome (LabFixture *f, const char *id)
{
  return bobbin_lab_get_outcome (f->lab, bobbin_experiment_find (id));
}

/* The first child of @parent; 0: none. With its process group. */
static int
find_child (int parent, int *out_group)
{
  g_autoptr (GDir) proc = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (proc)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc", name, "stat", NULL);
      g_autofree char *text = NULL;
      const char *end;
      int its_parent = 0;

      if (!g_ascii_isdigit (*name) || !g_file_get_contents (path, &text, NULL, NULL))
        continue;
      end = strrchr (text, ')');
      if (end != NULL && sscanf (end + 1, " %*c %d %d", &its_parent, out_group) == 2 && its_parent == parent)
        return atoi (name);
    }
  return 0;
}

int
lab_wait_for_root (int *out_experiment)
{
  gint64 deadline_us = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;
  int root, group = 0;

  do
    {
      take_a_step ();
      root = find_child (getpid (), &group);
      *out_experiment = root > 0 && group == root ? find_child (root, &group) : 0;
    }
  while (*out_experiment == 0 && g_get_monotonic_time () < deadline_us);
  g_assert_cmpint (*out_experiment, >, 0);
  return root;
}

void
lab_assert_childless (void)
{
  gint64 deadline_us = g_get_monotonic_time () + G_USEC_PER_SEC;
  pid_t pid;

  do
    {
      while ((pid = waitpid (-1, NULL, WNOHANG)) > 0)
        continue;
      if (pid == 0)
        g_usleep (STEP_US);
    }
  while (pid == 0 && g_get_monotonic_time () < deadline_us);
  g_assert_cmpint (pid, ==, -1);
  g_assert_cmpint (errno, ==, ECHILD);
}
