/* bobbin-summary-pane.h - the table, and how far the lab is with it
 *
 * A bar above the table while the lab measures; a button for the card's header
 * that measures all, or stops it. Ages are brought up to date while the table
 * is to be seen. Main thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "bobbin-lab.h"

G_BEGIN_DECLS

#define BOBBIN_TYPE_SUMMARY_PANE (bobbin_summary_pane_get_type ())
G_DECLARE_FINAL_TYPE (BobbinSummaryPane, bobbin_summary_pane, BOBBIN, SUMMARY_PANE, GtkWidget)

/* @summary: of bobbin_summary_new(), which follows @lab. */
GtkWidget *bobbin_summary_pane_new (GListStore *summary, BobbinLab *lab);

/* (transfer none) A new button that follows @lab: "Measure All" or "Stop". */
GtkWidget *bobbin_summary_pane_build_button (BobbinLab *lab);

/* What the lab is at: "measuring “Cost of creation”, 2 of 7"; while idle what the card says
 * else. */
char *bobbin_summary_pane_describe_lab (BobbinLab *lab) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
