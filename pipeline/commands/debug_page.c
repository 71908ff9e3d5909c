/* debug_page.c - `chartward debug-page FILE N DIR`: how a page is read, step by step, as pictures.
 */
#include "debug_page.h"

#include "command.h"
#include "fate.h"

#include <stdio.h>

static void page_print(const Page *page)
{
    printf("Page %u: %s, turned by %d degrees, %d x %d pixels at %d dpi, its lines falling by %.1f "
           "degrees; %u words, %.0f %% sure.\n",
           page->source_page, page_kind_name(page->kind), page->rotation, page->width_px,
           page->height_px, page->dpi, page->skew_degrees, page->words->len,
           100 * page_confidence(page));
    for (guint i = 0; i < page->notes->len; i++) {
        const Note *note = page->notes->pdata[i];
        printf("  %s: %s\n", note->stage, note->text);
    }
}

static ExitStatus debug_page_run(int argc, char **argv, GError **error)
{
    g_autofree char *given = NULL;
    guint64 number;
    if (!command_parse(&debug_page_command, NULL, &argc, &argv, &given, error) ||
        !command_arguments(&debug_page_command, argc, 3, 3, error))
        return EXIT_USAGE;
    if (!g_ascii_string_to_unsigned(argv[2], 10, 1, G_MAXUINT, &number, NULL)) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "'%s' is no number of a page: the first is 1.", argv[2]);
        return EXIT_USAGE;
    }
    g_autoptr(Office) office = office_open(given, OFFICE_READ, error);
    if (office == NULL)
        return EXIT_SETUP;
    g_autoptr(Page) page = NULL;
    g_auto(GStrv) names = debug_page(office, argv[1], (guint)number, argv[3], &page, error);
    if (names == NULL)
        return EXIT_INPUT;
    page_print(page);
    printf("In '%s':\n", argv[3]);
    for (guint i = 0; names[i] != NULL; i++)
        printf("  %s\n", names[i]);
    return EXIT_DONE;
}

const Command debug_page_command = {"debug-page", "FILE N DIR",
                                    "shows how a page is read, step by step, as pictures",
                                    debug_page_run, NULL};
