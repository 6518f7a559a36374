/* bobbin-pages-probe.h - whether the page tables tell here who has which page
 *
 * The test is made by bobbin-worker, because this program never forks. It takes
 * about 2 ms and is made once; whoever asks meanwhile waits for it. Any thread.
 */
#pragma once

#include "bobbin-page-probe.h"
#include "bobbin-pages.h"

G_BEGIN_DECLS

/* What the runs of this program go by, with a translated sentence in
 * @out_because (nullable, else to be freed, NULL when EXACT). BOBBIN_PAGES=sums or
 * =none in the environment asks for less than there is. */
BobbinPagesSource bobbin_pages_probe (char **out_because);

/* Has the worker make the test anew, with huge pages if @huge. */
BobbinProbeAnswer bobbin_pages_probe_ask (gboolean huge);

/* Translated: why an answer other than EXACT means that pages are not told one by one. */
char *bobbin_pages_probe_because (BobbinProbeAnswer answer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
