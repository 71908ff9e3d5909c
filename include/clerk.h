/* clerk.h - the clerk: takes what is in the inbox, has it read, files it, binds the charts. */
#pragma once

#include "office.h"

/* What happened to one document in this run. */
typedef struct {
    char *document; /* "D000123" */
    char *source;   /* the file it came in */
    char *type;
    guint pages; /* content pages */
    DocumentStatus status;
    char *patient; /* "Last, First"; when in review the best candidate; "" when nobody */
    char *mrn;     /* of that patient; "" */
    char *why;     /* the reasons' sentences; "" when filed */
    char *codes;   /* their codes, parted by commas; "" when filed */
} Outcome;

typedef struct {
    guint files, duplicates, rejected, left; /* left: still in the inbox or to be read again */
    guint pages;
    guint charts, unbound;           /* unbound: the next run tries these again */
    GPtrArray *taken;                /* char *, owned: names of the files taken in */
    GPtrArray *outcomes;             /* Outcome, owned, in the order of filing */
    GPtrArray *complaints;           /* char *, owned: sentences about files and roster */
    gboolean stopped;                /* the disk is all but full: the inbox was not emptied */
    char *lacking;                   /* a sentence on what the readers' lock lacks; NULL: nothing */
    double seconds, reading_seconds; /* wall; of the whole, of reading alone */
    GHashTable *cpu_s;               /* stage name -> double *: CPU seconds of this run's stages */
} RunReport;

RunReport *run_report_new(void);
void run_report_free(RunReport *report);

typedef enum {
    CLERK_GOES_ON,
    CLERK_FINISHES, /* begins no further file: others want to work */
    CLERK_STOPS,    /* ends after the pages in hand */
} ClerkPace;

/* How far the clerk is; called from within clerk_run() and its kin. */
typedef struct {
    /* `what`: "Reading" or "Binding"; `unit`: "pages" or "charts". */
    void (*progress)(gpointer data, const char *what, const char *unit, guint done, guint total);
    /* Whether to go on; NULL: always. */
    ClerkPace (*pace)(gpointer data);
    gpointer data;
} ClerkWatch;

ClerkPace clerk_pace(const ClerkWatch *watch);

/* Does all that waits: a changed roster, the inbox, unfinished originals, stale charts. `jobs`
 * readers at a time; 0: as the settings say. Files that were dropped a moment ago are waited for
 * until they have settled; with `now` all are taken as they are. Fails when the set-up or the world
 * stops it: what is not done then waits for the next run. `report` is filled as far as it came. */
gboolean clerk_run(Office *office, guint jobs, gboolean now, const ClerkWatch *watch,
                   RunReport *report, GError **error);

/* Only the unfinished originals (after catalogue_reopen()), then stale charts. */
gboolean clerk_reread(Office *office, const ClerkWatch *watch, RunReport *report, GError **error);

/* Only the stale charts. */
gboolean clerk_bind(Office *office, const ClerkWatch *watch, RunReport *report, GError **error);

/* A clerk who stays: remembers what lay in the inbox, keeps readers warm. The office is open for
 * watching. */
typedef struct Clerk Clerk;

Clerk *clerk_new(Office *office, guint jobs, GError **error);
void clerk_free(Clerk *clerk);

/* One look at everything that clerk_run() does, waiting for nothing; in a turn of the office. Cheap
 * when there is nothing to do. What was told in an earlier turn and has not changed is not told
 * again. */
gboolean clerk_turn(Clerk *clerk, const ClerkWatch *watch, RunReport *report, GError **error);

/* When the next turn makes sense: monotonic, in microseconds; G_MAXINT64 when nothing is known to
 * come. */
gint64 clerk_due_us(const Clerk *clerk);

/* Lets the readers go, until there is work again; and before the settings are read again. */
void clerk_rest(Clerk *clerk);

/* Re-reads roster.csv if it changed since it was last read. `*change` is zero when it did not. */
gboolean clerk_read_roster(Office *office, gboolean *changed, RosterChange *change,
                           GPtrArray *complaints, GError **error);

/* Makes the file the office's roster.csv and reads it. Nothing changes when it cannot be used. */
gboolean clerk_import_roster(Office *office, const char *path, RosterChange *change,
                             GPtrArray *complaints, GError **error);

/* Makes the codes of the file the office's table of diagnosis codes; tells how many. FATE_INPUT
 * when the file is not the whole official table: half a table would call right codes wrong. */
gboolean clerk_import_codes(Office *office, const char *path, guint *count, GError **error);

/* What came of learning. */
typedef struct {
    guint documents;                 /* that a person decided on */
    guint held;                      /* of them, held back to measure */
    guint right_before, right_after; /* of those, told right by wording alone */
    gboolean kept;                   /* FALSE: it was worse, nothing was changed */
} Learning;

/* Trains the office's model of document types from the documents that people decided on. FATE_INPUT
 * when they are too few. */
gboolean clerk_learn(Office *office, Learning *learning, GError **error);

/* What marks documents as read by today's stages; yours to free. */
char *clerk_stamp(void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Clerk, clerk_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RunReport, run_report_free)
