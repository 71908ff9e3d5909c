/* words.c - trains dict/doctype-words from dict/phrases: `make words`.
 * usage: words PHRASES, the model goes to stdout */
#include "word_model.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    if (argc != 2 || !g_file_get_contents(argv[1], &text, NULL, &error)) {
        fprintf(stderr, "usage: words PHRASES (%s)\n", error != NULL ? error->message : "one file");
        return 1;
    }
    g_autoptr(GPtrArray) samples = word_samples_from_phrases(text);
    g_autoptr(WordModel) model = word_model_train(NULL, samples);
    g_autofree char *print = word_model_print(model);
    printf("# doctype-words - which words speak for which kind of document.\n#\n"
           "# word | type | weight of the logistic regression (include/word_model.h)\n#\n"
           "# Source: trained from dict/phrases by `make words`; not to be edited.\n%s",
           print);
    fprintf(stderr, "%u samples, %u of them told right\n", samples->len,
            word_model_right(model, samples));
    return 0;
}
