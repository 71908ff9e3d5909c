/* firewall.c - what keeps a page out of the wrong patient's chart, above any score.
 *
 * Does: demand two independent identifiers, hold what contradicts, name look-alikes. Reads: the
 * evidence and the roster. Does not: care how probable the patient is. */
#include "firewall.h"

#include <string.h>

/* A number that was read worse than this identifies nobody without another one. */
static const float alone_least = 0.4f;

/* --- two independent identifiers ---------------------------------------------------------------
 */

static Verdict verdict(const Comparison *comparison, Identifier identifier)
{
    return comparison->findings[identifier].verdict;
}

static gboolean agrees(const Comparison *comparison, Identifier identifier)
{
    return verdict(comparison, identifier) == VERDICT_AGREES;
}

static gboolean is_same(Likeness like)
{
    return like == LIKE_EQUAL || like == LIKE_VARIANT;
}

/* Identifiers besides the name that agree. */
static guint agreeing_numbers(const Comparison *comparison)
{
    guint count = 0;
    for (guint which = IDENTIFIER_BIRTH; which <= IDENTIFIER_MEMBER; which++)
        count += agrees(comparison, which);
    return count;
}

/* TRUE when what is printed agrees and was read well enough to prove it alone. */
static gboolean proves(const Comparison *comparison, Identifier identifier)
{
    return agrees(comparison, identifier) &&
           comparison->findings[identifier].field->confidence >= alone_least;
}

/* With the name: a birth date or a record number is a person's own. Phone and insurance are a
 * household's: they do not do for a Jr whose chart says nothing of it, nor where the chart lacks
 * the birth date that is printed. */
static gboolean second_identifies(const Comparison *comparison, const Printed *printed)
{
    guint own = agrees(comparison, IDENTIFIER_BIRTH) + agrees(comparison, IDENTIFIER_MRN);
    if ((own > 0 && agreeing_numbers(comparison) >= 2) || proves(comparison, IDENTIFIER_BIRTH) ||
        proves(comparison, IDENTIFIER_MRN))
        return TRUE;
    const Finding *name = &comparison->findings[IDENTIFIER_NAME];
    gboolean birth_unknown = verdict(comparison, IDENTIFIER_BIRTH) == VERDICT_SILENT &&
                             printed->fields[IDENTIFIER_BIRTH]->len > 0;
    return !name->name.suffix_missing && !birth_unknown &&
           (proves(comparison, IDENTIFIER_PHONE) || proves(comparison, IDENTIFIER_MEMBER));
}

static gboolean is_identified(const Comparison *comparison, const Printed *printed)
{
    const Finding *name = &comparison->findings[IDENTIFIER_NAME];
    if (proves(comparison, IDENTIFIER_NAME))
        return second_identifies(comparison, printed);
    if (name->verdict == VERDICT_CONTRADICTS)
        return FALSE;
    if (agrees(comparison, IDENTIFIER_BIRTH) && agrees(comparison, IDENTIFIER_MRN))
        return proves(comparison, IDENTIFIER_BIRTH) || proves(comparison, IDENTIFIER_MRN);
    /* A name that agrees but for a middle name or a damaged letter of the surname. */
    return name->verdict == VERDICT_DOUBTFUL && is_same(name->name.first) &&
           (is_same(name->name.last) || name->name.last == LIKE_NEAR) &&
           agrees(comparison, IDENTIFIER_BIRTH) && agreeing_numbers(comparison) >= 2;
}

/* "Smith, John; born 1952-03-14; MRN 00482913": what is printed, for sentences. */
static char *printed_words(const Printed *printed)
{
    static const char *const lead[] = {"", "born ", "MRN ", "phone ", "member id "};
    GString *words = g_string_new(NULL);
    for (guint which = 0; which < G_N_ELEMENTS(lead); which++) {
        if (printed->fields[which]->len == 0)
            continue;
        const Field *field = g_ptr_array_index(printed->fields[which], 0);
        g_string_append_printf(words, "%s%s%s", words->len > 0 ? "; " : "", lead[which],
                               field->value);
    }
    return g_string_free(words, FALSE);
}

void firewall_identifiers(const Proposal *proposal)
{
    const Comparison *comparison = &proposal->comparison;
    if (is_identified(comparison, proposal->printed))
        return;
    g_autofree char *printed = printed_words(proposal->printed);
    g_autofree char *name = patient_name(proposal->patient);
    if (agrees(comparison, IDENTIFIER_NAME) || agreeing_numbers(comparison) > 0)
        document_add_reason(proposal->document, "missing-identifiers",
                            "Of what is printed (%s) too little agrees surely with %s (MRN %s): a "
                            "name and one more identifier must. Compare and choose the patient.",
                            printed, name, proposal->patient->mrn);
    else
        document_add_reason(
            proposal->document, "no-patient-found",
            "Nobody on the roster fits what is printed (%s). Choose the patient, or "
            "add this person.",
            printed);
}

/* --- contradictions ----------------------------------------------------------------------------
 */

static const char *identifier_words(Identifier identifier)
{
    static const char *const words[] = {"name", "birth date", "MRN", "phone", "member id", "sex"};
    return words[identifier];
}

static char *chart_value(const Patient *patient, Identifier identifier)
{
    switch (identifier) {
    case IDENTIFIER_NAME:
        return patient_name(patient);
    case IDENTIFIER_BIRTH:
        return g_strdup(patient->date_of_birth);
    case IDENTIFIER_MRN:
        return g_strdup(patient->mrn);
    default:
        return g_strdup(patient->sex);
    }
}

static gboolean is_anothers(const Field *mrn, const Patient *patient, const Patient *other)
{
    Difference difference;
    return other != patient && other->active &&
           is_same(number_compare(mrn->value, other->mrn, &difference)) &&
           !is_same(number_compare(mrn->value, patient->mrn, &difference));
}

/* A record number that is another patient's is no misreading of ours, however near it is. */
static const Patient *mrn_owner(const Proposal *proposal, const Field *mrn)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(guint));
    roster_block(proposal->roster, NULL, NULL, NULL, mrn->value, NULL, NULL, found);
    for (guint i = 0; i < found->len; i++) {
        const Patient *other = roster_patient(proposal->roster, g_array_index(found, guint, i));
        if (is_anothers(mrn, proposal->patient, other))
            return other;
    }
    return NULL;
}

static gboolean mrn_is_anothers(const Proposal *proposal)
{
    const GPtrArray *mrns = proposal->printed->fields[IDENTIFIER_MRN];
    for (guint i = 0; i < mrns->len; i++) {
        const Field *mrn = g_ptr_array_index(mrns, i);
        const Patient *owner = mrn_owner(proposal, mrn);
        if (owner == NULL)
            continue;
        g_autofree char *name = patient_name(proposal->patient);
        g_autofree char *other = patient_name(owner);
        document_add_reason(proposal->document, "contradicting-identifiers",
                            "The MRN %s on page %u is that of %s, but the rest fits %s (MRN %s). "
                            "Find out whose the document is.",
                            mrn->value, mrn->source_page, other, name, proposal->patient->mrn);
        return TRUE;
    }
    return FALSE;
}

static const Patient *called_so(const Roster *roster, const FoldedName *name)
{
    g_autofree char *given = g_strdup_printf("%s %s", name->first, name->middle);
    const Patient *whole =
        *name->middle != '\0' ? roster_lookup_called(roster, name->last, given) : NULL;
    return whole != NULL ? whole : roster_lookup_called(roster, name->last, name->first);
}

/* A name that is, letter by letter, another patient's is no misreading of ours. */
static gboolean name_is_anothers(const Proposal *proposal)
{
    const Printed *printed = proposal->printed;
    for (guint i = 0; i < printed->names->len; i++) {
        const FoldedName *name = g_ptr_array_index(printed->names, i);
        const Patient *owner = called_so(proposal->roster, name);
        if (owner == NULL || owner == proposal->patient)
            continue;
        Finding finding = evidence_find(printed, IDENTIFIER_NAME, i, proposal->patient,
                                        proposal->roster, proposal->nicknames);
        if (finding.verdict != VERDICT_DOUBTFUL || is_same(finding.name.first))
            continue;
        g_autofree char *ours = patient_name(proposal->patient);
        g_autofree char *other = patient_name(owner);
        document_add_reason(proposal->document, "contradicting-identifiers",
                            "The name %s on page %u is that of %s (MRN %s), but the rest fits %s "
                            "(MRN %s). Find out whose the document is.",
                            finding.field->value, finding.field->source_page, other, owner->mrn,
                            ours, proposal->patient->mrn);
        return TRUE;
    }
    return FALSE;
}

void firewall_contradictions(const Proposal *proposal)
{
    const Patient *patient = proposal->patient;
    if (mrn_is_anothers(proposal) || name_is_anothers(proposal))
        return;
    for (guint which = 0; which < IDENTIFIER_COUNT; which++) {
        const Finding *finding = &proposal->comparison.findings[which];
        if (finding->verdict != VERDICT_CONTRADICTS)
            continue;
        g_autofree char *name = patient_name(patient);
        g_autofree char *chart = chart_value(patient, which);
        /* With nothing but a name in common it is somebody else of that name. */
        gboolean stranger = agreeing_numbers(&proposal->comparison) == 0 && !finding->elsewhere;
        document_add_reason(
            proposal->document, stranger ? "no-patient-found" : "contradicting-identifiers",
            stranger ? "The %s on page %u is '%s'. The nearest patient is %s (MRN %s) "
                       "with '%s'. If that is not who is meant, add this person."
                     : "The %s on page %u is '%s', but %s (MRN %s) has '%s'. Find out "
                       "whose the document is, or correct the chart.",
            identifier_words(which), finding->field->source_page, finding->field->value, name,
            patient->mrn, chart);
    }
}

/* --- look-alikes -------------------------------------------------------------------------------
 */

/* One digit parts the two and was not read surely, or all was read badly: it may be the other
 * one's.
 */
static gboolean is_unsure(const Finding *finding)
{
    if (finding->verdict != VERDICT_CONTRADICTS ||
        strcmp(finding->field->name, identifier_field(IDENTIFIER_NAME)) == 0)
        return FALSE;
    double sure = finding->field->confidence;
    return finding->like == LIKE_NEAR ? sure < evidence_sure : sure < evidence_damaged;
}

/* Small differences in what is printed, each of which damaged print may have caused. */
static guint doubts_against(const Comparison *ours, const Comparison *theirs)
{
    const NameLikeness *our_name = &ours->findings[IDENTIFIER_NAME].name;
    const NameLikeness *their_name = &theirs->findings[IDENTIFIER_NAME].name;
    guint doubts = is_same(our_name->middle) && their_name->middle == LIKE_OTHER;
    doubts += our_name->first == LIKE_EQUAL && their_name->first == LIKE_NEAR;
    doubts += our_name->last == LIKE_EQUAL && their_name->last == LIKE_NEAR;
    for (guint which = IDENTIFIER_BIRTH; which <= IDENTIFIER_MRN; which++)
        doubts += agrees(ours, which) && (verdict(theirs, which) == VERDICT_DOUBTFUL ||
                                          is_unsure(&theirs->findings[which]));
    return doubts;
}

/* The other one's phone or insurance is printed, and not ours. */
static gboolean household_is_theirs(const Comparison *ours, const Comparison *theirs)
{
    for (guint which = IDENTIFIER_PHONE; which <= IDENTIFIER_MEMBER; which++)
        if (agrees(theirs, which) && verdict(ours, which) == VERDICT_DIFFERS)
            return TRUE;
    return FALSE;
}

/* TRUE when the print excludes the other one. One digit does not where the rest speaks for them. */
static gboolean tells_apart(const Comparison *ours, const Comparison *theirs)
{
    gboolean theirs_too = household_is_theirs(ours, theirs);
    for (guint which = 0; which < IDENTIFIER_COUNT; which++) {
        const Finding *finding = &theirs->findings[which];
        gboolean mistyped = theirs_too && which != IDENTIFIER_NAME && finding->like == LIKE_NEAR;
        if (finding->verdict == VERDICT_CONTRADICTS && !is_unsure(finding) && !mistyped)
            return TRUE;
    }
    for (guint which = IDENTIFIER_PHONE; which <= IDENTIFIER_MEMBER; which++)
        if (agrees(ours, which) && verdict(theirs, which) == VERDICT_DIFFERS)
            return TRUE;
    const NameLikeness *our_name = &ours->findings[IDENTIFIER_NAME].name;
    const NameLikeness *their_name = &theirs->findings[IDENTIFIER_NAME].name;
    if (agrees(ours, IDENTIFIER_NAME) && our_name->last != LIKE_OTHER &&
        their_name->last == LIKE_OTHER)
        return TRUE;
    return doubts_against(ours, theirs) >= 2;
}

/* Without a name on the page nobody is told by it, so somebody must share a number to be mistaken.
 */
static gboolean may_be_meant(const Comparison *comparison)
{
    Verdict name = verdict(comparison, IDENTIFIER_NAME);
    return name == VERDICT_AGREES || name == VERDICT_DOUBTFUL ||
           (name == VERDICT_SILENT && agreeing_numbers(comparison) > 0);
}

void firewall_lookalikes(const Proposal *proposal)
{
    g_autoptr(GArray) found =
        printed_block(proposal->printed, proposal->roster, proposal->nicknames);
    const NameLikeness *name_like = &proposal->comparison.findings[IDENTIFIER_NAME].name;
    /* A name that was read badly finds its namesakes by the chart's spelling only. */
    if (name_like->last != LIKE_EQUAL || name_like->first != LIKE_EQUAL)
        roster_block(proposal->roster, proposal->patient->last, proposal->patient->first, NULL,
                     NULL, NULL, NULL, found);
    for (guint i = 0; i < found->len; i++) {
        const Patient *other = roster_patient(proposal->roster, g_array_index(found, guint, i));
        if (other == proposal->patient)
            continue;
        Comparison theirs =
            evidence_compare(proposal->printed, other, proposal->roster, proposal->nicknames);
        if (!may_be_meant(&theirs) || tells_apart(&proposal->comparison, &theirs))
            continue;
        g_autofree char *name = patient_name(proposal->patient);
        g_autofree char *other_name = patient_name(other);
        document_add_reason(proposal->document, "lookalike-patient",
                            "What is printed does not tell %s (born %s, MRN %s) from %s (born %s, "
                            "MRN %s). Choose one of both.",
                            name, proposal->patient->date_of_birth, proposal->patient->mrn,
                            other_name, other->date_of_birth, other->mrn);
        return;
    }
}
