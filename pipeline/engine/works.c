/* works.c - what is to be read, and in what order.
 *
 * Does: counts before pages, pages in their order, second tries last. Does not: hand anything to a
 * reader, or judge what comes back (reading.c). */
#include "works.h"

static void work_free(gpointer data)
{
    Work *work = data;
    original_free(work->original);
    batch_free(work->batch);
    g_free(work);
}

void works_open(Works *works)
{
    *works = (Works){.all = g_ptr_array_new_with_free_func(work_free)};
    g_queue_init(&works->again);
}

void works_close(Works *works)
{
    g_queue_clear_full(&works->again, g_free);
    g_clear_pointer(&works->all, g_ptr_array_unref);
}

void works_add(Works *works, Original *original)
{
    Work *work = g_new0(Work, 1);
    work->original = original;
    g_ptr_array_add(works->all, work);
}

guint works_count(const Works *works)
{
    return works->all->len;
}

static Job *job_new(Work *work, guint page, guint tries)
{
    Job *job = g_new0(Job, 1);
    job->work = work;
    job->page = page;
    job->tries = tries;
    return job;
}

static Job *next_fresh(Works *works, gboolean begin)
{
    while (works->looked < works->all->len) {
        Work *work = works->all->pdata[works->looked++];
        if (!work->looked)
            return job_new(work, 0, 0);
    }
    while (works->reading < works->all->len) {
        Work *work = works->all->pdata[works->reading];
        if (!work->ended && (!work->looked || (work->asked == 0 && !begin)))
            return NULL; /* its count is still out */
        if (!work->ended && work->asked < work->original->page_count)
            return job_new(work, ++work->asked, 0);
        works->reading++;
    }
    return NULL;
}

Job *works_next(Works *works, gboolean begin)
{
    Job *job = next_fresh(works, begin);
    while (job == NULL && (job = g_queue_pop_head(&works->again)) != NULL && job->work->ended)
        g_clear_pointer(&job, g_free);
    return job;
}

void works_again(Works *works, const Job *job)
{
    g_queue_push_tail(&works->again, job_new(job->work, job->page, job->tries));
}

void works_postpone(Works *works, Work *work)
{
    guint index;
    if (work->asked == 0 || work->asked == work->original->page_count ||
        !g_ptr_array_find(works->all, work, &index))
        return;
    g_ptr_array_steal_index(works->all, index);
    g_ptr_array_add(works->all, work);
    works->looked--;
    if (index < works->reading)
        works->reading--;
}
