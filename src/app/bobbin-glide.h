/* bobbin-glide.h - how the live timeline moves
 *
 * Samples come twenty times a second, the frame clock ticks sixty times. In
 * between, the right edge of the picture glides on; it lags one interval behind
 * what is known, so that it need never jump back. And pictures are drawn no
 * oftener than takes a small share of a core, because what they show are
 * programs that need the cores. A plain value, no widgets. Main thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BOBBIN_GLIDE_DRAWING_SHARE 0.08 /* of a core, at most */

typedef struct {
  gint64 edge_ns;      /* time at the right edge, since the gate; valid when moved_at_ns > 0 */
  gint64 moved_at_ns;  /* frame clock of the last move; 0: never yet */
  gint64 drawn_at_ns;  /* frame clock of the last picture; 0: none yet */
  gint64 drawn_cpu_ns; /* CPU time of the thread then */
} BobbinGlide;

/* Starts anew: the next move jumps to where the edge belongs. */
void bobbin_glide_reset (BobbinGlide *glide);

/* Moves the edge on to the frame at @frame_ns, for a run that is known up to
 * @known_ns and sampled every @interval_ns. Never beyond @known_ns. */
void bobbin_glide_move (BobbinGlide *glide, gint64 frame_ns, gint64 known_ns, gint64 interval_ns);

/* Whether this frame may be drawn, when the thread has used @cpu_ns of CPU time
 * by now. TRUE takes note that it is. */
gboolean bobbin_glide_may_draw (BobbinGlide *glide, gint64 frame_ns, gint64 cpu_ns);

G_END_DECLS
