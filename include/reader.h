/* reader.h - what the clerk asks of a reader, and the reader's own main loop. */
#pragma once

#include "office.h"
#include "page.h"

/* The setup that every reader is handed: settings as text, the office's folder of tables, name
 * words, office words. */
#define READER_SETUP_TYPE "(ssasas)"

/* Requests: verb, the original's name, its SHA-256, page number, the rotation that a person has set
 * for it (-1: to be found out); the original's descriptor comes along. */
#define READER_REQUEST_TYPE "(sssui)"

#define READER_LOOK "look" /* answer: (su): format, pages */
#define READER_READ                                                                                \
    "read" /* answer: (va{sd}): a page as page_pack() has it, CPU seconds by stage since           \
              the reader began; the filed image's descriptor comes along */
#define READER_SHOW "show" /* the same, but only as far as the filed image */

#define READER_PROOF                                                                               \
    "proof" /* a page as for "read", without its filed image; the descriptor that comes along, if  \
               any does, holds the pictures of the steps: a PROOF_TYPE of proof.h */

#define READER_LOOK_TYPE "(su)"
#define READER_PAGE_TYPE "(va{sd})"

enum { READER_IMAGE_BYTES_MAX = 512 << 20 }; /* of a filed image */

/* Serves requests until the clerk is gone. */
gboolean reader_serve(GError **error);
