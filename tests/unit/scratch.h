/* scratch.h - a folder of its own for a test that needs files. */
#pragma once

#include <glib.h>

/* A new empty folder; its path is yours to free. */
char *scratch_folder_new(void);

/* Removes the folder and all that lies below it; the path is taken. */
void scratch_folder_remove(char *path);
