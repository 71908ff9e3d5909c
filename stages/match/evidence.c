/* evidence.c - what a document's print says for and against one patient, identifier by identifier.
 *
 * Does: turn likenesses into verdicts and weights, and into sentences. Does not: choose a patient.
 */
#include "evidence.h"

#include "weights.h"

#include <string.h>

const double evidence_sure = 0.85;
const double evidence_damaged = 0.60;

/* --- verdicts -------------------------------------------------------------------------------- */

static gboolean is_damaged(const Field *field)
{
    return field->confidence < evidence_damaged;
}

/* A near miss is a doubt when print may have caused it: an unsure reading of a digit that OCR
 * confuses, or one where the recogniser weighed the chart's digit as well. Else somebody wrote
 * another value. */
static gboolean is_misreading(const Printed *printed, const Field *field,
                              const Difference *difference)
{
    if (difference->confusable && field->confidence < evidence_sure)
        return TRUE;
    if (difference->printed != '\0' &&
        printed_weighed(printed, field, difference->printed, difference->chart))
        return TRUE;
    return is_damaged(field);
}

static Verdict number_verdict(Likeness like, gboolean misreading, Verdict other)
{
    switch (like) {
    case LIKE_EQUAL:
    case LIKE_VARIANT:
        return VERDICT_AGREES;
    case LIKE_NEAR:
        return misreading ? VERDICT_DOUBTFUL : other;
    case LIKE_OTHER:
        return other;
    case LIKE_WEAK:
    case LIKE_UNKNOWN:
        break;
    }
    return VERDICT_SILENT;
}

static gboolean is_same(Likeness like)
{
    return like == LIKE_EQUAL || like == LIKE_VARIANT;
}

/* A first name that nobody would take for the chart's is another person of the family, unless the
 * print is so bad that something of it still shows. */
static Verdict other_first_verdict(const FoldedName *printed, const FoldedName *chart,
                                   const Field *field)
{
    gboolean ruin =
        is_damaged(field) && name_similarity(printed->first_joined, chart->first_joined) > 0.75;
    return ruin ? VERDICT_DOUBTFUL : VERDICT_CONTRADICTS;
}

/* TRUE when the damaged name may as well have been another one that people have: "Marle" is Marie
 * before it is Maria. */
static gboolean is_nearer_another(const char *printed, const char *chart, const Roster *roster,
                                  const Nicknames *nicknames)
{
    g_autoptr(GPtrArray) variants = g_ptr_array_new_with_free_func(g_free);
    ocr_variants(printed, variants);
    for (guint i = 0; i < variants->len; i++) {
        const char *name = g_ptr_array_index(variants, i);
        if (strcmp(name, chart) != 0 &&
            (roster_has_first_name(roster, name) || nicknames_has(nicknames, name)))
            return TRUE;
    }
    return FALSE;
}

/* A damaged first name agrees only when it is no name at all: "Eiizabeth" is nobody else, but Jean
 * may be Joan's twin. */
static gboolean is_first_misread(const NameLikeness *like, const FoldedName *printed,
                                 const FoldedName *chart, const Field *field, const Roster *roster,
                                 const Nicknames *nicknames)
{
    return field->confidence < evidence_sure && like->first == LIKE_NEAR && like->confusable &&
           like->last == LIKE_EQUAL && !roster_has_first_name(roster, printed->first) &&
           !nicknames_has(nicknames, printed->first) &&
           !is_nearer_another(printed->first, chart->first, roster, nicknames);
}

static Verdict name_verdict(const NameLikeness *like, const FoldedName *printed,
                            const FoldedName *chart, const Field *field)
{
    if (like->last == LIKE_UNKNOWN && like->first == LIKE_UNKNOWN)
        return VERDICT_SILENT;
    if (like->suffix == LIKE_OTHER && like->last != LIKE_OTHER)
        return VERDICT_CONTRADICTS;
    if (like->first == LIKE_OTHER)
        return like->last == LIKE_OTHER ? VERDICT_CONTRADICTS
                                        : other_first_verdict(printed, chart, field);
    if (like->last == LIKE_OTHER) /* a surname changes, with all else the same */
        return is_same(like->first) && like->middle != LIKE_OTHER ? VERDICT_DOUBTFUL
                                                                  : VERDICT_CONTRADICTS;
    if (!is_same(like->first) || like->middle == LIKE_OTHER || like->last == LIKE_UNKNOWN)
        return VERDICT_DOUBTFUL;
    if (like->last != LIKE_NEAR)
        return VERDICT_AGREES;
    return like->confusable || field->confidence < evidence_sure ? VERDICT_AGREES
                                                                 : VERDICT_DOUBTFUL;
}

static FoldedName *folded_name_of(const Patient *patient)
{
    return folded_name_new(patient->last, patient->first, patient->middle, patient->suffix);
}

/* --- findings -------------------------------------------------------------------------------- */

/* A name that a person has accepted for this patient is the patient's own: no more than that. What
 * else is printed must agree as with any name. */
static Finding alias_find(const Field *field, const FoldedName *printed, const Roster *roster)
{
    Finding finding = {
        .field = field, .like = LIKE_EQUAL, .verdict = VERDICT_AGREES, .alias = TRUE};
    finding.name = (NameLikeness){.last = LIKE_EQUAL, .first = LIKE_EQUAL};
    finding.weight =
        weight_of_name(&finding.name, roster_last_name_share(roster, printed->last),
                       roster_first_name_share(roster, printed->first), field->confidence);
    return finding;
}

static Finding name_find(const Printed *printed, guint index, const Patient *patient,
                         const FoldedName *chart, const Roster *roster, const Nicknames *nicknames)
{
    const Field *field = g_ptr_array_index(printed->fields[IDENTIFIER_NAME], index);
    const FoldedName *name = g_ptr_array_index(printed->names, index);
    Finding finding = {.field = field, .name = name_compare(name, chart, nicknames)};
    finding.like = finding.name.last;
    finding.verdict = name_verdict(&finding.name, name, chart, field);
    if (finding.verdict == VERDICT_DOUBTFUL && finding.name.middle != LIKE_OTHER &&
        is_first_misread(&finding.name, name, chart, field, roster, nicknames))
        finding.verdict = VERDICT_AGREES;
    if (finding.verdict != VERDICT_AGREES && roster_has_alias(roster, patient->id, field->value))
        return alias_find(field, name, roster);
    finding.weight =
        weight_of_name(&finding.name, roster_last_name_share(roster, patient->last),
                       roster_first_name_share(roster, patient->first), field->confidence);
    return finding;
}

static Finding value_find(const Printed *printed, Identifier identifier, const Field *field,
                          const Patient *patient)
{
    Finding finding = {.field = field};
    Difference difference = {0};
    Verdict other = VERDICT_CONTRADICTS;
    switch (identifier) {
    case IDENTIFIER_BIRTH:
        finding.like = date_compare(field->value, patient->date_of_birth, &difference);
        finding.weight = weight_of_birth(finding.like, field->confidence);
        break;
    case IDENTIFIER_MRN:
        finding.like = number_compare(field->value, patient->mrn, &difference);
        finding.weight = weight_of_mrn(finding.like, field->confidence);
        break;
    case IDENTIFIER_PHONE:
        finding.like = phone_compare(field->value, patient->phone, &difference);
        finding.weight = weight_of_phone(finding.like, field->confidence);
        other = VERDICT_DIFFERS;
        break;
    case IDENTIFIER_MEMBER:
        finding.like = number_compare(field->value, patient->member_id, &difference);
        finding.weight = weight_of_member(finding.like, field->confidence);
        other = VERDICT_DIFFERS;
        break;
    default:
        finding.like = *patient->sex == '\0'                     ? LIKE_UNKNOWN
                       : strcmp(field->value, patient->sex) == 0 ? LIKE_EQUAL
                                                                 : LIKE_OTHER;
        finding.weight = weight_of_sex(finding.like, field->confidence);
        /* A cross between two boxes is easily read into the wrong one. */
        if (is_damaged(field))
            other = VERDICT_DIFFERS;
    }
    finding.misread = finding.like == LIKE_NEAR && is_misreading(printed, field, &difference);
    finding.verdict = number_verdict(finding.like, finding.misread, other);
    finding.confusable = difference.confusable;
    return finding;
}

/* A value that nearly agrees, while another place agrees, was read badly there when OCR explains it
 * or the other was read as surely. A surname of somebody else beside the chart's own is no new
 * surname but another person. */
static void page_reconsider(Finding *finding, const Finding *best)
{
    if (best->verdict != VERDICT_AGREES)
        return;
    if (finding->verdict == VERDICT_CONTRADICTS && finding->like == LIKE_NEAR &&
        (finding->confusable || best->field->confidence >= finding->field->confidence))
        finding->verdict = VERDICT_DOUBTFUL;
    gboolean is_name = strcmp(finding->field->name, identifier_field(IDENTIFIER_NAME)) == 0;
    if (is_name && finding->verdict == VERDICT_DOUBTFUL && finding->like == LIKE_OTHER &&
        finding->name.first != LIKE_OTHER)
        finding->verdict = VERDICT_CONTRADICTS;
}

/* The best of several values counts, but one that contradicts is never outvoted. */
static Finding findings_join(Finding *findings, guint count)
{
    Finding best = {.verdict = VERDICT_SILENT}, worst = best;
    for (guint i = 0; i < count; i++)
        if (best.field == NULL || findings[i].verdict < best.verdict ||
            (findings[i].verdict == best.verdict && findings[i].weight > best.weight))
            best = findings[i];
    for (guint i = 0; i < count; i++) {
        page_reconsider(&findings[i], &best);
        if (findings[i].verdict == VERDICT_CONTRADICTS && worst.field == NULL)
            worst = findings[i];
    }
    if (worst.field == NULL || best.verdict == VERDICT_CONTRADICTS)
        return best;
    worst.weight += MAX(best.weight, 0);
    worst.elsewhere = best.verdict == VERDICT_AGREES;
    return worst;
}

static Finding identifier_find(const Printed *printed, Identifier identifier, guint index,
                               const Patient *patient, const FoldedName *chart,
                               const Roster *roster, const Nicknames *nicknames)
{
    if (identifier == IDENTIFIER_NAME)
        return name_find(printed, index, patient, chart, roster, nicknames);
    return value_find(printed, identifier, g_ptr_array_index(printed->fields[identifier], index),
                      patient);
}

Finding evidence_find(const Printed *printed, Identifier identifier, guint index,
                      const Patient *patient, const Roster *roster, const Nicknames *nicknames)
{
    g_autoptr(FoldedName) chart = folded_name_of(patient);
    return identifier_find(printed, identifier, index, patient, chart, roster, nicknames);
}

Comparison evidence_compare(const Printed *printed, const Patient *patient, const Roster *roster,
                            const Nicknames *nicknames)
{
    Comparison comparison = {0};
    g_autoptr(FoldedName) chart = folded_name_of(patient);
    g_autoptr(GArray) findings = g_array_new(FALSE, TRUE, sizeof(Finding));
    for (guint which = 0; which < IDENTIFIER_COUNT; which++) {
        g_array_set_size(findings, 0);
        for (guint i = 0; i < printed->fields[which]->len; i++) {
            Finding finding = identifier_find(printed, which, i, patient, chart, roster, nicknames);
            if (finding.verdict != VERDICT_SILENT)
                g_array_append_val(findings, finding);
        }
        Finding joined = findings_join((Finding *)(void *)findings->data, findings->len);
        /* A number that two charts carry tells nothing of either. */
        if (which == IDENTIFIER_MRN && joined.verdict == VERDICT_AGREES &&
            roster_mrn_shared(roster, patient->mrn))
            joined = (Finding){.verdict = VERDICT_SILENT};
        comparison.findings[which] = joined;
        comparison.weight += joined.weight;
    }
    return comparison;
}

/* --- sentences ------------------------------------------------------------------------------- */

static char *name_sentence(const Finding *finding, const Patient *patient)
{
    g_autofree char *chart = patient_name(patient);
    const char *printed = finding->field->value;
    const NameLikeness *like = &finding->name;
    const char *how = "name differs";
    if (finding->alias)
        return g_strdup_printf("name agrees with one that a person has accepted for this patient: "
                               "%s, the chart has %s",
                               printed, chart);
    if (finding->verdict == VERDICT_AGREES && like->last == LIKE_EQUAL && like->first == LIKE_EQUAL)
        return g_strdup_printf("name agrees: %s", printed);
    if (like->suffix == LIKE_OTHER && like->last != LIKE_OTHER && like->first != LIKE_OTHER)
        how = "name agrees but for Sr, Jr or the like";
    else if (like->first == LIKE_OTHER && like->last != LIKE_OTHER)
        how = "same surname, another first name";
    else if (like->last == LIKE_OTHER && like->first != LIKE_OTHER)
        how = "same first name, another surname";
    else if (like->middle == LIKE_OTHER && like->first != LIKE_OTHER)
        how = "name agrees but for the middle name";
    else if (like->last == LIKE_NEAR || like->first == LIKE_NEAR)
        how = "name nearly agrees";
    else if (like->first == LIKE_WEAK)
        how = "name agrees as far as it is printed";
    else if (finding->verdict == VERDICT_AGREES)
        how = "name agrees in another form";
    return g_strdup_printf("%s: %s, the chart has %s", how, printed, chart);
}

static char *value_sentence(const char *what, const Finding *finding, const char *chart)
{
    const char *printed = finding->field->value;
    const char *how = finding->verdict == VERDICT_CONTRADICTS || finding->verdict == VERDICT_DIFFERS
                          ? "differs"
                          : "nearly agrees";
    if (finding->like == LIKE_EQUAL)
        return g_strdup_printf("%s agrees: %s", what, printed);
    if (finding->verdict == VERDICT_AGREES)
        return g_strdup_printf("%s agrees as far as OCR tells: %s, the chart has %s", what, printed,
                               chart);
    if (finding->like == LIKE_NEAR)
        how = finding->verdict == VERDICT_DOUBTFUL ? "was read unsurely and differs in one place"
                                                   : "differs in one place";
    return g_strdup_printf("%s %s: %s, the chart has %s", what, how, printed, chart);
}

static char *sentence_of(Identifier identifier, const Finding *finding, const Patient *patient)
{
    switch (identifier) {
    case IDENTIFIER_NAME:
        return name_sentence(finding, patient);
    case IDENTIFIER_BIRTH:
        return value_sentence("birth date", finding, patient->date_of_birth);
    case IDENTIFIER_MRN:
        return value_sentence("MRN", finding, patient->mrn);
    case IDENTIFIER_PHONE:
        return value_sentence("phone", finding, patient->phone);
    case IDENTIFIER_MEMBER:
        return value_sentence("member id", finding, patient->member_id);
    default:
        return value_sentence("sex", finding, patient->sex);
    }
}

GPtrArray *evidence_list(const Comparison *comparison, const Patient *patient)
{
    GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
    for (guint which = 0; which < IDENTIFIER_COUNT; which++) {
        const Finding *finding = &comparison->findings[which];
        if (finding->verdict == VERDICT_SILENT)
            continue;
        g_autofree char *sentence = sentence_of(which, finding, patient);
        Evidence *evidence = evidence_new(identifier_field(which), finding->weight, "%s", sentence);
        evidence->source_page = finding->field->source_page;
        evidence->box = finding->field->box;
        g_ptr_array_add(list, evidence);
    }
    return list;
}
