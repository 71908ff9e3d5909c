/* serial_teams.c - lets Tesseract's teams of threads be this thread alone.
 *
 * Does: stands in for the four entries of GCC's OpenMP library that Tesseract calls. It asks for a
 *       team at every step of its network, some thousands of times for a line of print; a team of
 *       one still wakes those who might wait for it, by a call of the kernel each time.
 * Source: "The libgomp ABI" in the manual of GNU's Offloading and Multi Processing Runtime Library.
 * Does not: replace OMP_THREAD_LIMIT, which holds where a linker does not put these first. */
#include "serial_teams.h"

#include <dlfcn.h>

void GOMP_parallel(void (*work)(gpointer), gpointer data, guint threads, guint flags);
void GOMP_parallel_sections(void (*work)(gpointer), gpointer data, guint threads, guint count,
                            guint flags);
guint GOMP_sections_next(void);
void GOMP_sections_end_nowait(void);

/* The sections of the construct at work: numbered from 1, begun one after the other. */
static _Thread_local guint begun, sections;

void GOMP_parallel(void (*work)(gpointer), gpointer data, G_GNUC_UNUSED guint threads,
                   G_GNUC_UNUSED guint flags)
{
    work(data);
}

void GOMP_parallel_sections(void (*work)(gpointer), gpointer data, G_GNUC_UNUSED guint threads,
                            guint count, G_GNUC_UNUSED guint flags)
{
    guint outer_begun = begun, outer_sections = sections;
    begun = 0;
    sections = count;
    work(data);
    begun = outer_begun;
    sections = outer_sections;
}

guint GOMP_sections_next(void)
{
    return begun < sections ? ++begun : 0;
}

void GOMP_sections_end_nowait(void)
{
}

gboolean serial_teams_hold(void)
{
    return dlsym(RTLD_DEFAULT, "GOMP_parallel") == (gpointer)GOMP_parallel;
}
