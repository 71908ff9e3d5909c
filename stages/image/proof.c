/* proof.c - pictures of a page after each step of its reading, for whoever looks on.
 *
 * Does: encode pictures as PNG in memory, draw boxes over them; tell which steps are left out.
 * Writes: nothing outside: files are for the clerk to write.
 * Does not: know what the steps do. */
#include "proof.h"

#include <leptonica/allheaders.h>

const char *const proof_steps[] = {"orient",      "halve", "flatten", "even",       "streaks",
                                   "negative",    "edges", "specks",  "straighten", "scale",
                                   "white-print", "rules", "leaders", "scribbles",  "second-look",
                                   "rubbish",     NULL};

struct Proof {
    const char *without; /* NULL: nothing is left out */
    GPtrArray *pictures; /* GVariant (say); NULL: none are kept */
};

Proof *proof_new(void)
{
    Proof *proof = g_new0(Proof, 1);
    proof->pictures = g_ptr_array_new_with_free_func((GDestroyNotify)g_variant_unref);
    return proof;
}

Proof *proof_new_without(const char *step)
{
    Proof *proof = g_new0(Proof, 1);
    proof->without = g_intern_string(step);
    return proof;
}

void proof_free(Proof *proof)
{
    if (proof == NULL)
        return;
    g_clear_pointer(&proof->pictures, g_ptr_array_unref);
    g_free(proof);
}

gboolean proof_wants(const Proof *proof, const char *step)
{
    return proof == NULL || g_strcmp0(proof->without, step) != 0;
}

void proof_show(Proof *proof, const char *step, struct Pix *picture)
{
    l_uint8 *data = NULL;
    size_t size = 0;
    if (proof == NULL || proof->pictures == NULL || picture == NULL)
        return;
    if (pixWriteMemPng(&data, &size, picture, 0) != 0 || size == 0) {
        lept_free(data);
        return;
    }
    g_autoptr(GBytes) bytes = g_bytes_new_with_free_func(data, size, lept_free, data);
    GVariant *file = g_variant_new_from_bytes(G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
    g_ptr_array_add(proof->pictures, g_variant_ref_sink(g_variant_new("(s@ay)", step, file)));
}

void proof_show_boxes(Proof *proof, const char *step, struct Pix *picture, const GArray *boxes)
{
    if (proof == NULL || proof->pictures == NULL || picture == NULL)
        return;
    PIX *drawn = pixConvertTo32(picture);
    int thick = MAX(1, pixGetWidth(picture) / 800);
    for (guint i = 0; drawn != NULL && i < boxes->len; i++) {
        const ProofBox *at = &g_array_index(boxes, ProofBox, i);
        BOX *box = boxCreate(at->box.x, at->box.y, MAX(1, at->box.width), MAX(1, at->box.height));
        if (box != NULL)
            pixRenderBoxArb(drawn, box, thick, at->sure ? 0 : 220, at->sure ? 150 : 0, 0);
        boxDestroy(&box);
    }
    proof_show(proof, step, drawn);
    pixDestroy(&drawn);
}

GVariant *proof_pack(const Proof *proof)
{
    if (proof->pictures == NULL || proof->pictures->len == 0)
        return NULL;
    return g_variant_new_array(G_VARIANT_TYPE("(say)"),
                               (GVariant *const *)(gpointer)proof->pictures->pdata,
                               proof->pictures->len);
}
