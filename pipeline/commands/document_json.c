/* document_json.c - a document as JSON, for the listing and what builds on it.
 *
 * The listing is a contract with other programs: its names, order and codes stay as they are. */
#include "document_json.h"

void text_put(JsonBuilder *json, const char *name, const char *value)
{
    json_builder_set_member_name(json, name);
    json_builder_add_string_value(json, value);
}

void number_put(JsonBuilder *json, const char *name, gint64 value)
{
    json_builder_set_member_name(json, name);
    json_builder_add_int_value(json, value);
}

void real_put(JsonBuilder *json, const char *name, double value)
{
    json_builder_set_member_name(json, name);
    json_builder_add_double_value(json, value);
}

void array_begin(JsonBuilder *json, const char *name)
{
    json_builder_set_member_name(json, name);
    json_builder_begin_array(json);
}

static void source_pages_put(JsonBuilder *json, const Document *document)
{
    array_begin(json, "source_pages");
    for (guint i = 0; i < document->pages->len; i++) {
        const Page *page = document->pages->pdata[i];
        if (page->kind == PAGE_CONTENT || page->kind == PAGE_UNREADABLE)
            json_builder_add_int_value(json, page->source_page);
    }
    json_builder_end_array(json);
}

static void reasons_put(JsonBuilder *json, const Document *document)
{
    array_begin(json, "reasons");
    for (guint i = 0; i < document->reasons->len; i++)
        json_builder_add_string_value(json, ((Reason *)document->reasons->pdata[i])->code);
    json_builder_end_array(json);
}

static void score_put(JsonBuilder *json, const char *mrn, double score)
{
    json_builder_begin_object(json);
    text_put(json, "mrn", mrn);
    real_put(json, "score", score);
    json_builder_end_object(json);
}

static void patients_put(JsonBuilder *json, const Document *document)
{
    json_builder_set_member_name(json, "patient");
    if (document->patient_mrn != NULL)
        score_put(json, document->patient_mrn, document->patient_score);
    else
        json_builder_add_null_value(json);
    array_begin(json, "candidates");
    for (guint i = 0; i < document->candidates->len; i++) {
        const Candidate *candidate = document->candidates->pdata[i];
        score_put(json, candidate->mrn, candidate->score);
    }
    json_builder_end_array(json);
}

void box_put(JsonBuilder *json, Box box)
{
    const int sides[] = {box.x, box.y, box.width, box.height};
    array_begin(json, "box");
    for (guint i = 0; i < G_N_ELEMENTS(sides); i++)
        json_builder_add_int_value(json, sides[i]);
    json_builder_end_array(json);
}

static void field_put(JsonBuilder *json, const Field *field)
{
    json_builder_begin_object(json);
    text_put(json, "name", field->name);
    text_put(json, "value", field->value);
    text_put(json, "raw", field->raw);
    number_put(json, "page", field->source_page);
    box_put(json, field->box);
    real_put(json, "confidence", (double)field->confidence);
    json_builder_end_object(json);
}

static void page_put(JsonBuilder *json, const Page *page)
{
    g_autofree char *recognised = page_text(page, TEXT_OCR);
    g_autofree char *corrected = page_text(page, TEXT_CORRECTED);
    json_builder_begin_object(json);
    number_put(json, "source_page", page->source_page);
    text_put(json, "kind", page_kind_name(page->kind));
    number_put(json, "rotation", page->rotation);
    number_put(json, "width_px", page->width_px);
    number_put(json, "height_px", page->height_px);
    number_put(json, "dpi", page->dpi);
    text_put(json, "text_ocr", recognised);
    text_put(json, "text", corrected);
    json_builder_end_object(json);
}

void document_put(JsonBuilder *json, const Document *document)
{
    text_put(json, "document", document->id);
    text_put(json, "source", document->source);
    text_put(json, "source_sha256", document->source_sha256);
    source_pages_put(json, document);
    text_put(json, "status", document_status_name(document->status));
    reasons_put(json, document);
    text_put(json, "type", document->type);
    real_put(json, "type_confidence", document->type_confidence);
    patients_put(json, document);
    array_begin(json, "fields");
    for (guint i = 0; i < document->fields->len; i++)
        field_put(json, document->fields->pdata[i]);
    json_builder_end_array(json);
    array_begin(json, "pages");
    for (guint i = 0; i < document->pages->len; i++)
        page_put(json, document->pages->pdata[i]);
    json_builder_end_array(json);
}
