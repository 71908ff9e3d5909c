/* web_files.h - style sheet and scripts, read once: no request's path ever becomes a file's. */
#pragma once

#include <glib.h>

typedef struct WebFiles WebFiles;

typedef struct {
    const char *name, *type;
    GBytes *bytes;
    char *tag; /* of its content, for the browser to ask by */
} WebFile;

/* FATE_FATAL when one is missing from the program's tables. */
WebFiles *web_files_load(const char *folder, GError **error);
void web_files_free(WebFiles *files);

/* Lent; NULL when there is none of that name. */
const WebFile *web_files_lookup(const WebFiles *files, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WebFiles, web_files_free)
