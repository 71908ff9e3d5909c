/* roster_columns.c - which column of a patient export means what, by its heading.
 *
 * Does: know how practice software names its columns. Does not: read values. */
#include "roster_columns.h"

#include "fate.h"

#include <string.h>

enum { HEADING_RECORDS = 10 }; /* some programs print a title above the headings */

/* Headings in lower case, letters and digits only; a leading "patient", "pt" or "pat" is dropped
 * first. */
static const struct {
    Column column;
    const char *headings;
} headings[] = {
    {COLUMN_MRN, "mrn mrnumber mrno mr medicalrecordnumber medicalrecordno medicalrecord medrec "
                 "medrecno medrecnumber recordnumber recordno chart chartno chartnumber chartid "
                 "account accountno accountnumber acct acctno acctnumber id no number accountid "
                 "externalid patientid emrid ehrid"},
    {COLUMN_NAME, "name fullname lastfirst lastnamefirstname namelastfirst namelastfirstmi"},
    {COLUMN_LAST, "lastname lname last surname familyname lastnm namelast"},
    {COLUMN_FIRST, "firstname fname first givenname forename firstnm namefirst"},
    {COLUMN_MIDDLE, "middlename mname middle mi middleinitial middlenm minit namemiddle"},
    {COLUMN_SUFFIX, "suffix namesuffix generation suffixname"},
    {COLUMN_BIRTH, "dob dateofbirth birthdate birthdt birthday datebirth bdate born birth"},
    {COLUMN_SEX, "sex gender birthsex sexatbirth legalsex administrativesex gendercode sexcode"},
    {COLUMN_PHONE, "phone phonenumber phoneno telephone tel primaryphone phone1 mainphone "
                   "preferredphone contactphone telephonenumber"},
    {COLUMN_HOME_PHONE, "homephone phonehome hometelephone homephonenumber hometel homephoneno"},
    {COLUMN_CELL_PHONE, "cellphone cell mobile mobilephone phonecell phonemobile cellphonenumber "
                        "mobilephonenumber phone2"},
    {COLUMN_ADDRESS, "address address1 street street1 streetaddress addressline1 addr addr1 "
                     "mailingaddress homeaddress currentstreet1"},
    {COLUMN_ADDRESS_MORE, "address2 street2 addressline2 addr2 apt unit currentstreet2"},
    {COLUMN_CITY, "city town currentcity"},
    {COLUMN_STATE, "state st province currentstate"},
    {COLUMN_ZIP, "zip zipcode postalcode postcode currentzipcode"},
    {COLUMN_INSURER, "insurer insurance payer payor insurancename insurancecompany carrier "
                     "primaryinsurance primarypayer insuranceplan plan planname payername "
                     "insurancecarrier primaryinsurancename"},
    {COLUMN_MEMBER, "memberid memberno membernumber member policynumber policyno policyid policy "
                    "subscriberid insuranceid insuredid insuredsid subscriberno subscribernumber "
                    "primarymemberid primarypolicynumber insurancepolicynumber mbi medicareid"},
};

static gboolean heading_listed(const char *list, const char *heading)
{
    g_auto(GStrv) known = g_strsplit(list, " ", -1);
    return g_strv_contains((const char *const *)known, heading);
}

static int column_of(const char *heading)
{
    for (guint i = 0; i < G_N_ELEMENTS(headings); i++)
        if (heading_listed(headings[i].headings, heading))
            return (int)headings[i].column;
    return -1;
}

/* A column's meaning by its heading; -1 when it has none for us. */
static int column_by_heading(const char *printed)
{
    if (strcmp(printed, "#") == 0)
        return COLUMN_MRN;
    g_autofree char *plain = g_ascii_strdown(printed, -1);
    char *to = plain;
    for (const char *from = plain; *from != '\0'; from++)
        if (g_ascii_isalnum(*from))
            *to++ = *from;
    *to = '\0';
    int column = column_of(plain);
    static const char *const prefixes[] = {"patients", "patient", "pat", "pt"};
    for (guint i = 0; column < 0 && i < G_N_ELEMENTS(prefixes); i++) {
        gsize length = strlen(prefixes[i]);
        if (strncmp(plain, prefixes[i], length) != 0)
            continue;
        column = plain[length] == '\0' ? COLUMN_NAME : column_of(plain + length);
    }
    return column;
}

/* Headings that say "record number" the less surely come later in their list: the surest wins. */
static guint heading_rank(Column column, const char *printed)
{
    g_autofree char *plain = g_ascii_strdown(printed, -1);
    if (column != COLUMN_MRN)
        return 0;
    static const char *const surest[] = {"mrn", "record", "chart", "acc"};
    for (guint i = 0; i < G_N_ELEMENTS(surest); i++)
        if (strstr(plain, surest[i]) != NULL)
            return i;
    return G_N_ELEMENTS(surest);
}

static gboolean has_required(const RosterColumns *columns)
{
    return columns->at[COLUMN_MRN] >= 0 &&
           (columns->at[COLUMN_LAST] >= 0 || columns->at[COLUMN_NAME] >= 0);
}

static void headings_read(RosterColumns *columns, const GPtrArray *record, GPtrArray *unknown)
{
    columns->n_columns = columns->n_separated = record->len;
    while (columns->n_columns > 0 &&
           *(const char *)g_ptr_array_index(record, columns->n_columns - 1) == '\0')
        columns->n_columns--;
    for (guint i = 0; i < COLUMN_COUNT; i++)
        columns->at[i] = -1;
    for (guint i = 0; i < columns->n_columns; i++) {
        const char *printed = g_ptr_array_index(record, i);
        int column = column_by_heading(printed);
        int *at = column < 0 ? NULL : &columns->at[column];
        const char *rival = at == NULL || *at < 0 ? NULL : g_ptr_array_index(record, *at);
        if (at != NULL &&
            (rival == NULL || heading_rank(column, printed) < heading_rank(column, rival))) {
            *at = (int)i;
            printed = rival;
        }
        if (printed != NULL && *printed != '\0')
            g_ptr_array_add(unknown, g_strdup(printed));
    }
}

gboolean roster_columns_find(RosterColumns *columns, CsvReader *reader, char **unused,
                             GError **error)
{
    guint line;
    for (guint i = 0; i < HEADING_RECORDS; i++) {
        g_autoptr(GPtrArray) record = csv_next(reader, &line);
        if (record == NULL)
            break;
        g_autoptr(GPtrArray) unknown = g_ptr_array_new_with_free_func(g_free);
        headings_read(columns, record, unknown);
        if (!has_required(columns))
            continue;
        g_ptr_array_add(unknown, NULL);
        *unused = unknown->len > 1 ? g_strjoinv(", ", (char **)unknown->pdata) : NULL;
        return TRUE;
    }
    g_set_error_literal(error, FATE, FATE_INPUT,
                        "The patient list has no line of headings with a record number (MRN, "
                        "Chart #, Account) and a name (Last Name, or Patient Name). Export it "
                        "again with these columns; the old list stays in use.");
    return FALSE;
}
