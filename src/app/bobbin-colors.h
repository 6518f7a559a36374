/* bobbin-colors.h - the colours of dark and of high contrast
 *
 * libadwaita used to load style-dark.css and its kin by name; from 1.10 on it
 * warns of that. So they have names of their own and are put on the display
 * here, as the style manager says. Main thread.
 */
#pragma once

/* Once, when GTK is there; follows the style from then on. */
void bobbin_colors_follow_style (void);
