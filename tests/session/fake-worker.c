#include "fake-worker.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bobbin-lab-wire.h"

#define FD BOBBIN_WIRE_SOCKET_FD

static char *real_worker;

void
fake_worker_use (const char *part)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);

  if (real_worker == NULL)
    real_worker = g_strdup (g_getenv ("BOBBIN_WORKER"));
  g_setenv ("BOBBIN_WORKER", self, TRUE);
  g_setenv ("FAKE_WORKER", part, TRUE);
}

void
fake_worker_end (void)
{
  if (real_worker != NULL)
    g_setenv ("BOBBIN_WORKER", real_worker, TRUE);
}

static int
send_end (BobbinLabType type, guint lack, int error)
{
  BobbinLabEnd end = { .lack = lack, .error = error };

  bobbin_lab_init_head (&end.head, type);
  return bobbin_wire_send (FD, &end, sizeof end);
}

static int
send_readings (const char *metric, double x, double value, guint n)
{
  BobbinLabReadings readings = { .n_readings = n };

  bobbin_lab_init_head (&readings.head, BOBBIN_LAB_READINGS);
  g_strlcpy (readings.metric, metric, sizeof readings.metric);
  for (guint i = 0; i < n; i++)
    readings.readings[i] = (BobbinLabReading) { x, value, i, 0 };
  return bobbin_wire_send (FD, &readings, bobbin_lab_readings_size (n));
}

static void
play (const char *part)
{
  static guint8 bytes[2 * BOBBIN_MAX_PACKET];

  if (strcmp (part, "nothing") == 0)
    send_end (BOBBIN_LAB_DONE, 0, 0);
  else if (strcmp (part, "garbage") == 0)
    bobbin_wire_send (FD, "garbage", 7);
  else if (strcmp (part, "too-long") == 0)
    bobbin_wire_send (FD, bytes, sizeof bytes);
  else if (strcmp (part, "session-talk") == 0)
    {
      BobbinWireEvent event = { 0 };

      bobbin_wire_init_head (&event.head, BOBBIN_WIRE_DONE);
      bobbin_wire_send (FD, &event, sizeof event);
    }
  else if (strcmp (part, "unknown-metric") == 0)
    send_readings ("weather", 0.0, 1.0, 3);
  else if (strcmp (part, "not-a-number") == 0)
    send_readings ("fork_cycle", 0.0, 0.0 / 0.0, 3);
  else if (strcmp (part, "garbage-in-the-end") == 0)
    {
      send_readings ("fork_cycle", 0.0, 1.0, 9);
      bobbin_wire_send (FD, "garbage", 7);
      send_end (BOBBIN_LAB_DONE, 0, 0);
    }
  else if (strcmp (part, "readings-without-end") == 0)
    while (send_readings ("fork_cycle", 0.0, 1.0, BOBBIN_LAB_MAX_READINGS) == 0)
      continue;
  else if (strcmp (part, "ends-without-end") == 0)
    while (send_end (BOBBIN_LAB_DONE, 0, 0) == 0)
      continue;
  else if (strcmp (part, "garbage-without-end") == 0)
    while (bobbin_wire_send (FD, "garbage", 7) == 0)
      continue;
  else if (strcmp (part, "lacks-memory") == 0)
    send_end (BOBBIN_LAB_LACKS, BOBBIN_LACK_MEMORY, ENOMEM);
  else if (strcmp (part, "lacks-a-call") == 0)
    send_end (BOBBIN_LAB_LACKS, BOBBIN_LACK_CALL, EPERM);
  else if (strcmp (part, "lacks-what-nobody-knows") == 0)
    send_end (BOBBIN_LAB_LACKS, 99, 0);
  else if (strcmp (part, "lacks-then-fails") == 0)
    {
      send_end (BOBBIN_LAB_LACKS, BOBBIN_LACK_PROCESSES, EAGAIN);
      send_end (BOBBIN_LAB_FAILED, 0, ECHILD);
    }
  else if (strcmp (part, "fails") == 0)
    send_end (BOBBIN_LAB_FAILED, 0, EACCES);
  else if (strcmp (part, "crashes") == 0)
    kill (getpid (), SIGKILL);
  else if (strcmp (part, "hangs") == 0)
    while (TRUE)
      pause ();
}

gboolean
fake_worker_play (int argc, char **argv)
{
  BobbinLabOrder order;

  if (argc != 2 || strcmp (argv[1], BOBBIN_LAB_ARGUMENT) != 0)
    return FALSE;
  /* What the lab orders is in order, whatever comes back. */
  if (bobbin_wire_receive (FD, &order, sizeof order) == sizeof order && bobbin_lab_check_order (&order, sizeof order))
    play (g_getenv ("FAKE_WORKER"));
  return TRUE;
}
