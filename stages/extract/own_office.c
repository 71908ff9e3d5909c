/* own_office.c - what the settings say of the office itself, kept apart from who sends.
 *
 * Does: knows the office's own name, phones and clinicians. Does not: forbid these where a label
 * says that they ordered, referred or saw. */
#include "own_office.h"

#include "codes.h"
#include "name.h"

#include <string.h>

gboolean own_office_named(const FactSetup *setup, const char *text)
{
    if (*setup->office_name == '\0')
        return FALSE;
    g_autofree char *a = key_fold(text);
    g_autofree char *b = key_fold(setup->office_name);
    return key_distance(a, b, 2 * KEY_EDIT) <= 2 * KEY_EDIT;
}

gboolean own_office_phone(const FactSetup *setup, const char *phone)
{
    g_auto(GStrv) phones = g_strsplit_set(setup->office_phones, ",;", -1);
    for (guint i = 0; phones[i] != NULL; i++) {
        char own[PHONE_SIZE];
        if (phone_parse(g_strstrip(phones[i]), own) && strcmp(own, phone) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean same_folded(const char *one, const char *other)
{
    g_autofree char *a = name_fold(one);
    g_autofree char *b = name_fold(other);
    return strcmp(a, b) == 0;
}

/* Surname and first name are those of one of the office's clinicians. */
static gboolean is_own_clinician(const FactSetup *setup, const char *value)
{
    g_autoptr(PersonName) name = person_name_parse(value);
    g_auto(GStrv) own = g_strsplit(setup->office_providers, ";", -1);
    for (guint i = 0; name != NULL && own[i] != NULL; i++) {
        g_autoptr(PersonName) theirs = person_name_parse(own[i]);
        if (theirs != NULL && same_folded(name->last, theirs->last) &&
            same_folded(name->first, theirs->first))
            return TRUE;
    }
    return FALSE;
}

static gboolean comes_from_elsewhere(const FactSetup *setup, const GPtrArray *pages)
{
    for (guint p = 0; *setup->office_name != '\0' && p < pages->len; p++) {
        const PageFacts *page = g_ptr_array_index(pages, p);
        for (guint i = 0; i < page->facts->len; i++) {
            const Fact *fact = g_ptr_array_index(page->facts, i);
            if (fact->role == ROLE_FACILITY && fact->party == PARTY_SENDER && !fact->labelled)
                return !own_office_named(setup, fact->value);
        }
    }
    return FALSE;
}

void own_office_drop(const FactSetup *setup, const GPtrArray *pages)
{
    if (!comes_from_elsewhere(setup, pages))
        return;
    for (guint p = 0; p < pages->len; p++) {
        PageFacts *page = g_ptr_array_index(pages, p);
        for (guint i = page->facts->len; i-- > 0;) {
            const Fact *fact = g_ptr_array_index(page->facts, i);
            gboolean signer = fact->role == ROLE_SIGNATURE_PERSON || fact->role == ROLE_PROVIDER;
            if (signer && !fact->labelled && is_own_clinician(setup, fact->value))
                g_ptr_array_remove_index(page->facts, i);
        }
    }
}
