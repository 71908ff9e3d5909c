/* html.h - the one way in which the desk makes HTML: what comes from outside cannot become markup.
 *
 * There is no call that takes markup. Tags and the names of attributes are literals of the program;
 * texts and values are escaped; elements end in the order in which they began. */
#pragma once

#include <glib.h>

typedef struct Html Html;

/* An attribute without a value, as in: "hidden", HTML_SET. */
#define HTML_SET ""

Html *html_new(void);
void html_free(Html *html);

/* Begins an element. Pairs of an attribute's name and value; a NULL value leaves it out. Refused,
 * as a fault of the program, are handlers (on...), style, and links that do not stay in this place:
 * such an attribute is left out. Elements without content (img, input ...) end at once. */
#define html_open(html, tag, ...) html_open_pairs(html, "" tag, HTML_PAIRS(__VA_ARGS__))
#define HTML_PAIRS(...)           ((const char *const[]){"", ##__VA_ARGS__, NULL})
void html_open_pairs(Html *html, const char *tag, const char *const *pairs);

/* Ends the innermost element. */
void html_close(Html *html);

/* Text. Control characters, and those that turn the direction of writing, become U+FFFD. */
void html_text(Html *html, const char *text);
void html_print(Html *html, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* A whole element with text in it. */
#define html_line(html, tag, text, ...)                                                            \
    (html_open_pairs(html, "" tag, HTML_PAIRS(__VA_ARGS__)), html_text(html, text),                \
     html_close(html))

/* Text in which what stands between U+0002 and U+0003 is marked. */
void html_marked(Html *html, const char *text);

/* The whole document, with its doctype; ends what is open. */
GBytes *html_finish(Html *html);

/* Only the elements, for a part of a page. */
GBytes *html_finish_part(Html *html);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Html, html_free)
