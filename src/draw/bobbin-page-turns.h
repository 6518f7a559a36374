/* bobbin-page-turns.h - which pages have turned just now
 *
 * A page that is split is one cell among thousands, so a live picture marks it
 * for a moment. The kernel tells no moment: it is the one at which a reading
 * was the first to differ from the reading before. Main thread.
 */
#pragma once

#include "bobbin-run.h"

G_BEGIN_DECLS

/* How long a page stays marked. */
#define BOBBIN_PAGE_TURN_NS (600 * G_GINT64_CONSTANT (1000000))

typedef struct _BobbinPageTurns BobbinPageTurns;

BobbinPageTurns *bobbin_page_turns_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void             bobbin_page_turns_free (BobbinPageTurns *turns);

/* Compares all pages of @run with what they were at the last call; @now_ns is of
 * any clock that goes on while the picture does. A map that is new, that
 * has another size or that is of another run marks nothing. */
void bobbin_page_turns_look (BobbinPageTurns *turns, const BobbinRun *run, gint64 now_ns);

/* Whether any page is still marked: then the picture has to be drawn again
 * without a new reading. */
gboolean bobbin_page_turns_any (const BobbinPageTurns *turns);

/* Of @n pages from @first on, whether one is marked. */
gboolean bobbin_page_turns_get (const BobbinPageTurns *turns, guint process, guint first, guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BobbinPageTurns, bobbin_page_turns_free)

G_END_DECLS
