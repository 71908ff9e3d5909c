/* serial_teams.h - Tesseract's teams of threads as this thread alone. Private to stages/. */
#pragma once

#include <glib.h>

/* Whether what Tesseract calls is ours: the program's symbols come before a library's. */
gboolean serial_teams_hold(void);
