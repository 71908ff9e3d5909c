/* evidence_strip.c - printed against listed, identifier by identifier.
 *
 * Does not: weigh: the match stage has, and its sentences are shown as they are. */
#include "evidence_strip.h"

#include <string.h>

enum { LETTERS_MOST = 80 };

/* --- differences ------------------------------------------------------------------------------ */

static gboolean letters_same(gunichar one, gunichar other)
{
    return g_unichar_tolower(one) == g_unichar_tolower(other);
}

/* Numbers and dates of one length are compared place by place, as one reads them; else marks in
 * `common` which letters of `listed` are in the longest common subsequence (Wagner and
 * Fischer 1974). */
static void common_find(const gunichar *listed, glong listed_length, const gunichar *printed,
                        glong printed_length, gboolean *common)
{
    for (glong i = 0; listed_length == printed_length && i < listed_length; i++)
        common[i] = letters_same(listed[i], printed[i]);
    if (listed_length == printed_length)
        return;
    guint8 best[LETTERS_MOST + 1][LETTERS_MOST + 1];
    for (glong i = listed_length; i >= 0; i--) {
        for (glong j = printed_length; j >= 0; j--) {
            if (i == listed_length || j == printed_length)
                best[i][j] = 0;
            else if (letters_same(listed[i], printed[j]))
                best[i][j] = (guint8)(best[i + 1][j + 1] + 1);
            else
                best[i][j] = MAX(best[i + 1][j], best[i][j + 1]);
        }
    }
    for (glong i = 0, j = 0; i < listed_length && j < printed_length;) {
        if (letters_same(listed[i], printed[j])) {
            common[i] = TRUE;
            i++;
            j++;
        } else if (best[i + 1][j] >= best[i][j + 1]) {
            i++;
        } else {
            j++;
        }
    }
}

void differences_put(Html *html, const char *listed, const char *printed)
{
    glong listed_length, printed_length;
    g_autofree gunichar *one = g_utf8_to_ucs4_fast(listed, -1, &listed_length);
    g_autofree gunichar *other = g_utf8_to_ucs4_fast(printed, -1, &printed_length);
    gboolean common[LETTERS_MOST] = {FALSE};
    if (listed_length > LETTERS_MOST || printed_length > LETTERS_MOST || printed_length == 0) {
        html_text(html, listed);
        return;
    }
    common_find(one, listed_length, other, printed_length, common);
    for (glong i = 0; i < listed_length;) {
        glong end = i;
        while (end < listed_length && common[end] == common[i])
            end++;
        g_autofree char *part = g_ucs4_to_utf8(one + i, end - i, NULL, NULL, NULL);
        if (common[i])
            html_text(html, part);
        else
            html_line(html, "mark", part, "class", "differs");
        i = end;
    }
}

/* --- the strip -------------------------------------------------------------------------------- */

/* What is the same or not the same: a letter more or less is another person. */
static gboolean identifier_is_exact(const char *identifier)
{
    static const char *const exact[] = {"date_of_birth", "mrn", "member_id", "phone", NULL};
    return g_strv_contains(exact, identifier);
}

/* What the patient list says; yours. */
static char *listed_find(const Patient *patient, const char *identifier)
{
    if (g_str_equal(identifier, "patient_name"))
        return patient_name(patient);
    if (g_str_equal(identifier, "date_of_birth"))
        return g_strdup(patient->date_of_birth);
    if (g_str_equal(identifier, "mrn"))
        return g_strdup(patient->mrn);
    if (g_str_equal(identifier, "phone"))
        return g_strdup(patient->phone);
    if (g_str_equal(identifier, "member_id"))
        return g_strdup(patient->member_id);
    if (g_str_equal(identifier, "sex"))
        return g_strdup(patient->sex);
    if (g_str_equal(identifier, "address"))
        return g_strdup(patient->address);
    if (g_str_equal(identifier, "payer"))
        return g_strdup(patient->insurer);
    return g_strdup("");
}

/* For, against, or for in spite of a difference. */
static const char *verdict_find(const Evidence *evidence, const char *listed, const char *printed)
{
    if (evidence->weight < 0)
        return "against";
    gboolean differs = identifier_is_exact(evidence->identifier) && *printed != '\0' &&
                       *listed != '\0' && !g_str_equal(listed, printed);
    return differs ? "close" : "agrees";
}

static void row_put(Html *html, const Document *document, const Evidence *evidence,
                    const Patient *patient)
{
    g_autofree char *label = words_of(evidence->identifier);
    g_autofree char *listed = listed_find(patient, evidence->identifier);
    const Field *field = document_lookup_field(document, evidence->identifier);
    const char *printed = field != NULL ? field->value : "";
    const char *verdict = verdict_find(evidence, listed, printed);
    gboolean agrees = g_str_equal(verdict, "agrees");
    html_open(html, "tr", "class", verdict, "data-of", evidence->identifier);
    html_line(html, "th", label, "scope", "row");
    html_open(html, "td", "class", "printed");
    page_crop_put(html, document, evidence->source_page, evidence->box, printed);
    html_close(html);
    html_open(html, "td", "class", "listed");
    if (agrees)
        html_text(html, listed);
    else
        differences_put(html, listed, printed);
    html_close(html);
    html_open(html, "td", "class", "verdict");
    html_line(html, "b", agrees ? "for" : verdict, "class", "tag");
    html_print(html, " %s", evidence->sentence);
    html_close(html);
    html_close(html);
}

void evidence_strip_put(Html *html, const Document *document, const Candidate *candidate,
                        const Patient *patient)
{
    if (candidate->evidence->len == 0)
        return;
    html_open(html, "table", "class", "strip");
    html_open(html, "thead");
    html_open(html, "tr");
    html_open(html, "td");
    html_close(html);
    html_line(html, "th", "On the page", "scope", "col");
    html_line(html, "th", "Patient list", "scope", "col");
    html_line(html, "th", "So", "scope", "col");
    html_close(html);
    html_close(html);
    html_open(html, "tbody");
    for (guint i = 0; i < candidate->evidence->len; i++)
        row_put(html, document, candidate->evidence->pdata[i], patient);
    html_close(html);
    html_close(html);
}

void evidence_marks_add(const Candidate *candidate, GArray *marks)
{
    for (guint i = 0; i < candidate->evidence->len; i++) {
        const Evidence *evidence = candidate->evidence->pdata[i];
        const PageMark mark = {evidence->source_page, evidence->box,
                               evidence->weight < 0 ? "evidence against" : "evidence",
                               evidence->identifier};
        if (evidence->source_page > 0)
            g_array_append_val(marks, mark);
    }
}
