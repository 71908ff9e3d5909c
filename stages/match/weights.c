/* weights.c - what an agreement or a difference is worth, and what all of them make together.
 *
 * Does: log2 likelihood ratios by level, and posterior probabilities. Does not: compare or decide.
 */
#include "weights.h"

#include <math.h>

/* How often each level is seen with the right patient (m) and with another (u), for a value that
 * was read surely. u of names comes from their frequency, times `near` for the wider levels. */
typedef struct {
    double m, u;
} Odds;

static const double birth_days = 25000;   /* birth dates that occur: 70 years */
static const double stranger_share = 0.1; /* of documents belong to nobody on the roster */
static const double log_zero = -40;

/* A value that was read badly differs from the chart more often for that reason alone. */
static double weight(Odds odds, Likeness like, double confidence)
{
    double m = odds.m;
    if (like == LIKE_NEAR)
        m += 0.10 * (1 - confidence);
    else if (like == LIKE_OTHER)
        m += 0.30 * (1 - confidence);
    return log2(m / MIN(odds.u, 1));
}

static double weight_of_last(Likeness like, double share, double confidence)
{
    switch (like) {
    case LIKE_EQUAL:
        return weight((Odds){0.90, share}, like, confidence);
    case LIKE_VARIANT:
    case LIKE_WEAK:
        return weight((Odds){0.04, 3 * share}, like, confidence);
    case LIKE_NEAR:
        return weight((Odds){0.04, 8 * share}, like, confidence);
    case LIKE_OTHER:
        return weight((Odds){0.02, 0.99}, like, confidence);
    case LIKE_UNKNOWN:
        break;
    }
    return 0;
}

static double weight_of_first(Likeness like, double share, double confidence)
{
    switch (like) {
    case LIKE_EQUAL:
        return weight((Odds){0.85, share}, like, confidence);
    case LIKE_VARIANT:
        return weight((Odds){0.08, 2 * share}, like, confidence);
    case LIKE_WEAK:
        return weight((Odds){0.03, 0.08}, like, confidence);
    case LIKE_NEAR:
        return weight((Odds){0.04, 8 * share}, like, confidence);
    case LIKE_OTHER:
        return weight((Odds){0.01, 0.98}, like, confidence);
    case LIKE_UNKNOWN:
        break;
    }
    return 0;
}

static double weight_of_middle(Likeness like, double confidence)
{
    switch (like) {
    case LIKE_EQUAL:
        return 4;
    case LIKE_VARIANT:
    case LIKE_WEAK:
        return 3;
    case LIKE_OTHER:
        return weight((Odds){0.05, 0.92}, like, confidence);
    case LIKE_NEAR:
    case LIKE_UNKNOWN:
        break;
    }
    return 0;
}

static double weight_of_suffix(Likeness like, double confidence)
{
    if (like == LIKE_EQUAL || like == LIKE_VARIANT)
        return 4;
    return like == LIKE_OTHER ? weight((Odds){0.02, 0.60}, like, confidence) : 0;
}

double weight_of_name(const NameLikeness *like, double last_share, double first_share,
                      double confidence)
{
    return weight_of_last(like->last, last_share, confidence) +
           weight_of_first(like->first, first_share, confidence) +
           weight_of_middle(like->middle, confidence) + weight_of_suffix(like->suffix, confidence);
}

double weight_of_birth(Likeness like, double confidence)
{
    switch (like) {
    case LIKE_EQUAL:
    case LIKE_VARIANT:
        return weight((Odds){0.95, 1 / birth_days}, like, confidence);
    case LIKE_NEAR: /* some seventy dates lie one digit off */
        return weight((Odds){0.03, 70 / birth_days}, like, confidence);
    case LIKE_OTHER:
        return weight((Odds){0.01, 1}, like, confidence);
    case LIKE_WEAK:
    case LIKE_UNKNOWN:
        break;
    }
    return 0;
}

double weight_of_mrn(Likeness like, double confidence)
{
    switch (like) {
    case LIKE_EQUAL:
    case LIKE_VARIANT: /* another's number stands there by mistake once in a hundred thousand */
        return weight((Odds){0.93, 1e-5}, like, confidence);
    case LIKE_NEAR:
        return weight((Odds){0.04, 2e-4}, like, confidence);
    case LIKE_OTHER: /* a sender's own number is as likely as an error */
        return weight((Odds){0.03, 1}, like, confidence);
    case LIKE_WEAK:
    case LIKE_UNKNOWN:
        break;
    }
    return 0;
}

double weight_of_phone(Likeness like, double confidence)
{
    switch (like) {
    case LIKE_EQUAL: /* a household shares one */
        return weight((Odds){0.60, 4e-4}, like, confidence);
    case LIKE_NEAR:
        return weight((Odds){0.03, 1e-3}, like, confidence);
    case LIKE_OTHER:
        return weight((Odds){0.35, 1}, like, confidence);
    default:
        return 0;
    }
}

double weight_of_member(Likeness like, double confidence)
{
    switch (like) {
    case LIKE_EQUAL:
    case LIKE_VARIANT: /* a family shares one */
        return weight((Odds){0.80, 3e-4}, like, confidence);
    case LIKE_NEAR:
        return weight((Odds){0.04, 5e-4}, like, confidence);
    case LIKE_OTHER:
        return weight((Odds){0.15, 1}, like, confidence);
    default:
        return 0;
    }
}

double weight_of_sex(Likeness like, double confidence)
{
    if (like == LIKE_EQUAL)
        return weight((Odds){0.98, 0.5}, like, confidence);
    return like == LIKE_OTHER ? weight((Odds){0.01, 0.5}, like, confidence) : 0;
}

void weights_to_scores(double *weights, guint count, guint size)
{
    /* Relative to the largest term, so that nothing overflows. */
    double prior = log2((1 - stranger_share) / MAX(size, 1)), stranger = log2(stranger_share);
    double largest = stranger;
    for (guint i = 0; i < count; i++)
        largest = MAX(largest, weights[i] + prior);
    double sum = exp2(stranger - largest);
    for (guint i = 0; i < count; i++)
        sum += exp2(MAX(weights[i] + prior - largest, log_zero));
    for (guint i = 0; i < count; i++)
        weights[i] = exp2(MAX(weights[i] + prior - largest, log_zero)) / sum;
}
