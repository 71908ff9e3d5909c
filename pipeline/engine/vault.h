/* vault.h - originals, write-once, named by their SHA-256; and pages' images, named likewise. */
#pragma once

#include "office.h"
#include "original.h"
#include "page.h"

/* Whether the office's disk keeps its reserve (a setting) when so many bytes are added; FATE_RETRY
 * with a sentence when not. */
gboolean vault_has_room(const Office *office, gint64 bytes, GError **error);

/* Copies an open file into the vault: when this returns, it is there for good. The same bytes twice
 * are one file. The original's id, state and time are the catalogue's to give. FATE_INPUT when the
 * file cannot be read, or changed meanwhile: then the vault is as before. */
Original *vault_take(const Office *office, int fd, const char *name, GError **error);

/* Whether there is a vault at all; FATE_FATAL when not: then no single original is at fault. */
gboolean vault_is_there(const Office *office, GError **error);

gboolean vault_has(const Office *office, const Original *original);

/* Opens an original for reading; -1 and FATE_FATAL when it is not there. */
int vault_open(const Office *office, const Original *original, GError **error);

/* Puts a page's image into pages/, from bytes whose SHA-256 must be what the image says. */
gboolean pages_store(const Office *office, const FiledImage *image, GBytes *bytes, GError **error);

/* The path of a page's image below the office: "pages/ab/abcd....tif"; yours to free. */
char *pages_path(const FiledImage *image);

/* The image's file, mapped; FATE_FATAL when it is not there. */
GBytes *pages_fetch(const Office *office, const FiledImage *image, GError **error);

/* Shows a rejected original in rejected/: a hard link by its name, and a .txt that says why. Doing
 * it twice changes nothing. */
gboolean rejected_show(const Office *office, const Original *original, const char *sentence,
                       GError **error);

/* Takes away what rejected_show() showed of an original that could be read after all. */
void rejected_clear(const Office *office, const Original *original);
