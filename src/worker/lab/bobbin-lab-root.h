/* bobbin-lab-root.h - the process that watches over an experiment */
#pragma once

/* The life of "bobbin-worker --lab": takes the order from BOBBIN_WIRE_SOCKET_FD,
 * runs the experiment in a child, and leaves nothing behind. The exit code. */
int lab_root_run (void);
