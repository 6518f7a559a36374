/* session-fixture.h - a session with its request and machine, and waiting for it */
#pragma once

#include "bobbin-session.h"

typedef struct {
  BobbinMachine *machine;
  BobbinRequest *request;
  BobbinSession *session;
  GArray        *ended; /* guint, the workers in the order in which they ended */
} SessionFixture;

/* @groups as the command line takes them, NULL at the end; @duration_ns 0: until
 * it is stopped. */
void session_set_up    (SessionFixture *f, const char *const *groups, gint64 duration_ns);
void session_tear_down (SessionFixture *f);

/* FALSE when it has not come to @state after @seconds. */
gboolean session_wait_for      (SessionFixture *f, BobbinSessionState state, guint seconds);
void     session_run_for_ms    (guint ms);
void     session_wait_for_ends (SessionFixture *f, guint n);
