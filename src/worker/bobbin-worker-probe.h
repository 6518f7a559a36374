/* bobbin-worker-probe.h - whether the page tables tell here who has which page */
#pragma once

#include <stdbool.h>

#include "bobbin-page-probe.h"

/* Forks one child, and waits for it. @huge: asks for huge pages. */
BobbinProbeAnswer worker_probe_pages (bool huge);
