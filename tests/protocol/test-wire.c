/* bobbin-wire: what is let in, what is turned away, and one packet per message */
#include "bobbin-wire.h"

#include <errno.h>
#include <glib.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check-exact.h"

#define PPM 1000000u

static BobbinWireGroup
make_group (BobbinKind kind, guint n_processes, guint threads_each)
{
  return (BobbinWireGroup) {
    .kind = kind,
    .work = BOBBIN_WORK_COMPUTE,
    .n_processes = n_processes,
    .threads_each = threads_each,
    .heap_bytes = 1 << 20,
    .duty_ppm = PPM,
    .write_ppm = PPM,
  };
}

/* 4 processes and 4 threads. */
static BobbinWirePlan
make_plan (void)
{
  BobbinWirePlan plan = { .n_groups = 2, .n_workers = 8, .seed = 1 };

  bobbin_wire_init_head (&plan.head, BOBBIN_WIRE_PLAN);
  plan.groups[0] = make_group (BOBBIN_KIND_PROCESSES, 4, 1);
  plan.groups[1] = make_group (BOBBIN_KIND_THREADS, 1, 4);
  return plan;
}

static gboolean
plan_is_let_in (const BobbinWirePlan *plan)
{
  return check_exact (bobbin_wire_check_plan, plan,
                      bobbin_wire_plan_size (MIN (plan->n_groups, BOBBIN_MAX_GROUPS)));
}

static void
test_plan_good (void)
{
  BobbinWirePlan plan = make_plan ();

  g_assert_true (plan_is_let_in (&plan));

  plan.n_groups = BOBBIN_MAX_GROUPS;
  plan.n_workers = BOBBIN_MAX_WORKERS;
  for (guint i = 0; i < BOBBIN_MAX_GROUPS; i++)
    plan.groups[i] = make_group (BOBBIN_KIND_PROCESSES, BOBBIN_MAX_WORKERS / BOBBIN_MAX_GROUPS / 4, 4);
  g_assert_true (plan_is_let_in (&plan));
  g_assert_cmpuint (bobbin_wire_plan_size (BOBBIN_MAX_GROUPS), ==, sizeof plan);
}

static void
test_plan_size (void)
{
  BobbinWirePlan plan = make_plan ();
  guint8 long_packet[sizeof plan + 1] = { 0 };
  size_t whole = bobbin_wire_plan_size (plan.n_groups);

  memcpy (long_packet, &plan, sizeof plan);
  for (size_t size = 0; size <= sizeof long_packet; size++)
    g_assert_cmpint (check_exact (bobbin_wire_check_plan, long_packet, size), ==, size == whole);
}

static void
test_head (void)
{
  BobbinWirePlan plan = make_plan ();

  plan.head.magic ^= 1;
  g_assert_false (plan_is_let_in (&plan));

  plan = make_plan ();
  plan.head.version = BOBBIN_WIRE_VERSION + 1;
  g_assert_false (plan_is_let_in (&plan));

  plan = make_plan ();
  plan.head.type = BOBBIN_WIRE_START;
  g_assert_false (plan_is_let_in (&plan));

  plan = make_plan ();
  plan.head.version = BOBBIN_WIRE_VERSION - 1;
  g_assert_false (plan_is_let_in (&plan));

  /* The same bytes as another machine would write them. */
  plan = make_plan ();
  plan.head.magic = GUINT32_SWAP_LE_BE (plan.head.magic);
  g_assert_false (plan_is_let_in (&plan));
}

static void
test_plan_counts (void)
{
  BobbinWirePlan plan = make_plan ();

  plan.n_groups = 0;
  g_assert_false (plan_is_let_in (&plan));
  plan.n_groups = BOBBIN_MAX_GROUPS + 1;
  g_assert_false (plan_is_let_in (&plan));
  plan.n_groups = G_MAXUINT32;
  g_assert_false (plan_is_let_in (&plan));

  plan = make_plan ();
  plan.n_workers = 7;
  g_assert_false (plan_is_let_in (&plan));

  plan = make_plan ();
  plan.groups[0].n_processes = 0;
  plan.n_workers = 4;
  g_assert_false (plan_is_let_in (&plan));

  plan = make_plan ();
  plan.groups[0].threads_each = 0;
  plan.n_workers = 4;
  g_assert_false (plan_is_let_in (&plan));

  plan = make_plan ();
  plan.n_groups = 1;
  plan.n_workers = plan.groups[0].n_processes = BOBBIN_MAX_WORKERS + 1;
  g_assert_false (plan_is_let_in (&plan));
}

/* 32 bits would overflow and agree with n_workers. */
static void
test_plan_overflow (void)
{
  BobbinWirePlan plan = make_plan ();
  guint64 sum = 0;

  plan.n_groups = BOBBIN_MAX_GROUPS;
  for (guint i = 0; i < BOBBIN_MAX_GROUPS; i++)
    {
      plan.groups[i] = make_group (BOBBIN_KIND_PROCESSES, BOBBIN_MAX_WORKERS, BOBBIN_MAX_WORKERS);
      sum += (guint64) BOBBIN_MAX_WORKERS * BOBBIN_MAX_WORKERS;
    }
  plan.n_workers = (guint32) sum;
  g_assert_false (plan_is_let_in (&plan));

  plan.groups[0] = make_group (BOBBIN_KIND_PROCESSES, 1u << 31, 2);
  plan.groups[1] = make_group (BOBBIN_KIND_PROCESSES, 4, 1);
  plan.n_groups = 2;
  plan.n_workers = 4;
  g_assert_false (plan_is_let_in (&plan));
}

static void
test_plan_fields (void)
{
  BobbinWirePlan plan = make_plan ();

  plan.groups[0].kind = BOBBIN_N_KINDS;
  g_assert_false (plan_is_let_in (&plan));

  plan = make_plan ();
  plan.groups[1].work = BOBBIN_N_WORKS;
  g_assert_false (plan_is_let_in (&plan));

  plan = make_plan ();
  plan.groups[1].work = BOBBIN_WORK_LOCK;
  for (guint32 lock = 0; lock < BOBBIN_N_LOCKS; lock++)
    {
      plan.groups[1].lock = lock;
      g_assert_true (plan_is_let_in (&plan));
    }
  plan.groups[1].lock = BOBBIN_N_LOCKS;
  g_assert_false (plan_is_let_in (&plan));
  plan.groups[1].lock = G_MAXUINT32;
  g_assert_false (plan_is_let_in (&plan));

  /* Not even where nobody looks at it. */
  plan.groups[1].work = BOBBIN_WORK_COMPUTE;
  g_assert_false (plan_is_let_in (&plan));

  plan = make_plan ();
  plan.groups[1].n_processes = 2;
  plan.groups[1].threads_each = 2;
  g_assert_false (plan_is_let_in (&plan));

  plan = make_plan ();
  plan.groups[0].write_ppm = PPM + 1;
  g_assert_false (plan_is_let_in (&plan));

  plan = make_plan ();
  plan.groups[0].duty_ppm = G_MAXUINT32;
  g_assert_false (plan_is_let_in (&plan));

  plan = make_plan ();
  plan.groups[0].mapped_bytes = G_MAXUINT64 - 4095; /* the sum of the parts would wrap */
  g_assert_false (plan_is_let_in (&plan));
  plan.groups[0].mapped_bytes = 4096;
  plan.groups[0].untouched_bytes = G_MAXUINT64 - 4095;
  g_assert_false (plan_is_let_in (&plan));
  plan.groups[0].untouched_bytes = 0;
  g_assert_true (plan_is_let_in (&plan));
  plan.groups[0].write_period_ns = G_MAXUINT64;
  g_assert_false (plan_is_let_in (&plan));

  plan = make_plan ();
  plan.n_spares = BOBBIN_MAX_SPARES;
  g_assert_true (plan_is_let_in (&plan));
  plan.n_spares = BOBBIN_MAX_SPARES + 1;
  g_assert_false (plan_is_let_in (&plan));
  plan.n_spares = 1;
  plan.n_groups = 1;
  plan.n_workers = plan.groups[0].n_processes = BOBBIN_MAX_WORKERS;
  g_assert_false (plan_is_let_in (&plan));

  plan = make_plan ();
  plan.groups[0].nice = 20;
  g_assert_false (plan_is_let_in (&plan));
  plan.groups[0].nice = -21;
  g_assert_false (plan_is_let_in (&plan));
  plan.groups[0].nice = 19;
  g_assert_true (plan_is_let_in (&plan));
}

static gboolean
is_event_type (guint type)
{
  return (type >= BOBBIN_WIRE_START && type <= BOBBIN_WIRE_FORK)
         || (type >= BOBBIN_WIRE_READY && type <= BOBBIN_WIRE_FAILED)
         || type == BOBBIN_WIRE_FORKED || type == BOBBIN_WIRE_REFUSED;
}

static void
test_events (void)
{
  BobbinWireEvent event = { 0 };
  guint8 long_packet[sizeof event + 1] = { 0 };

  for (guint type = 0; type <= G_MAXUINT16; type++)
    {
      bobbin_wire_init_head (&event.head, type);
      g_assert_cmpint (bobbin_wire_check_event (&event, sizeof event), ==, is_event_type (type));
    }

  bobbin_wire_init_head (&event.head, BOBBIN_WIRE_ENDED);
  memcpy (long_packet, &event, sizeof event);
  for (size_t size = 0; size <= sizeof long_packet; size++)
    g_assert_cmpint (check_exact (bobbin_wire_check_event, long_packet, size), ==, size == sizeof event);
}

static void
test_event_fields (void)
{
  BobbinWireEvent event = { .share_ppm = PPM, .period_ns = G_GUINT64_CONSTANT (3600000000000) };

  bobbin_wire_init_head (&event.head, BOBBIN_WIRE_SET_WRITE);
  g_assert_true (bobbin_wire_check_event (&event, sizeof event));
  event.share_ppm = PPM + 1;
  g_assert_false (bobbin_wire_check_event (&event, sizeof event));
  event.share_ppm = 0;
  event.period_ns = G_MAXUINT64;
  g_assert_false (bobbin_wire_check_event (&event, sizeof event));
}

static void
test_arenas (void)
{
  BobbinWireArena arena = { .group = 3, .address = 0x7f0000000000 };
  guint8 long_packet[sizeof arena + 1] = { 0 };

  bobbin_wire_init_head (&arena.head, BOBBIN_WIRE_ARENA);
  memcpy (long_packet, &arena, sizeof arena);
  for (size_t size = 0; size <= sizeof long_packet; size++)
    g_assert_cmpint (check_exact (bobbin_wire_check_arena, long_packet, size), ==, size == sizeof arena);
  bobbin_wire_init_head (&arena.head, BOBBIN_WIRE_BORN);
  g_assert_false (bobbin_wire_check_arena (&arena, sizeof arena));
}

static void
test_share_of (void)
{
  g_assert_cmpuint (bobbin_wire_share_of (256, 250000), ==, 64);
  g_assert_cmpuint (bobbin_wire_share_of (256, PPM), ==, 256);
  g_assert_cmpuint (bobbin_wire_share_of (256, 0), ==, 0);
  g_assert_cmpuint (bobbin_wire_share_of (0, PPM), ==, 0);
  g_assert_cmpuint (bobbin_wire_share_of (3, 500000), ==, 2);
  g_assert_cmpuint (bobbin_wire_share_of (1000, 1), ==, 1);
  for (guint64 n = 1; n < 5000; n += 7)
    for (guint ppm = 0; ppm <= PPM; ppm += 12345)
      g_assert_cmpuint (bobbin_wire_share_of (n, ppm), <=, n);
  g_assert_cmpuint (bobbin_wire_share_of (G_GUINT64_CONSTANT (1) << 48, PPM), ==, G_GUINT64_CONSTANT (1) << 48);
}

static void
test_births (void)
{
  BobbinWireBorn born = { .n_births = 3 };
  size_t whole = bobbin_wire_born_size (3);

  bobbin_wire_init_head (&born.head, BOBBIN_WIRE_BORN);
  for (size_t size = 0; size <= sizeof born; size++)
    g_assert_cmpint (check_exact (bobbin_wire_check_born, &born, size), ==, size == whole);

  born.n_births = BOBBIN_WIRE_MAX_BIRTHS;
  g_assert_true (bobbin_wire_check_born (&born, sizeof born));
  born.n_births = BOBBIN_WIRE_MAX_BIRTHS + 1;
  g_assert_false (bobbin_wire_check_born (&born, sizeof born));
  born.n_births = 0;
  g_assert_false (bobbin_wire_check_born (&born, bobbin_wire_born_size (0)));
  /* Its size, reckoned in 32 bits, would wrap to the smallest. */
  born.n_births = (guint32) ((G_GUINT64_CONSTANT (1) << 32) / sizeof (BobbinWireBirth)) + 1;
  g_assert_false (bobbin_wire_check_born (&born, sizeof born));

  born.n_births = 3;
  bobbin_wire_init_head (&born.head, BOBBIN_WIRE_READY);
  g_assert_false (bobbin_wire_check_born (&born, whole));
}

/* What a plan that was let in promises to whoever reads it. */
static void
assert_plan_is_sane (const BobbinWirePlan *plan, size_t size)
{
  guint64 n_workers = 0;

  g_assert_cmpuint (plan->n_groups, >=, 1);
  g_assert_cmpuint (plan->n_groups, <=, BOBBIN_MAX_GROUPS);
  g_assert_cmpuint (size, ==, bobbin_wire_plan_size (plan->n_groups));
  for (guint i = 0; i < plan->n_groups; i++)
    {
      const BobbinWireGroup *group = &plan->groups[i];

      g_assert_cmpuint (group->kind, <, BOBBIN_N_KINDS);
      g_assert_cmpuint (group->work, <, BOBBIN_N_WORKS);
      g_assert_cmpuint (group->lock, <, BOBBIN_N_LOCKS);
      g_assert_cmpuint (group->n_processes, >=, 1);
      g_assert_cmpuint (group->threads_each, >=, 1);
      g_assert_cmpuint (group->write_ppm, <=, PPM);
      g_assert_cmpuint (group->duty_ppm, <=, PPM);
      n_workers += (guint64) group->n_processes * group->threads_each;
    }
  g_assert_cmpuint (n_workers, ==, plan->n_workers);
  g_assert_cmpuint (n_workers, <=, BOBBIN_MAX_WORKERS);
}

/* Any bytes at all, often behind a head that is right. */
static void
test_random_bytes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20240607);

  for (guint round = 0; round < 20000; round++)
    {
      size_t size = (size_t) g_rand_int_range (rand, 0, 600);
      g_autofree guint8 *packet = g_malloc (MAX (size, 1));

      for (size_t i = 0; i < size; i++)
        packet[i] = (guint8) g_rand_int_range (rand, 0, 256);
      if (size >= sizeof (BobbinWireHead) && g_rand_boolean (rand))
        bobbin_wire_init_head ((BobbinWireHead *) (void *) packet,
                               g_rand_boolean (rand) ? BOBBIN_WIRE_PLAN : BOBBIN_WIRE_BORN);

      if (bobbin_wire_check_plan (packet, size))
        assert_plan_is_sane ((const BobbinWirePlan *) (const void *) packet, size);
      if (bobbin_wire_check_born (packet, size))
        g_assert_cmpuint (((const BobbinWireBorn *) (const void *) packet)->n_births, <=, BOBBIN_WIRE_MAX_BIRTHS);
      if (bobbin_wire_check_event (packet, size))
        g_assert_cmpuint (size, ==, sizeof (BobbinWireEvent));
    }
}

/* A good plan in which a few bits have tipped over. */
static void
test_flipped_bits (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20240608);
  BobbinWirePlan good = make_plan ();
  size_t size = bobbin_wire_plan_size (good.n_groups);
  guint n_let_in = 0, n_turned_away = 0;

  for (guint round = 0; round < 50000; round++)
    {
      g_autofree guint8 *packet = g_memdup2 (&good, size);
      gint n_flips = g_rand_int_range (rand, 1, 5);

      for (gint i = 0; i < n_flips; i++)
        packet[g_rand_int_range (rand, 0, (gint32) size)] ^= (guint8) (1u << g_rand_int_range (rand, 0, 8));

      if (bobbin_wire_check_plan (packet, size))
        {
          assert_plan_is_sane ((const BobbinWirePlan *) (const void *) packet, size);
          n_let_in++;
        }
      else
        {
          n_turned_away++;
        }
    }
  /* Seeds, sizes and masks may be anything; counts, kinds and the head may not. */
  g_assert_cmpuint (n_let_in, >, 1000);
  g_assert_cmpuint (n_turned_away, >, 1000);
}

static void
make_pair (int pair[2])
{
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), ==, 0);
}

static void
test_packets_stay_apart (void)
{
  int pair[2];
  guint8 buffer[BOBBIN_MAX_PACKET];
  BobbinWirePlan plan = make_plan ();
  BobbinWireEvent event = { 0 };
  size_t plan_size = bobbin_wire_plan_size (plan.n_groups);

  bobbin_wire_init_head (&event.head, BOBBIN_WIRE_START);
  make_pair (pair);
  g_assert_cmpint (bobbin_wire_send (pair[0], &plan, plan_size), ==, 0);
  g_assert_cmpint (bobbin_wire_send (pair[0], &event, sizeof event), ==, 0);

  g_assert_cmpint (bobbin_wire_receive (pair[1], buffer, sizeof buffer), ==, plan_size);
  g_assert_cmpmem (buffer, plan_size, &plan, plan_size);
  g_assert_cmpint (bobbin_wire_receive (pair[1], buffer, sizeof buffer), ==, sizeof event);
  g_assert_cmpmem (buffer, sizeof event, &event, sizeof event);

  close (pair[0]);
  g_assert_cmpint (bobbin_wire_receive (pair[1], buffer, sizeof buffer), ==, 0);
  close (pair[1]);
}

static void
test_packet_too_long (void)
{
  int pair[2];
  BobbinWireEvent event = { 0 };
  guint8 small[sizeof event - 1];

  bobbin_wire_init_head (&event.head, BOBBIN_WIRE_START);
  make_pair (pair);
  g_assert_cmpint (bobbin_wire_send (pair[0], &event, sizeof event), ==, 0);
  g_assert_cmpint (bobbin_wire_receive (pair[1], small, sizeof small), ==, -EMSGSIZE);
  close (pair[0]);
  close (pair[1]);
}

static void
test_other_end_gone (void)
{
  int pair[2];
  BobbinWireEvent event = { 0 };

  bobbin_wire_init_head (&event.head, BOBBIN_WIRE_STOP);
  make_pair (pair);
  close (pair[1]);
  /* The default action of SIGPIPE would end this test here. */
  g_assert_true (signal (SIGPIPE, SIG_DFL) != SIG_ERR);
  g_assert_cmpint (bobbin_wire_send (pair[0], &event, sizeof event), ==, -EPIPE);
  close (pair[0]);
}

static void
test_nothing_there (void)
{
  int pair[2];
  guint8 buffer[64];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, pair), ==, 0);
  g_assert_cmpint (bobbin_wire_receive (pair[1], buffer, sizeof buffer), ==, -EAGAIN);
  close (pair[0]);
  close (pair[1]);
  g_assert_cmpint (bobbin_wire_receive (pair[1], buffer, sizeof buffer), ==, -EBADF);
}

static volatile sig_atomic_t n_alarms;

static void
count_alarm (int signal_number)
{
  n_alarms++;
}

/* Signals that interrupt the wait are not the caller's business. */
static void
test_signals (void)
{
  int pair[2];
  BobbinWireEvent event = { 0 };
  struct sigaction action = { .sa_handler = count_alarm };
  struct itimerval every_5_ms = { { 0, 5000 }, { 0, 5000 } }, off = { { 0, 0 }, { 0, 0 } };

  bobbin_wire_init_head (&event.head, BOBBIN_WIRE_READY);
  make_pair (pair);
  pid_t child = fork ();
  if (child == 0)
    {
      g_usleep (100 * 1000);
      _exit (bobbin_wire_send (pair[0], &event, sizeof event) == 0 ? 0 : 1);
    }

  sigaction (SIGALRM, &action, NULL);
  setitimer (ITIMER_REAL, &every_5_ms, NULL);
  long received = bobbin_wire_receive (pair[1], &event, sizeof event);
  setitimer (ITIMER_REAL, &off, NULL);

  g_assert_cmpint (received, ==, sizeof event);
  g_assert_cmpint (n_alarms, >, 0);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  close (pair[0]);
  close (pair[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/plan/good", test_plan_good);
  g_test_add_func ("/wire/plan/size", test_plan_size);
  g_test_add_func ("/wire/plan/counts", test_plan_counts);
  g_test_add_func ("/wire/plan/overflow", test_plan_overflow);
  g_test_add_func ("/wire/plan/fields", test_plan_fields);
  g_test_add_func ("/wire/head", test_head);
  g_test_add_func ("/wire/events", test_events);
  g_test_add_func ("/wire/event-fields", test_event_fields);
  g_test_add_func ("/wire/arenas", test_arenas);
  g_test_add_func ("/wire/share-of", test_share_of);
  g_test_add_func ("/wire/births", test_births);
  g_test_add_func ("/wire/random-bytes", test_random_bytes);
  g_test_add_func ("/wire/flipped-bits", test_flipped_bits);
  g_test_add_func ("/wire/socket/packets-stay-apart", test_packets_stay_apart);
  g_test_add_func ("/wire/socket/packet-too-long", test_packet_too_long);
  g_test_add_func ("/wire/socket/other-end-gone", test_other_end_gone);
  g_test_add_func ("/wire/socket/nothing-there", test_nothing_there);
  g_test_add_func ("/wire/socket/signals", test_signals);
  return g_test_run ();
}
