/* proof.h - looking on while a page is read: its picture after each step, and steps left out. Used
 * inside readers by `chartward debug-page`, and by bench/reading. */
#pragma once

#include "word.h"

struct Pix;

typedef struct Proof Proof;

/* The steps that can be left out, in the order of their work; ends with NULL. */
extern const char *const proof_steps[];

/* Keeps the pictures that proof_show() is handed. */
Proof *proof_new(void);

/* Keeps no pictures; `step` (one of proof_steps; NULL: none) is left out. */
Proof *proof_new_without(const char *step);
void proof_free(Proof *proof);

/* Whether the step is to be done: always when nobody looks on (NULL). */
gboolean proof_wants(const Proof *proof, const char *step);

/* Keeps the picture as it is after `step`; nothing when nobody looks on. Out of memory, or with a
 * picture that cannot be encoded, the step is left without one. */
void proof_show(Proof *proof, const char *step, struct Pix *picture);

typedef struct {
    Box box; /* pixels of the picture it is drawn over */
    gboolean sure;
} ProofBox;

/* The same with boxes drawn over it: green for sure ones, red for the others. */
void proof_show_boxes(Proof *proof, const char *step, struct Pix *picture, const GArray *boxes);

/* The pictures as name of the step and PNG file, floating; NULL when there are none. */
#define PROOF_TYPE "a(say)"
GVariant *proof_pack(const Proof *proof);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Proof, proof_free)
