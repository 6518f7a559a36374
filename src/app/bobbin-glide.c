#include "config.h"

#include "bobbin-glide.h"

#define JUMP_INTERVALS 4  /* further off than this, the edge jumps */
#define PULL_DIVISOR   16 /* share of the remaining error that a frame makes up for */

void
bobbin_glide_reset (BobbinGlide *glide)
{
  *glide = (BobbinGlide) { 0 };
}

void
bobbin_glide_move (BobbinGlide *glide, gint64 frame_ns, gint64 known_ns, gint64 interval_ns)
{
  gint64 target_ns = known_ns - interval_ns;
  gint64 edge_ns = glide->edge_ns + (frame_ns - glide->moved_at_ns);
  gint64 error_ns = target_ns - edge_ns;

  if (glide->moved_at_ns == 0 || ABS (error_ns) > JUMP_INTERVALS * interval_ns)
    edge_ns = target_ns;
  else
    edge_ns += error_ns / PULL_DIVISOR;

  glide->edge_ns = MAX (MIN (edge_ns, known_ns), 0);
  glide->moved_at_ns = frame_ns;
}

gboolean
bobbin_glide_may_draw (BobbinGlide *glide, gint64 frame_ns, gint64 cpu_ns)
{
  /* Nearly all that the thread did since the last picture was to draw it. */
  double spent_ns = (double) (cpu_ns - glide->drawn_cpu_ns);

  if (glide->drawn_at_ns != 0
      && (double) (frame_ns - glide->drawn_at_ns) < spent_ns / BOBBIN_GLIDE_DRAWING_SHARE)
    return FALSE;

  glide->drawn_at_ns = frame_ns;
  glide->drawn_cpu_ns = cpu_ns;
  return TRUE;
}
