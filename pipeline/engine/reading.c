/* reading.c - hands pages to readers, gathers them, files whole originals.
 *
 * Does: second tries, unreadable pages. Writes: pages/, rejected/, the catalogue, one transaction
 * an original. Does not: look inside files itself, or keep the order of pages (works.c). */
#include "reading.h"

#include "fate.h"
#include "reader.h"
#include "reply.h"
#include "report.h"
#include "runner.h"
#include "setback.h"
#include "vault.h"
#include "wire.h"
#include "workers.h"
#include "works.h"

#include <unistd.h>

enum {
    TRIES = 2,         /* a page that ends its reader this often is shown, not read */
    WASTED_PAGES = 10, /* so many pages' longest time may the readers lose over one original */
};

typedef struct {
    Office *office;
    Crew *crew;
    const ClerkWatch *watch;
    RunReport *report;
    char *stamp;
    Works works;
    guint pages, come;
} Reading;

static void complain(Reading *reading, const char *sentence)
{
    g_ptr_array_add(reading->report->complaints, g_strdup(sentence));
}

/* --- what is handed out ----------------------------------------------------------------------- */

static void batch_begin(Reading *reading, Work *work)
{
    work->batch = batch_new(work->original->name, work->original->sha256);
    work->batch->roster = reading->crew->roster;
    work->batch->lessons = reading->crew->lessons;
    work->batch->labels = reading->crew->labels;
    work->batch->settings = office_settings(reading->office);
    g_ptr_array_set_size(work->batch->pages, work->original->page_count);
}

/* Gives the job to a reader. `*fault` is what the original itself refuses: the others go on. */
static gboolean job_give(Reading *reading, Job *job, GError **fault, GError **error)
{
    const Original *original = job->work->original;
    const char *verb = READER_READ;
    if (job->page == 0)
        verb = READER_LOOK;
    else if (job->tries >= TRIES)
        verb = READER_SHOW;
    int rotation;
    if (!catalogue_page_rotation(office_catalogue(reading->office), original->id, job->page,
                                 &rotation, error))
        return FALSE;
    int fd = vault_open(reading->office, original, fault);
    if (fd < 0)
        return vault_is_there(reading->office, error);
    GVariant *request = g_variant_new(READER_REQUEST_TYPE, verb, original->name, original->sha256,
                                      (guint32)job->page, (gint32)rotation);
    job->given_us = g_get_monotonic_time();
    gboolean given = workers_give(reading->crew->readers, request, fd, job, error);
    close(fd);
    return given;
}

/* --- what has come ---------------------------------------------------------------------------- */

static gboolean work_reject(Reading *reading, Work *work, const char *code, const char *sentence,
                            GError **error)
{
    work->ended = TRUE;
    reading->report->rejected++;
    g_autofree char *whole =
        g_strdup_printf("%s It was rejected and lies in the folder 'rejected'.", sentence);
    complain(reading, whole);
    return rejected_show(reading->office, work->original, whole, error) &&
           catalogue_reject_original(office_catalogue(reading->office), work->original, code, whole,
                                     error);
}

static gboolean work_reject_as_damaged(Reading *reading, Work *work, const char *what,
                                       GError **error)
{
    g_autofree char *sentence = g_strdup_printf("%s %s", work->original->name, what);
    return work_reject(reading, work, "damaged-file", sentence, error);
}

/* The world kept it from being read: that is no fault of the file, nor of the others. */
static gboolean work_leave(Reading *reading, Work *work, const char *sentence, GError **error)
{
    work->ended = TRUE;
    gboolean noted = setback_note(reading->office, work->original,
                                  work->batch != NULL ? work->batch->pages : NULL, sentence,
                                  reading->stamp, reading->report, error);
    g_clear_pointer(&work->batch, batch_free);
    return noted;
}

static gboolean work_file(Reading *reading, Work *work, GError **error)
{
    Batch *batch = work->batch;
    g_autoptr(GError) cause = NULL;
    work->ended = TRUE;
    if (!runner_batch(reading->crew->runner, batch, ~0u, &cause))
        return work_leave(reading, work, cause->message, error);
    if (!catalogue_commit_batch(office_catalogue(reading->office), work->original, batch,
                                reading->stamp, error))
        return FALSE;
    for (guint i = 0; i < batch->documents->len; i++)
        report_document(reading->report, batch->documents->pdata[i]);
    rejected_clear(reading->office, work->original);
    g_clear_pointer(&work->batch, batch_free);
    return TRUE;
}

static guint pages_most(const Reading *reading)
{
    return (guint)settings_number(office_settings(reading->office), SETTING_MAX_PAGES);
}

static gboolean page_come(Reading *reading, Job *job, Page *page, GError **error)
{
    Work *work = job->work;
    work->batch->pages->pdata[job->page - 1] = page;
    work->come++;
    reading->report->pages++;
    reading->watch->progress(reading->watch->data, "Reading", "pages", ++reading->come,
                             reading->pages);
    return work->come < work->original->page_count || work_file(reading, work, error);
}

/* Stores the page's image. The error is the disk's, unless FATE_INPUT: then it is no such image. */
static gboolean image_store(Reading *reading, const Page *page, int fd, GError **error)
{
    if (page->filed.format == IMAGE_NONE)
        return TRUE;
    g_autoptr(GBytes) image = memfd_map(fd, READER_IMAGE_BYTES_MAX, error);
    return image != NULL && pages_store(reading->office, &page->filed, image, error);
}

static gboolean page_give_up(Reading *reading, Job *job, const char *why, GError **error)
{
    Page *page = page_new(job->page);
    page->kind = PAGE_UNREADABLE;
    page_note(page, "load", "%s", why);
    return page_come(reading, job, page, error);
}

/* A job that ended its reader: once more, then only the image, then a page without one. */
static gboolean job_failed(Reading *reading, Job *job, const char *how, GError **error)
{
    job->tries++;
    job->work->wasted_us += g_get_monotonic_time() - job->given_us;
    works_postpone(&reading->works, job->work);
    if (job->page == 0 && job->tries >= TRIES)
        return work_reject_as_damaged(reading, job->work,
                                      "ended its reader twice: something in it is wrong.", error);
    if (job->tries <= TRIES) {
        works_again(&reading->works, job);
        return TRUE;
    }
    g_autofree char *why =
        g_strdup_printf("The page could not even be decoded: its reader %s.", how);
    return page_give_up(reading, job, why, error);
}

/* Where memory is short, a page made for it ends its reader each time: in the last try it is the
 * page's fault. */
static gboolean job_killed(Reading *reading, Job *job, GError **error)
{
    if (setback_is_last(reading->office, job->work->original))
        return job_failed(reading, job, "was ended by the system", error);
    return work_leave(reading, job->work,
                      "Its reader was ended by the system, which does so when memory is short.",
                      error);
}

static gboolean nonsense_come(Reading *reading, Job *job, const Answer *answer, GError **error)
{
    workers_replace(reading->crew->readers, answer);
    return job_failed(reading, job, "answered nonsense", error);
}

/* What cannot be read may lack memory alone: it is tried once more, and an original's pages by a
 * reader that has used none yet. */
static gboolean is_tried_again(Reading *reading, Job *job, const Answer *answer)
{
    if (job->tries > 0)
        return FALSE;
    job->tries++;
    works_again(&reading->works, job);
    if (job->page > 0 && !job->work->doubted) {
        workers_replace(reading->crew->readers, answer);
        job->work->doubted = TRUE;
    }
    return TRUE;
}

static gboolean look_come(Reading *reading, Job *job, const Answer *answer, GError **error)
{
    Work *work = job->work;
    const char *reason;
    g_autofree char *sentence = NULL;
    guint pages = 0;
    switch (reply_look(answer->answer, pages_most(reading), &pages, &reason, &sentence)) {
    case REPLY_DONE:
        work->looked = TRUE;
        work->original->page_count = pages;
        reading->pages += pages;
        return TRUE;
    case REPLY_REFUSED:
        return is_tried_again(reading, job, answer) ||
               work_reject(reading, work, reason, sentence, error);
    case REPLY_LATER:
        return work_leave(reading, work, sentence, error);
    case REPLY_NONSENSE:
        return nonsense_come(reading, job, answer, error);
    }
    g_return_val_if_reached(FALSE);
}

/* A page whose image is stored, or is not what it is said to be. */
static gboolean page_read(Reading *reading, Job *job, const Answer *answer, Page *page,
                          GError **error)
{
    g_autoptr(Page) owned = page;
    g_autoptr(GError) cause = NULL;
    if (page->kind == PAGE_UNREADABLE && is_tried_again(reading, job, answer))
        return TRUE;
    if (!image_store(reading, page, answer->fd, &cause)) {
        if (g_error_matches(cause, FATE, FATE_INPUT))
            return nonsense_come(reading, job, answer, error);
        g_propagate_error(error, g_steal_pointer(&cause));
        return FALSE;
    }
    if (job->tries >= TRIES) {
        page->kind = PAGE_UNREADABLE;
        page_note(page, "recognise", "%s",
                  job->spared ? "Other pages of the file took the readers too much time; this one "
                                "is shown unread."
                              : "The page ended its reader twice; it is shown unread.");
    }
    return page_come(reading, job, g_steal_pointer(&owned), error);
}

static gboolean job_come(Reading *reading, Job *job, const Answer *answer, GError **error)
{
    if (job->work->ended)
        return TRUE; /* left because of another page */
    const char *how = answer->kind == ANSWER_LATE ? "took too long" : "ended unexpectedly";
    if (answer->kind == ANSWER_KILLED)
        return job_killed(reading, job, error);
    if (answer->kind != ANSWER_GIVEN)
        return job_failed(reading, job, how, error);
    if (job->page == 0)
        return look_come(reading, job, answer, error);
    Page *page = NULL;
    g_autoptr(GVariant) times = NULL;
    g_autofree char *sentence = NULL;
    switch (reply_page(answer->answer, job->page, answer->fd >= 0, &page, &times, &sentence)) {
    case REPLY_DONE:
        report_times(reading->report, times);
        return page_read(reading, job, answer, page, error);
    case REPLY_REFUSED:
        return job_failed(reading, job, "could not open its file again", error);
    case REPLY_LATER:
        return work_leave(reading, job->work, sentence, error);
    case REPLY_NONSENSE:
        return nonsense_come(reading, job, answer, error);
    }
    g_return_val_if_reached(FALSE);
}

/* --- the whole -------------------------------------------------------------------------------- */

static gboolean reading_open(Reading *reading, GError **error)
{
    Catalogue *catalogue = office_catalogue(reading->office);
    g_autoptr(GPtrArray) pending = catalogue_pending(catalogue, error);
    if (pending == NULL)
        return FALSE;
    g_ptr_array_set_free_func(pending, NULL);
    for (guint i = 0; i < pending->len; i++) {
        Original *original = pending->pdata[i];
        if (setback_is_over(original))
            works_add(&reading->works, original);
        else
            original_free(original);
    }
    return works_count(&reading->works) == 0 || crew_gather(reading->crew, error);
}

/* An original that has wasted its share is only shown; one that wastes the same over that is not
 * even tried on: somebody may have made it so that all others wait. TRUE: nothing is left to do. */
static gboolean job_spare(Reading *reading, Job *job)
{
    const Settings *settings = office_settings(reading->office);
    double share_us =
        WASTED_PAGES * settings_number(settings, SETTING_PAGE_TIMEOUT_S) * G_TIME_SPAN_SECOND;
    job->spared = job->page > 0 && job->tries < TRIES && job->work->wasted_us >= share_us;
    if (job->spared)
        job->tries = TRIES;
    return job->page > 0 && job->work->wasted_us >= 2 * share_us;
}

static gboolean job_hand(Reading *reading, Job *job, GError **error)
{
    g_autoptr(GError) fault = NULL;
    Work *work = job->work;
    if (job->page > 0 && work->batch == NULL)
        batch_begin(reading, work);
    if (job_spare(reading, job)) {
        gboolean done = page_give_up(reading, job,
                                     "The page was not tried: others of the file took the readers "
                                     "too much time.",
                                     error);
        g_free(job);
        return done;
    }
    gboolean given = job_give(reading, job, &fault, error);
    if (!given || fault != NULL)
        g_free(job);
    if (given && fault != NULL)
        return work_leave(reading, work, fault->message, error);
    return given;
}

static gboolean reading_loop(Reading *reading, GError **error)
{
    while (works_count(&reading->works) > 0) {
        Job *job;
        ClerkPace pace;
        while ((pace = clerk_pace(reading->watch)) != CLERK_STOPS &&
               workers_idle(reading->crew->readers) &&
               (job = works_next(&reading->works, pace == CLERK_GOES_ON)) != NULL) {
            if (!job_hand(reading, job, error))
                return FALSE;
        }
        if (!workers_busy(reading->crew->readers))
            return TRUE;
        Answer answer;
        if (!workers_wait(reading->crew->readers, &answer, error))
            return FALSE;
        gboolean done = job_come(reading, answer.job, &answer, error);
        g_free(answer.job);
        answer_clear(&answer);
        if (!done)
            return FALSE;
    }
    return TRUE;
}

gboolean reading_run(Crew *crew, const ClerkWatch *watch, RunReport *report, GError **error)
{
    Reading reading = {.office = crew->office, .crew = crew, .watch = watch, .report = report};
    reading.stamp = runner_stamp();
    works_open(&reading.works);

    gint64 began_us = g_get_monotonic_time();
    gboolean done = reading_open(&reading, error) && reading_loop(&reading, error);
    report->reading_seconds = (g_get_monotonic_time() - began_us) / (double)G_TIME_SPAN_SECOND;
    if (crew->runner != NULL) {
        g_autoptr(GVariant) times = g_variant_ref_sink(runner_take_times(crew->runner));
        report_times(report, times);
    }
    if (crew->readers != NULL)
        report_lacking(report, workers_lacking(crew->readers));
    if (!done) /* jobs may still be out */
        crew_dismiss(crew);
    works_close(&reading.works);
    g_free(reading.stamp);
    return done;
}
