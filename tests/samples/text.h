/* text.h - a sample as one file of texts/ describes it: what is printed, and how it arrives. */
#pragma once

#include <glib.h>

typedef enum { SHEET_CONTENT, SHEET_COVER, SHEET_BLANK } SheetKind;

/* A directive and the lines below it, up to the next directive. */
typedef struct {
    char *name;     /* "para", "rows", "table" ... */
    char *argument; /* the rest of the directive's line */
    GPtrArray *lines;
} Block;

typedef struct {
    SheetKind kind;
    guint document;       /* from 1; 0: belongs to none */
    GHashTable *settings; /* of this page alone */
    GPtrArray *blocks;
    GString *verbatim; /* all lines as they stand, for transcripts */
} PageText;

/* A field of the listing, printed on the page; made by the mark {name=value~also|raw}. */
typedef struct {
    char *name, *value, *also, *raw; /* `also` is NULL when nothing else is right */
    guint page;
} Fact;

typedef struct {
    char *type;
    GHashTable *settings; /* mrn, name, consistent, optional, confusable, layout */
    GArray *pages;        /* guint, from 1 */
    GPtrArray *facts;
} DocumentText;

typedef struct {
    char *origin;         /* the file of texts/, for messages */
    GHashTable *settings; /* file, as, level, skew ... */
    GPtrArray *pages;     /* PageText */
    GPtrArray *documents; /* DocumentText */
} SampleText;

/* Reads one description; ends the program with a sentence when it cannot be understood. */
SampleText *sample_text_load(const char *path);
void sample_text_free(SampleText *sample);

/* The page's own setting, else the sample's, else `fallback`. */
const char *setting_lookup(const SampleText *sample, const PageText *page, const char *key,
                           const char *fallback);
double setting_number(const SampleText *sample, const PageText *page, const char *key,
                      double fallback);

/* "key=value key=value" as a table of strings. */
GHashTable *pairs_parse(const char *text);

/* Says what is wrong and ends the program. */
void give_up(const char *format, ...) G_GNUC_PRINTF(1, 2) G_GNUC_NORETURN;
