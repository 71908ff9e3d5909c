/* field_value.c - what a person types as a field's value, brought into its normal form.
 *
 * Does: tell a date, name, number or code from what is none, with a sentence that shows the form.
 * Does not: read print; that has its own ways, which allow for damage. */
#include "date.h"
#include "fate.h"
#include "field.h"
#include "name.h"

#include <string.h>

static gboolean refuse(GError **error, const char *name, const char *typed, const char *form)
{
    g_set_error(error, FATE, FATE_INPUT, "'%s' cannot be the %s: %s.", typed, name, form);
    return FALSE;
}

/* Digits alone, without what people put between them; FALSE when anything else is there. */
static gboolean digits_take(const char *typed, const char *between, GString *digits)
{
    for (; *typed != '\0'; typed++) {
        if (g_ascii_isdigit(*typed))
            g_string_append_c(digits, *typed);
        else if (strchr(between, *typed) == NULL)
            return FALSE;
    }
    return digits->len > 0;
}

/* --- one parser for each form ---------------------------------------------------------------- */

static gboolean birth_parse(const char *typed, const char *today, GString *value)
{
    char iso[ISO_DATE_SIZE];
    gboolean parsed = date_parse(typed, DATE_BIRTH, today, iso);
    if (parsed)
        g_string_assign(value, iso);
    return parsed;
}

static gboolean service_parse(const char *typed, const char *today, GString *value)
{
    char iso[ISO_DATE_SIZE];
    gboolean parsed = date_parse(typed, DATE_SERVICE, today, iso);
    if (parsed)
        g_string_assign(value, iso);
    return parsed;
}

/* "2026-11-30T14:15", with a space in place of the T, or the day alone. */
static gboolean appointment_parse(const char *typed, const char *today, GString *value)
{
    char iso[ISO_DATE_SIZE];
    g_auto(GStrv) parts = g_strsplit_set(typed, "T ", 2);
    if (parts[0] == NULL || !date_parse(parts[0], DATE_APPOINTMENT, today, iso))
        return FALSE;
    g_string_assign(value, iso);
    if (parts[1] == NULL)
        return TRUE;
    const char *time = parts[1];
    if (strlen(time) != 5 || time[2] != ':' || !g_ascii_isdigit(time[0]) ||
        !g_ascii_isdigit(time[1]) || !g_ascii_isdigit(time[3]) || !g_ascii_isdigit(time[4]) ||
        strncmp(time, "24", 2) >= 0 || time[3] > '5')
        return FALSE;
    g_string_append_printf(value, "T%s", time);
    return TRUE;
}

static gboolean person_parse(const char *typed, G_GNUC_UNUSED const char *today, GString *value)
{
    g_autoptr(PersonName) name = person_name_parse(typed);
    if (name == NULL || *name->last == '\0' || *name->first == '\0')
        return FALSE;
    g_autofree char *printed = person_name_print(name);
    g_string_assign(value, printed);
    return TRUE;
}

static gboolean phone_parse(const char *typed, G_GNUC_UNUSED const char *today, GString *value)
{
    g_autoptr(GString) digits = g_string_new(NULL);
    if (!digits_take(typed, " ()-.+/", digits))
        return FALSE;
    if (digits->len == 11 && digits->str[0] == '1')
        g_string_erase(digits, 0, 1);
    if (digits->len != 10 || digits->str[0] < '2')
        return FALSE;
    g_string_printf(value, "+1%s", digits->str);
    return TRUE;
}

/* The Luhn sum with 80840 in front, which adds 24 (45 CFR 162.406). */
static gboolean npi_parse(const char *typed, G_GNUC_UNUSED const char *today, GString *value)
{
    if (!digits_take(typed, " -", value) || value->len != 10)
        return FALSE;
    int sum = 24;
    for (guint i = 0; i < 10; i++) {
        int digit = value->str[i] - '0';
        if (i % 2 == 0)
            digit = digit < 5 ? 2 * digit : 2 * digit - 9;
        sum += digit;
    }
    return sum % 10 == 0;
}

static gboolean money_parse(const char *typed, G_GNUC_UNUSED const char *today, GString *value)
{
    const char *point = strchr(typed, '.');
    if (*typed == '$')
        typed++;
    for (const char *at = typed; *at != '\0' && at != point; at++) {
        if (g_ascii_isdigit(*at))
            g_string_append_c(value, *at);
        else if (*at != ',')
            return FALSE;
    }
    if (value->len == 0)
        return FALSE;
    if (point == NULL) {
        g_string_append(value, ".00");
        return TRUE;
    }
    g_string_append(value, point);
    return strlen(point) == 3 && g_ascii_isdigit(point[1]) && g_ascii_isdigit(point[2]);
}

static gboolean sex_parse(const char *typed, G_GNUC_UNUSED const char *today, GString *value)
{
    char letter = g_ascii_toupper(*typed);
    if ((letter != 'F' && letter != 'M') ||
        (typed[1] != '\0' && g_ascii_strcasecmp(typed, "female") != 0 &&
         g_ascii_strcasecmp(typed, "male") != 0))
        return FALSE;
    g_string_append_c(value, letter);
    return TRUE;
}

/* ICD-10-CM by shape: letter, digit, digit or A or B, and up to four more behind a dot. */
static gboolean icd_parse(const char *typed, G_GNUC_UNUSED const char *today, GString *value)
{
    for (; *typed != '\0'; typed++) {
        if (g_ascii_isalnum(*typed))
            g_string_append_c(value, g_ascii_toupper(*typed));
        else if (*typed != '.' || value->len != 3)
            return FALSE;
    }
    if (value->len < 3 || value->len > 7 || !g_ascii_isalpha(value->str[0]) ||
        !g_ascii_isdigit(value->str[1]) || strchr("0123456789AB", value->str[2]) == NULL)
        return FALSE;
    if (value->len > 3)
        g_string_insert_c(value, 3, '.');
    return TRUE;
}

/* CPT (the last of five may be F, T, U, A or M) and HCPCS level II (a letter from A to V first). */
static gboolean cpt_parse(const char *typed, G_GNUC_UNUSED const char *today, GString *value)
{
    g_autofree char *upper = g_ascii_strup(typed, -1);
    g_string_assign(value, upper);
    if (value->len != 5)
        return FALSE;
    guint digits = 0;
    for (guint i = 0; i < 5; i++)
        digits += g_ascii_isdigit(upper[i]);
    return digits == 5 || (digits == 4 && ((upper[0] >= 'A' && upper[0] <= 'V') ||
                                           (upper[4] != '\0' && strchr("FTUAM", upper[4]))));
}

static gboolean text_parse(const char *typed, G_GNUC_UNUSED const char *today, GString *value)
{
    g_string_assign(value, typed);
    return g_utf8_strlen(typed, -1) <= 200;
}

/* --- the table ------------------------------------------------------------------------------- */

static const char date_form[] = "a date looks like 2026-03-14 or 3/14/2026, and must be one that "
                                "can have been";
static const char person_form[] = "a name looks like 'Last, First Middle'";

static const struct {
    const char *name;
    gboolean (*parse)(const char *typed, const char *today, GString *value);
    const char *form;
} forms[] = {
    {"patient_name", person_parse, person_form},
    {"date_of_birth", birth_parse, date_form},
    {"date_of_service", service_parse, date_form},
    {"appointment", appointment_parse,
     "an appointment looks like 2026-11-30T14:15, at most three years ahead"},
    {"phone", phone_parse, "a phone number has ten digits, as in (217) 555-0142"},
    {"npi", npi_parse, "an NPI has ten digits, the last of which checks the others"},
    {"total_charge", money_parse, "an amount looks like 1234.50"},
    {"sex", sex_parse, "it is F or M"},
    {"icd10", icd_parse, "a diagnosis code looks like E11.9"},
    {"cpt", cpt_parse, "a procedure code has five characters, as in 99213 or J1885"},
};

char *field_value_parse(const char *name, const char *typed, const char *today, GError **error)
{
    g_autoptr(GString) value = g_string_new(NULL);
    g_autofree char *trimmed = g_strstrip(g_strdup(typed));
    if (!g_utf8_validate(trimmed, -1, NULL) || *trimmed == '\0') {
        refuse(error, name, *trimmed == '\0' ? "" : "what was typed", "it must be readable text");
        return NULL;
    }
    gboolean parsed = FALSE;
    const char *form = "it may have at most 200 letters";
    guint at = 0;
    while (at < G_N_ELEMENTS(forms) && !g_str_equal(forms[at].name, name))
        at++;
    if (at < G_N_ELEMENTS(forms)) {
        parsed = forms[at].parse(trimmed, today, value);
        form = forms[at].form;
    } else {
        parsed = text_parse(trimmed, today, value);
    }
    if (!parsed) {
        refuse(error, name, trimmed, form);
        return NULL;
    }
    return g_strdup(value->str);
}

gboolean field_is_list(const char *name)
{
    return g_str_equal(name, "icd10") || g_str_equal(name, "cpt");
}
