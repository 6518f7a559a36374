/* bobbin-launcher.h - starts bobbin-worker and talks with it
 *
 * One launcher is one worker tree. It owns the socket, the ledger and a pidfd
 * of the tree's root; nothing else of the tree is ever signalled from here.
 * Main thread; calls back from the thread-default main context.
 */
#pragma once

#include <gio/gio.h>

#include "bobbin-arena-place.h"
#include "bobbin-ledger.h"
#include "bobbin-page-book.h"
#include "bobbin-request.h"

G_BEGIN_DECLS

typedef struct _BobbinLauncher BobbinLauncher;

typedef struct {
  /* The root is there and does not yet know what to grow: what is attached to
   * it now, everything that it grows inherits. Called once, the
   * first of all. (nullable) */
  void (*spawned) (int root_pid, gpointer data);
  /* Where the arena of a group lies; before any of its workers is born. (nullable) */
  void (*arena) (const BobbinArenaPlace *place, gpointer data);
  /* Some workers are ready; numbers are within the request's and its spares. */
  void (*born) (const BobbinWireBirth *births, guint n_births, gpointer data);
  /* READY, STARTED, ENDED, FORKED, REFUSED, FAILED or DONE; a process is within the
   * request's and its spares. */
  void (*event) (const BobbinWireEvent *event, gpointer data);
  /* The root is gone: its socket has ended. Called once, the last of all. */
  void (*gone) (gpointer data);
} BobbinLauncherCallbacks;

/* Launches bobbin-worker with the plan of @request. NULL with
 * BOBBIN_ERROR_FAILED when it is not there or cannot be started. */
BobbinLauncher *bobbin_launcher_start (BobbinRequest                 *request,
                                       const BobbinLauncherCallbacks *callbacks,
                                       gpointer                       data,
                                       GError                       **error) G_GNUC_WARN_UNUSED_RESULT;

/* Kills the tree if it still lives, and reaps its root. */
void bobbin_launcher_free (BobbinLauncher *launcher);

/* START, STOP, or CRASH or END of @worker. A tree that has gone is told by gone(). */
void bobbin_launcher_send (BobbinLauncher *launcher, BobbinWireType type, guint worker);

/* The same with whatever else @event says; its head is filled in. */
void bobbin_launcher_send_event (BobbinLauncher *launcher, BobbinWireType type, const BobbinWireEvent *event);

/* SIGKILL to the root, whose children follow it. */
void bobbin_launcher_kill (BobbinLauncher *launcher);

int                 bobbin_launcher_get_root_pid (BobbinLauncher *launcher);
const BobbinLedger *bobbin_launcher_get_ledger   (BobbinLauncher *launcher);
/* Who wrote each page last, for bobbin_page_book_read(). Lives as long as the launcher. */
const BobbinPageBook *bobbin_launcher_get_page_book (BobbinLauncher *launcher);

/* @share of 1 in millionths, as the worker takes it: at least one where it is
 * more than none, because however small a share of pages is, it is a page. */
guint32 bobbin_launcher_share_ppm (double share);

/* Where bobbin-worker is: $BOBBIN_WORKER, else beside the installed program,
 * else where it was configured to be. Need not exist. */
char *bobbin_launcher_find_worker (void) G_GNUC_WARN_UNUSED_RESULT;

/* Translated: what went wrong at FAILED, one sentence. */
char *bobbin_launcher_failure_text (const BobbinWireEvent *event) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinLauncher, bobbin_launcher_free)

G_END_DECLS
