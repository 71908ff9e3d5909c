/* patch.c - tells a scanner's patch code by the widths of its four bars.
 *
 * Reads: a profile across the bars. Does not: know pixels. */
#include "seek.h"

enum {
    RUNS = 7, /* four bars and the spaces between them */
    MIDDLE = 128,
};

/* Inches, with what print, scanner and fax do to them. */
static const double NARROW_LEAST = 0.05, NARROW_MOST = 0.12, WIDE_LEAST = 0.16, WIDE_MOST = 0.25;

/* Lengths of the dark and light stretches from the first dark pixel to the last, dark ones first.
 * At most one more than a patch has. */
static guint runs_find(const GArray *profile, guint runs[RUNS + 1])
{
    guint count = 0, last_dark = 0;
    gboolean dark = FALSE;
    for (guint at = 0; at < profile->len; at++) {
        gboolean is_dark = g_array_index(profile, guint8, at) < MIDDLE;
        if (is_dark != dark && (is_dark || count > 0)) {
            if (count > RUNS)
                return count;
            runs[count++] = 0;
        }
        dark = is_dark;
        if (count > 0)
            runs[count - 1]++;
        if (is_dark)
            last_dark = count;
    }
    return last_dark;
}

gboolean patch_read(const GArray *profile, int dpi)
{
    guint runs[RUNS + 1];
    if (runs_find(profile, runs) != RUNS)
        return FALSE;
    gboolean wide[RUNS];
    for (guint i = 0; i < RUNS; i++) {
        double inches = (double)runs[i] / dpi;
        wide[i] = inches >= WIDE_LEAST && inches <= WIDE_MOST;
        if (!wide[i] && (inches < NARROW_LEAST || inches > NARROW_MOST))
            return FALSE;
    }
    return !wide[1] && !wide[3] && !wide[5] && wide[0] != wide[2] && wide[2] != wide[4] &&
           wide[4] != wide[6];
}
