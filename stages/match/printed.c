/* printed.c - what a document's pages print of its patient, gathered from its fields.
 *
 * Does: collect the identifiers with their places, ask the roster who may be meant. Does not:
 * weigh. */
#include "printed.h"

#include <string.h>

enum { VALUES_MOST = 24 }; /* distinct values of one identifier; more is a list, not a patient */

static const char *const fields[] = {
    [IDENTIFIER_NAME] = "patient_name", [IDENTIFIER_BIRTH] = "date_of_birth",
    [IDENTIFIER_MRN] = "mrn",           [IDENTIFIER_PHONE] = "phone",
    [IDENTIFIER_MEMBER] = "member_id",  [IDENTIFIER_SEX] = "sex",
};

const char *identifier_field(Identifier identifier)
{
    return fields[identifier];
}

/* Of equal values the surest stands for all. */
static void field_add(GPtrArray *list, const Field *field)
{
    for (guint i = 0; i < list->len; i++) {
        const Field *earlier = g_ptr_array_index(list, i);
        if (strcmp(earlier->value, field->value) != 0)
            continue;
        if (field->confidence > earlier->confidence)
            list->pdata[i] = (gpointer)field;
        return;
    }
    if (list->len < VALUES_MOST)
        g_ptr_array_add(list, (gpointer)field);
}

static FoldedName *name_from(const Field *field)
{
    g_autoptr(PersonName) name = person_name_parse(field->value);
    return name == NULL ? NULL
                        : folded_name_new(name->last, name->first, name->middle, name->suffix);
}

static void names_parse(Printed *printed)
{
    GPtrArray *list = printed->fields[IDENTIFIER_NAME];
    for (guint i = 0; i < list->len;) {
        FoldedName *name = name_from(g_ptr_array_index(list, i));
        if (name == NULL) {
            g_ptr_array_remove_index(list, i);
            continue;
        }
        g_ptr_array_add(printed->names, name);
        i++;
    }
}

Printed *printed_new(const Document *document)
{
    Printed *printed = g_new0(Printed, 1);
    printed->document = document;
    printed->names = g_ptr_array_new_with_free_func((GDestroyNotify)folded_name_free);
    for (guint which = 0; which < IDENTIFIER_COUNT; which++) {
        printed->fields[which] = g_ptr_array_new();
        for (guint i = 0; i < document->fields->len; i++) {
            const Field *field = g_ptr_array_index(document->fields, i);
            if (strcmp(field->name, fields[which]) == 0 && *field->value != '\0')
                field_add(printed->fields[which], field);
        }
    }
    names_parse(printed);
    return printed;
}

void printed_free(Printed *printed)
{
    if (printed == NULL)
        return;
    for (guint which = 0; which < IDENTIFIER_COUNT; which++)
        g_ptr_array_unref(printed->fields[which]);
    g_ptr_array_unref(printed->names);
    g_free(printed);
}

/* --- who may be meant ------------------------------------------------------------------------- */

static const char *value_at(const Printed *printed, Identifier identifier, guint index)
{
    const GPtrArray *list = printed->fields[identifier];
    return index < list->len ? ((const Field *)g_ptr_array_index(list, index))->value : NULL;
}

static guint values_most(const Printed *printed)
{
    guint most = 1;
    for (guint which = IDENTIFIER_BIRTH; which <= IDENTIFIER_MEMBER; which++)
        most = MAX(most, printed->fields[which]->len);
    return most;
}

static void block_numbers(const Printed *printed, const Roster *roster, const char *last,
                          const char *first, GArray *found)
{
    for (guint i = 0; i < values_most(printed); i++)
        roster_block(roster, last, first, value_at(printed, IDENTIFIER_BIRTH, i),
                     value_at(printed, IDENTIFIER_MRN, i), value_at(printed, IDENTIFIER_PHONE, i),
                     value_at(printed, IDENTIFIER_MEMBER, i), found);
}

static void block_name(const FoldedName *name, const Roster *roster, const Nicknames *nicknames,
                       GArray *found)
{
    g_autoptr(GPtrArray) others = g_ptr_array_new();
    nicknames_expand(nicknames, name->first, others);
    for (guint i = 0; i < others->len; i++)
        roster_block(roster, name->last, g_ptr_array_index(others, i), NULL, NULL, NULL, NULL,
                     found);
    const char *space = strrchr(name->middle, ' ');
    const char *middle = space == NULL ? name->middle : space + 1;
    if (strlen(middle) < 3)
        return;
    /* The middle name may be half of the surname, or the name the person goes by. */
    g_autofree char *compound = g_strdup_printf("%s %s", middle, name->last);
    roster_block(roster, compound, name->first, NULL, NULL, NULL, NULL, found);
    roster_block(roster, name->last, middle, NULL, NULL, NULL, NULL, found);
}

GArray *printed_block(const Printed *printed, const Roster *roster, const Nicknames *nicknames)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < printed->names->len; i++) {
        const FoldedName *name = g_ptr_array_index(printed->names, i);
        block_numbers(printed, roster, name->last, name->first, found);
        block_name(name, roster, nicknames, found);
    }
    if (printed->names->len == 0)
        block_numbers(printed, roster, NULL, NULL, found);
    return found;
}

/* --- what the recogniser weighed ---------------------------------------------------------------
 */

/* The recogniser lists a handful of other readings of every sign, most of them with next to no
 * weight. */
#define WEIGHED_LEAST 0.02f

static gboolean boxes_meet(Box one, Box other)
{
    return one.x < other.x + other.width && other.x < one.x + one.width &&
           one.y < other.y + other.height && other.y < one.y + one.height;
}

static gboolean word_weighed(const Word *word, char read, char other)
{
    for (guint i = 0; word->choices != NULL && i < word->choices->len; i++) {
        const Choice *choice = &g_array_index(word->choices, Choice, i);
        if (choice->symbol == (gunichar)other && choice->confidence >= WEIGHED_LEAST &&
            choice->at < g_utf8_strlen(word->text, -1) &&
            *g_utf8_offset_to_pointer(word->text, choice->at) == read)
            return TRUE;
    }
    return FALSE;
}

gboolean printed_weighed(const Printed *printed, const Field *field, char read, char other)
{
    const GPtrArray *pages = printed->document->pages;
    for (guint i = 0; i < pages->len; i++) {
        const Page *page = g_ptr_array_index(pages, i);
        if (page->source_page != field->source_page || page->words == NULL)
            continue;
        for (guint j = 0; j < page->words->len; j++) {
            const Word *word = g_ptr_array_index(page->words, j);
            if (boxes_meet(word->box, field->box) && word_weighed(word, read, other))
                return TRUE;
        }
    }
    return FALSE;
}
