/* test-others.c - another patient on the pages holds the document, whatever its fields say. */
#include "page_text.h"
#include "people.h"
#include "stages/match/file.h"
#include "stages/match/match.h"

#include <string.h>

static Roster *roster;
static Nicknames *nicknames;
static Settings *settings;

static const char told[] = "PROGRESS NOTE\nPatient: O'Hara, Margaret   DOB: 03/14/1952\n"
                           "MRN: 00482913\nShe is well and returns in a year.";
static const char goes_on[] = "She walks two miles a day and sleeps well.\n"
                              "Continue lisinopril 10 mg daily.";

/* A document whose fields are Margaret O'Hara's, surely read on page 1. */
static Document *hers(const char *const *texts, guint count)
{
    Document *document = people_document("O'Hara, Margaret", "1952-03-14", "00482913");
    g_ptr_array_set_size(document->pages, 0);
    for (guint i = 0; i < count; i++)
        g_ptr_array_add(document->pages, page_from_text(i + 1, texts[i]));
    return document;
}

static void pages_check(const char *const *texts, guint count, gboolean filed)
{
    g_autoptr(Document) document = hers(texts, count);
    match_document(document, roster, nicknames);
    file_document(document, roster, nicknames, settings);
    g_test_message("%s", texts[count - 1]);
    for (guint i = 0; i < document->reasons->len; i++)
        g_test_message("%s", ((Reason *)document->reasons->pdata[i])->sentence);
    g_assert_cmpint(document->status, ==, filed ? DOCUMENT_FILED : DOCUMENT_REVIEW);
    g_assert_true(filed || document_has_reason(document, "contradicting-identifiers"));
}

/* What stands below or above the patient's own print on one page. */
static void test_one_page(void)
{
    static const struct {
        const char *text;
        gboolean filed;
    } cases[] = {
        {"Daughter Amy Young visits her daily.", TRUE},
        {"Please look at my granddaughter, Lily Abernathy.", FALSE},
        {"Lily comes daily.", TRUE},
        {"Her next visit is on 01/09/2026.", TRUE},
        {"Claim 50000001 was paid.", TRUE},
        /* Record numbers of others; one that is shared tells nothing. */
        {"Chart 10000011 was pulled as well.", FALSE},
        {"Room 0777, bed 777.", TRUE},
        {"Referred by Dr. Victor Vanished, 10000051.", TRUE},
        /* Names with birth dates, in any order and form. */
        {"Husband: Edward Schrock, born 02/01/1944.", FALSE},
        {"02/01/1944    SCHROCK, EDWARD B", FALSE},
        {"SCHROCK, EDWARD\nDOB 02/01/1944", FALSE},
        {"Copies to: Mendoza Reyes, Jeffrey, 04/09/1946.", TRUE},
        {"Copies to: Reyes Mendoza, Jeffrey, 04/09/1946.", FALSE},
        {"Husband: Edward Schrock, married 02/01/1974.", TRUE},
        {"Vanished, Victor  03/03/1933", TRUE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf("%s\n\n%s", told, cases[i].text);
        const char *const texts[] = {text};
        pages_check(texts, 1, cases[i].filed);
    }
}

/* A namesake born on the same day is told by the number alone, a twin by the name. */
static void test_same_day(void)
{
    Roster *all = roster;
    roster = roster_new();
    people_take(roster, 1, "00482913", "O'Hara|Margaret|Jane||1952-03-14|F||");
    people_take(roster, 2, "00482777", "O'Hara|Margaret|Maeve||1952-03-14|F||");
    people_take(roster, 3, "00482666", "O'Hara|Erin|||1952-03-14|F||");
    roster_seal(roster);
    const char *const texts[] = {told, "Erin O'Hara   03/14/1952   Page 2\nShe is well."};
    pages_check(texts, 1, TRUE);
    pages_check(texts, 2, FALSE);
    roster_free(roster);
    roster = all;
}

/* What a later page is headed with. */
static void test_heads(void)
{
    static const struct {
        const char *head;
        gboolean filed;
    } cases[] = {
        {"Page 2", TRUE},
        {"O'HARA, MARGARET     Page 2", TRUE},
        {"O'HARE, MARGARET     Page 2", TRUE}, /* as it was read */
        {"Margaret O'Hara", TRUE},
        {"Meg O'Hara    11/03/2026", TRUE},
        {"Schrock, Edward     Page 2", FALSE},
        {"Edward Schrock      Page 2", FALSE},
        {"SCHROCK, EDWARD page 2", FALSE},
        {"Tony Diaz           Page 2", FALSE},
        {"Donna Zimmermann\n05/15/1959\n77665544", FALSE},
        {"Donna Zimmermann\n05/15/2026\n77665544", TRUE},
        {"Edward Schrock, MD", TRUE},
        {"Dr. Edward Schrock", TRUE},
        {"Provider: Edward Schrock", TRUE},
        {"Edward Schrock was her first husband and is well.", TRUE},
        {"10000011", FALSE},
        {"O'HARA, EDWARD      Page 2", FALSE},
        /* Nobody of the roster, but in the order that only patients are printed in. */
        {"ZIMMERMANN, EMMA    Page 2", FALSE},
        {"Emma Zimmermann     Page 2", TRUE},
        {"Springfield, Illinois", TRUE},
        {"Findings, continued", TRUE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf("%s\n%s", cases[i].head, goes_on);
        const char *const texts[] = {told, text};
        pages_check(texts, 2, cases[i].filed);
    }
    /* Who else stands at the head does not matter where the page tells of the patient. */
    const char *const texts[] = {told, "Edward Schrock      Ward 3\nMRN 482913\nShe is well."};
    pages_check(texts, 2, TRUE);
}

/* What stands at the foot of a later page, and of whom its text tells. */
static void test_later_pages(void)
{
    static const struct {
        const char *text;
        gboolean filed;
    } cases[] = {
        {"Continue lisinopril.\nNo salt.\nMore sleep.\nReturn soon.\nO'Hara, Margaret   Page 2 of "
         "2",
         TRUE},
        {"Continue lisinopril.\nNo salt.\nMore sleep.\nReturn soon.\nSchrock, Edward   Page 2 of 2",
         FALSE},
        {"Continue lisinopril.\nNo salt.\nMore sleep.\nReturn soon.\nZIMMERMANN, EMMA   Page 2 of "
         "2",
         FALSE},
        {"Continue lisinopril.\nNo salt.\nMore sleep.\nReturn soon.\nEdward Schrock", TRUE},
        {"Continue lisinopril.\nNo salt.\nMore sleep.\nReturn soon.\nEdward Schrock, MD   "
         "11/03/2026",
         TRUE},
        {"He walks daily.\nHis wound is clean.\nHe returns in a week.", FALSE},
        {"He walks daily.\nHer husband said so, and he knows, for he walks with her.", TRUE},
        {"Her brother called. He is well.", TRUE},
        {"This 38-year-old male has a cough.", FALSE},
        {"Her 38-year-old male cat scratched her.", TRUE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *const texts[] = {told, cases[i].text};
        pages_check(texts, 2, cases[i].filed);
    }
}

/* The patient's name is one row of several; the field's box is that of its row. */
static void list_check(const char *text, gboolean filed)
{
    const char *const texts[] = {text};
    g_autoptr(Document) document = hers(texts, 1);
    const Page *page = document->pages->pdata[0];
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        if (g_str_has_prefix(word->text, "O'HARA"))
            ((Field *)document->fields->pdata[0])->box = word->box;
    }
    match_document(document, roster, nicknames);
    file_document(document, roster, nicknames, settings);
    g_test_message("%s", text);
    g_assert_cmpint(document->status, ==, filed ? DOCUMENT_FILED : DOCUMENT_REVIEW);
}

static void test_lists(void)
{
    list_check("Patient            Born         Number    Glucose\n"
               "O'HARA, MARGARET   03/14/1952   00482913  99\n"
               "ZIMMERMANN, EMMA   05/15/1959   77665544  120",
               FALSE);
    /* Persons with birth dates need not stand right below; a claim has one, who is insured. */
    list_check("O'HARA, MARGARET   03/14/1952\nGlucose   99\n"
               "ZIMMERMANN, EMMA   05/15/1959\nGlucose   120\n"
               "WAGNER, PAUL       01/30/1971\nGlucose   98",
               FALSE);
    list_check("O'HARA, MARGARET   03/14/1952\nPolicyholder\n"
               "ZIMMERMANN, EMMA   05/15/1959",
               TRUE);
    list_check("08:30  O'HARA, MARGARET   03/14/1952\n"
               "09:00  ZIMMERMANN, EMMA   05/15/1959",
               FALSE);
    list_check("Patient            Born\n"
               "O'HARA, MARGARET   03/14/1952\n"
               "Ordered by         On\n"
               "ZIMMERMANN, EMMA   05/15/2026",
               TRUE);
    list_check("O'HARA, MARGARET   03/14/1952   00482913\n"
               "ZIMMERMANN, EMMA   05/15/2026",
               TRUE);
    list_check("O'HARA, MARGARET   03/14/1952\n"
               "ZIMMERMANN, EMMA, MD   05/15/2026",
               TRUE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    roster = people_roster();
    nicknames = people_nicknames();
    settings = settings_new();
    g_test_add_func("/others/one-page", test_one_page);
    g_test_add_func("/others/same-day", test_same_day);
    g_test_add_func("/others/heads", test_heads);
    g_test_add_func("/others/later-pages", test_later_pages);
    g_test_add_func("/others/lists", test_lists);
    int status = g_test_run();
    roster_free(roster);
    nicknames_free(nicknames);
    settings_free(settings);
    return status;
}
