/* weights.h - what an agreement or a difference is worth: log2 of its likelihood ratio. Private.
 *
 * Fellegi and Sunter 1969: log2(m/u), where m is how often it is seen between a document and its
 * own patient, u how often between a document and somebody else. Names weigh by their frequency
 * (Winkler 1989). */
#pragma once

#include "likeness.h"

/* Shares of the patients who have the chart's surname and first name. */
double weight_of_name(const NameLikeness *like, double last_share, double first_share,
                      double confidence);
double weight_of_birth(Likeness like, double confidence);
double weight_of_mrn(Likeness like, double confidence);
double weight_of_phone(Likeness like, double confidence);
double weight_of_member(Likeness like, double confidence);
double weight_of_sex(Likeness like, double confidence);

/* Turns the weights of all candidates into probabilities, in place, given that a share of the
 * documents belongs to nobody on the roster of `size` patients. */
void weights_to_scores(double *weights, guint count, guint size);
