/* test-spell.c - what the speller puts right, and what it says of it. */
#include "spell_setup.h"

#include "stages/spell/token.h"

#include <string.h>

static void test_puts_right(void)
{
    spell_check_page("history of hypertenslon and rnetoprolol 50 mg daily",
                     "history of hypertension and metoprolol 50 mg daily");
    spell_check_page("an echocardiograrn showed fibrillati0n, no effusion",
                     "an echocardiogram showed fibrillation, no effusion");
    spell_check_page("status post cholecystectorny.", "status post cholecystectomy.");
    /* No shape of a b is a t; a u may well be read as an a. */
    spell_check_page("an obstraction of the tladder", "an obstruction of the tladder");
    spell_check_page("was adrninistered (without dlfficulty)",
                     "was administered (without difficulty)");
    spell_check_page("the patlent's abdornen is soft", "the patient's abdomen is soft");
    spell_check_page("seen. Exarnination was done", "seen. Examination was done");
    spell_check_page("hist\303\263ry of experiyncing pain", "history of experiencing pain");
    spell_check_page("the URINARY SYMPTORNS resolved", "the URINARY SYMPTOMS resolved");
    /* A capital D is read as an O, hardly ever a small one; a phrase of forms stands beside it. */
    spell_check_page("PATIENT ADORESS", "PATIENT ADDRESS");
    spell_check_page("Patient\nOischarge diagnosis", "Patient\nDischarge diagnosis");
    spell_check_page("Physiclan Robert Yoder", "Physician Robert Yoder");
    spell_check_page("seen. THis was done", "seen. This was done");
    spell_check_page("TLLEPBONE (Inctude Area Code)", "TLLEPBONE (Include Area Code)");
    spell_check_page("an ipsilatera! lesion, no pain!", "an ipsilateral lesion, no pain!");
}

static void test_parts(void)
{
    spell_check_page("and thatis all; ithas resolved", "and that is all; it has resolved");
    /* Negations, sides and measures are not made of other words. */
    spell_check_page("there isnot any; noevidence of it", "there isnot any; noevidence of it");
    spell_check_page("twomonths ago on theleft", "twomonths ago on theleft");
    /* A mark stands where the space was: it stays, a space behind it. */
    spell_check_page("with severe.pain since", "with severe. pain since");
    spell_check_page("the stream.and all", "the stream. and all");
    spell_check_page("Patient:Name and glucose:response.", "Patient: Name and glucose: response.");
    spell_check_page("see www.hospital.org or mail.hospital@clinic.net",
                     "see www.hospital.org or mail.hospital@clinic.net");
    spell_check_page("no.pain, not.today, left.knee, 5mg.daily, U.S. a.m. Dr.Yoder",
                     "no.pain, not.today, left.knee, 5mg.daily, U.S. a.m. Dr.Yoder");
}

/* Puts the words of a page side by side, each letter ten by twenty, so many pixels apart. */
static void page_place(Page *page, int gap)
{
    int x = 0;
    for (guint i = 0; i < page->words->len; i++) {
        Word *word = page->words->pdata[i];
        word->box = (Box){x, 0, 10 * (int)strlen(word->text), 20};
        x += word->box.width + gap;
    }
}

static void check_joined(const char *text, int gap, const char *expected)
{
    g_autoptr(Page) page = text_page_make(text, 0.9f);
    page_place(page, gap);
    spell_page(lexicon, page);
    g_autofree char *corrected = page_text(page, TEXT_CORRECTED);
    g_assert_cmpstr(corrected, ==, expected);
    g_autofree char *read = page_text(page, TEXT_OCR);
    g_assert_cmpstr(read, ==, text);
    g_autoptr(GVariant) packed = g_variant_ref_sink(page_pack(page));
    g_autoptr(Page) unpacked = page_unpack(packed, NULL);
    g_assert_nonnull(unpacked);
}

/* A space within a word is taken back; two words, or what must not be touched, stay two. */
static void test_joins(void)
{
    check_joined("with constitut ional, symptoms", 8, "with constitutional, symptoms");
    check_joined("Infor mation was given", 8, "Information was given");
    check_joined("DIAG NOSIS: none", 8, "DIAGNOSIS: none");
    check_joined("the info mation, COMPL1CAT IONS", 8, "the information, COMPL1CAT IONS");
    check_joined("Info mation was", 8, "Info mation was");
    check_joined("constitut ional", 40, "constitut ional");
    check_joined("with out, metop rolol, bila teral", 8, "with out, metop rolol, bila teral");
    check_joined("over weight on set", 8, "over weight on set");
    check_joined("infor Mation", 8, "infor Mation");
    g_autoptr(Page) page = text_page_make("the constitut ional", 0.9f);
    page_place(page, 8);
    ((Word *)page->words->pdata[2])->confidence = 0.7f;
    spell_page(lexicon, page);
    g_assert_cmpuint(page->words->len, ==, 2);
    const Word *word = page->words->pdata[1];
    g_assert_cmpstr(word->text, ==, "constitut ional");
    g_assert_nonnull(word->why);
    g_assert_cmpint(word->box.x, ==, 38);
    g_assert_cmpint(word->box.width, ==, 148);
    g_assert_cmpfloat(word->confidence, <, 0.75);
}

/* What is read well elsewhere on the page, and what the recogniser thought of as well, speak for a
 * word; without them it stays. */
static void test_evidence(void)
{
    spell_check_page("was a paster and", "was a paster and");
    g_autoptr(Page) page = text_page_make("the toof was seen", 0.4f);
    Word *word = page->words->pdata[1];
    const Choice choices[] = {{0, 'r', 0.4f}, {3, 'm', 0.3f}};
    word->choices = g_array_new(FALSE, FALSE, sizeof(Choice));
    g_array_append_vals(word->choices, choices, G_N_ELEMENTS(choices));
    spell_page(lexicon, page);
    g_autoptr(Page) without = text_page_make("the toof was seen", 0.4f);
    spell_page(lexicon, without);
    g_assert_null(((Word *)without->words->pdata[1])->corrected);
}

/* The page's second word, of which the recogniser thought in the other case as well. */
static void check_case(const char *text, gunichar other, float thought, const char *expected)
{
    g_autoptr(Page) page = text_page_make(text, 0.8f);
    Word *word = page->words->pdata[1];
    const Choice choice = {strspn(word->text, "("), other, thought};
    word->choices = g_array_new(FALSE, FALSE, sizeof(Choice));
    g_array_append_val(word->choices, choice);
    spell_page(lexicon, page);
    g_autofree char *corrected = page_text(page, TEXT_CORRECTED);
    g_assert_cmpstr(corrected, ==, expected);
}

/* Where a letter is drawn alike in both cases, the place tells which was printed; but not of a
 * name, a drug, nor against what the recogniser thought itself. */
static void test_case(void)
{
    static const struct {
        const char *text;
        gunichar other;
        float thought;
        const char *expected;
    } samples[] = {
        {"denies Cough and", 'c', 0.5f, "denies cough and"},
        {"was Closed, then", 'c', 0.5f, "was closed, then"},
        {"denies Cough and", 'c', 0.1f, "denies Cough and"},
        {"denies Fever and", 'f', 0.9f, "denies Fever and"},
        {"the Surgery Center", 's', 0.5f, "the Surgery Center"},
        {"done. Cough was", 'c', 0.5f, "done. Cough was"},
        {"with Warden and", 'w', 0.5f, "with Warden and"},
        {"the Zocor was", 'z', 0.5f, "the Zocor was"},
        {"supple. increased", 'I', 0.3f, "supple. Increased"},
        {"Middle initial) Name", 'I', 0.5f, "Middle Initial) Name"},
        {"TELEPHONE (indude Area", 'I', 0.5f, "TELEPHONE (Include Area"},
        {"Bishop's instructions Given", 'I', 0.3f, "Bishop's instructions Given"},
        {"Supple increased lymphadenopathy", 'I', 0.5f, "Supple increased lymphadenopathy"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(samples); i++)
        check_case(samples[i].text, samples[i].other, samples[i].thought, samples[i].expected);
}

static void test_says_why(void)
{
    g_autoptr(Page) page = text_page_make("known hypertens1on", 0.6f);
    spell_page(lexicon, page);
    const Word *word = page->words->pdata[1];
    g_assert_cmpstr(word->corrected, ==, "hypertension");
    g_assert_nonnull(word->why);
    g_assert_cmpuint(word->flags & WORD_DOUBTFUL, ==, 0);
    g_assert_cmpuint(page->notes->len, ==, 1);
}

static void test_born_digital(void)
{
    g_autoptr(Page) page = text_page_make("known hypertenslon", 1);
    page->born_digital = TRUE;
    spell_page(lexicon, page);
    const Word *word = page->words->pdata[1];
    g_assert_null(word->corrected);
    g_assert_cmpuint(word->flags & WORD_DOUBTFUL, !=, 0);
}

static void test_doubts(void)
{
    g_autoptr(Page) page = text_page_make("soft gwxtzk abdomen", 0.4f);
    spell_page(lexicon, page);
    for (guint i = 0; i < page->words->len; i++) {
        const Word *word = page->words->pdata[i];
        g_assert_null(word->corrected);
        g_assert_cmpuint(word->flags & WORD_DOUBTFUL, !=, 0);
    }
    g_autoptr(Page) sure = text_page_make("soft abdomen", 0.95f);
    spell_page(lexicon, sure);
    g_assert_cmpuint(((Word *)sure->words->pdata[0])->flags, ==, 0);
    g_assert_cmpuint(sure->notes->len, ==, 0);
}

/* A word that may well be a misread commoner one stays as it was read; a person looks at it, unless
 * it was read as well as can be. */
static void test_rarities(void)
{
    for (guint sure = 0; sure < 2; sure++) {
        g_autoptr(Page) page = text_page_make("without pane in a mule", sure ? 0.97f : 0.9f);
        spell_page(lexicon, page);
        for (guint i = 1; i < page->words->len; i += 3) {
            const Word *word = page->words->pdata[i];
            g_assert_null(word->corrected);
            g_assert_cmpuint(word->flags, ==, sure ? 0 : WORD_DOUBTFUL);
        }
    }
}

static void test_header_line(void)
{
    g_autoptr(Page) page = text_page_make("frorn hypertenslon", 0.6f);
    ((Word *)page->words->pdata[1])->flags |= WORD_HEADER;
    spell_page(lexicon, page);
    g_assert_null(((Word *)page->words->pdata[1])->corrected);
}

static void test_figure(void)
{
    static const struct {
        const char *text;
        gboolean figure;
    } samples[] = {{"50mg", TRUE},          {"12.5", TRUE},   {"fibrillati0n", FALSE},
                   {"hypertens1on", FALSE}, {"E11.9", TRUE},  {"COVID19", TRUE},
                   {"5tenosis", FALSE},     {"edema", FALSE}, {"A1c", TRUE},
                   {"diabetes2", TRUE},     {"---", TRUE}};
    for (guint i = 0; i < G_N_ELEMENTS(samples); i++) {
        g_auto(Token) token = {0};
        token_parse(&token, samples[i].text);
        if (token_is_figure(&token) != samples[i].figure)
            g_error("'%s'", samples[i].text);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/spell/puts-right", test_puts_right);
    g_test_add_func("/spell/parts", test_parts);
    g_test_add_func("/spell/joins", test_joins);
    g_test_add_func("/spell/evidence", test_evidence);
    g_test_add_func("/spell/case", test_case);
    g_test_add_func("/spell/says-why", test_says_why);
    g_test_add_func("/spell/born-digital", test_born_digital);
    g_test_add_func("/spell/doubts", test_doubts);
    g_test_add_func("/spell/rarities", test_rarities);
    g_test_add_func("/spell/header-line", test_header_line);
    g_test_add_func("/spell/figure", test_figure);
    return spell_test_run();
}
