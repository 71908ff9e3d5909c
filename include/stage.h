/* stage.h - what a stage is, and THE TABLE of all stages in the order of their work. */
#pragma once

#include "batch.h"
#include "chart.h"
#include "code_table.h"
#include "source.h"
#include "word_model.h"

/* Parts of the model. Every part has one maker; a stage needs only parts that are made earlier. */
typedef enum {
    PART_IMAGE = 1 << 0,    /* Page.image, x_dpi, y_dpi, jpeg, layer */
    PART_UPRIGHT = 1 << 1,  /* Page.rotation */
    PART_CLEAN = 1 << 2,    /* Page.clean and its matrix, skew_degrees, size and dpi, blank pages */
    PART_FILED = 1 << 3,    /* Page.filed */
    PART_BARCODES = 1 << 4, /* Page.barcodes */
    PART_WORDS = 1 << 5,    /* Page.words */
    PART_PICTURE = 1 << 6,  /* Page.picture */
    PART_SPELLED = 1 << 7,  /* Word.corrected */
    PART_DOCUMENTS = 1 << 8,   /* Batch.documents, and which pages are covers */
    PART_TYPE = 1 << 9,        /* Document.type */
    PART_FIELDS = 1 << 10,     /* Document.fields */
    PART_CANDIDATES = 1 << 11, /* Document.candidates */
    PART_DECISION = 1 << 12,   /* Document.status, patient, reasons */
    PART_VOLUMES = 1 << 13,    /* Chart.volumes */
} Part;

/* What a stage may want when it opens; all lent, and outlives the stage. */
typedef struct {
    const Settings *settings;
    const char *data_folder;         /* where the tables of dict/ lie */
    const char *const *names;        /* words of patients' and providers' names; NULL: none */
    const char *const *office_words; /* the office's own dictionary.txt; NULL: none */
    const WordModel *wording; /* of document types, as the office taught it; NULL: the program's */
    const CodeTable *codes;   /* ICD-10-CM as the office imported it; NULL: none */
} StageSetup;

typedef struct {
    const char *name; /* in logs, timings, catalogue */
    unsigned version; /* raise when its output changes: `reprocess --stale` redoes what is older */
    unsigned needs, makes;                                     /* Part */
    gpointer (*open)(const StageSetup *setup, GError **error); /* NULL: holds no state */
    gboolean (*page)(gpointer state, Source *source, Page *page, GError **error);
    gboolean (*batch)(gpointer state, Batch *batch, GError **error);
    gboolean (*chart)(gpointer state, Chart *chart, GError **error);
    void (*close)(gpointer state);
} Stage;

/* THE TABLE; ends with NULL. */
extern const Stage *const stages[];

extern const Stage load_stage, orient_stage, clean_stage, encode_stage, barcode_stage,
    recognise_stage, portray_stage, spell_stage;
extern const Stage split_stage, classify_stage, extract_stage, match_stage, file_stage;
extern const Stage bind_stage;
