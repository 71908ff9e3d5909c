/* barcode.h - a mark on a page that is made for machines: bars, a QR square, a scanner's patch. */
#pragma once

#include "word.h"

typedef enum {
    BARCODE_CODE39,
    BARCODE_CODE128,
    BARCODE_QR,
    BARCODE_PATCH, /* four bars without a text: "a new document follows" */
} BarcodeKind;

typedef struct {
    BarcodeKind kind;
    char *text; /* valid UTF-8 without control characters; "" for a patch */
    Box box;
} Barcode;

/* "Code 39", "Code 128", "QR", "patch T": for people and the catalogue; lent. */
const char *barcode_kind_name(BarcodeKind kind);
gboolean barcode_kind_parse(const char *name, BarcodeKind *kind);

Barcode *barcode_new(BarcodeKind kind, const char *text, Box box);
void barcode_free(Barcode *barcode);

/* What the Code 128 of our own separator sheets says; the MRN of a patient may follow. */
#define BARCODE_SEPARATOR "CHARTWARD NEXT"

/* The text of a separator sheet, for a patient if `mrn` is not NULL; yours to free. */
char *barcode_separator_text(const char *mrn);

/* Whether the mark says that a new document follows: a patch, or one of our own separators. */
gboolean barcode_separates(const Barcode *barcode);

/* The MRN that one of our own separators names; lent. NULL: none, or another mark. */
const char *barcode_separator_mrn(const Barcode *barcode);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Barcode, barcode_free)
