/* people.c - patients, a roster full of traps, and documents that print what a test says.
 *
 * Does: makes them in memory. Does not: read the roster of an office. */
#include "people.h"

static void column_set(char **column, const char *value)
{
    g_free(*column);
    *column = g_strdup(value);
}

Patient *patient_make(const char *mrn, const char *last, const char *first, const char *born)
{
    Patient *patient = patient_new();
    column_set(&patient->mrn, mrn);
    column_set(&patient->last, last);
    column_set(&patient->first, first);
    column_set(&patient->date_of_birth, born);
    return patient;
}

void people_take(Roster *roster, gint64 id, const char *mrn, const char *line)
{
    g_auto(GStrv) parts = g_strsplit(line, "|", -1);
    g_assert_cmpuint(g_strv_length(parts), ==, 8);
    Patient *patient = patient_make(mrn, parts[0], parts[1], parts[4]);
    patient->id = id;
    column_set(&patient->middle, parts[2]);
    column_set(&patient->suffix, parts[3]);
    column_set(&patient->sex, parts[5]);
    column_set(&patient->phone, parts[6]);
    column_set(&patient->member_id, parts[7]);
    roster_take(roster, patient);
}

Roster *people_roster(void)
{
    static const char *const lines[][2] = {
        {"00482913", "O'Hara|Margaret|Jane||1952-03-14|F|+12175550101|H1234567"},
        /* Record numbers one digit apart. */
        {"00482918", "Abernathy|Daniel|||1960-11-02|M|+12175550102|W1112223"},
        /* A child of the household above. */
        {"10000064", "Abernathy|Lily|||2024-05-05|F|+12175550101|"},
        /* Father and son. */
        {"10000011", "Schrock|Edward|B|Sr|1944-02-01|M|+12175550103|F0000001"},
        {"10000012", "Schrock|Edward|B|Jr|1969-09-26|M|+12175550103|F0000002"},
        /* Twins; and twins whose names look alike. */
        {"10000021", "Holmes|Donna|G||1978-09-04|F|+12175550104|T5550001"},
        {"10000022", "Holmes|Kenneth|||1978-09-04|M|+12175550104|T5550001"},
        {"10000023", "Weber|Jean|||1988-01-09|F|+12175550105|T5550003"},
        {"10000024", "Weber|Joan|||1988-01-09|F|+12175550105|T5550003"},
        /* Namesakes; the second pair with birth dates one digit apart. */
        {"10000031", "Foster|Mohammed|Joseph||2005-06-21|M|+12175550106|"},
        {"10000032", "Foster|Mohammed|||1971-12-30|M|+12175550107|"},
        {"10000033", "Nguyen|Emma|V||1972-03-07|F|+12175550108|"},
        {"10000034", "Nguyen|Emma|Diane||1972-03-04|F|+12175550109|"},
        /* One record number for two. */
        {"777", "Young|Amy|||1991-01-01|F|+12175550110|"},
        {"0777", "Barnes|Walter|||1990-01-01|M|+12175550111|"},
        {"10000041", "Diaz|Anthony|||1953-11-29|M|+12175550112|"},
        {"10000042", "Reyes Mendoza|Jeffrey|Fidel||1946-04-09|M|+12175550113|"},
        {"10000043", "Romero|Phuong|N||1955-07-04|F|+12175550114|"},
        {"10000044", "Anderson|Christine|||1962-05-17|F|+12175550115|"},
        {"10000045", "No-Birth|Paul|||||+12175550116|"},
        /* Newborns, two of them twins. */
        {"10000061", "Vance|Baby Girl|||2026-10-01|F||"},
        {"10000062", "Vance|Baby Boy A|||2026-10-02|M||"},
        {"10000063", "Vance|Baby Boy B|||2026-10-02|M||"},
        {"NEW-000001", "Newcomer|Nora|||1980-08-08|F|+12175550117|"},
    };
    Roster *roster = roster_new();
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        people_take(roster, i + 1, lines[i][0], lines[i][1]);
    Patient *gone = patient_make("10000051", "Vanished", "Victor", "1933-03-03");
    gone->id = 100;
    gone->active = FALSE;
    roster_take(roster, gone);
    /* A name is only rare among many. */
    for (guint i = 0; i < 400; i++) {
        g_autofree char *mrn = g_strdup_printf("%08u", 50000000 + i * 7919);
        g_autofree char *line =
            g_strdup_printf("Filler%c%cson|Given%c|||19%02u-01-%02u|F||", 'a' + i % 26,
                            'a' + i / 26, 'a' + i % 17, i % 90 + 10, i % 28 + 1);
        people_take(roster, 1000 + i, mrn, line);
    }
    roster_seal(roster);
    return roster;
}

Nicknames *people_nicknames(void)
{
    return nicknames_parse("tony|anthony\nant|anthony\nchris|christine\npeggy|margaret\n"
                           "meg|margaret\n",
                           NULL);
}

void people_print(Document *document, const char *name, const char *value, guint page,
                  double confidence)
{
    g_ptr_array_add(document->fields,
                    field_new(name, value, value, page, (Box){10, 20, 300, 30}, (float)confidence));
}

Page *people_page(guint source_page)
{
    Page *page = page_new(source_page);
    g_ptr_array_add(page->words, word_new("Patient", (Box){10, 10, 60, 12}, 0.97f, 0, 0));
    return page;
}

Document *people_document(const char *name, const char *birth, const char *mrn)
{
    Document *document = document_new();
    g_ptr_array_add(document->pages, people_page(1));
    if (name != NULL)
        people_print(document, "patient_name", name, 1, 0.97);
    if (birth != NULL)
        people_print(document, "date_of_birth", birth, 1, 0.97);
    if (mrn != NULL)
        people_print(document, "mrn", mrn, 1, 0.97);
    return document;
}
