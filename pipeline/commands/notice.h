/* notice.h - the kernel's word that something came into a folder: a hint, never more. A network
 * share gives none. */
#pragma once

#include <glib.h>

typedef struct {
    int fd; /* readable when something came; -1: there is no word to be had, only polling */
} Notice;

/* Watches nothing yet; with `wanted` FALSE it never will. */
Notice notice_open(gboolean wanted);
void notice_close(Notice *notice);

/* Watches the folder, also if it is another one now under the old name. Doing it again changes
 * nothing. */
void notice_watch(Notice *notice, const char *folder);

/* Forgets what has come. */
void notice_clear(Notice *notice);
