/* bobbin-verdict-mark.h - the sign of a verdict, as the figures draw it
 *
 * As high as the text beside it. Each verdict has a form of its own; without a
 * verdict there is nothing to be seen. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "bobbin-verdict.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_VERDICT_MARK (bobbin_verdict_mark_get_type ())
G_DECLARE_FINAL_TYPE (BobbinVerdictMark, bobbin_verdict_mark, BOBBIN, VERDICT_MARK, GtkWidget)

GtkWidget *bobbin_verdict_mark_new (void);

/* A BobbinVerdict; -1: none, and the mark is hidden. */
void bobbin_verdict_mark_set_verdict (BobbinVerdictMark *mark, int verdict);
int  bobbin_verdict_mark_get_verdict (BobbinVerdictMark *mark);

G_END_DECLS
