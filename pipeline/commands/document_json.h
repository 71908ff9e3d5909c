/* document_json.h - documents as JSON. */
#pragma once

#include "document.h"

#include <json-glib/json-glib.h>

void text_put(JsonBuilder *json, const char *name, const char *value);
void number_put(JsonBuilder *json, const char *name, gint64 value);
void real_put(JsonBuilder *json, const char *name, double value);
void array_begin(JsonBuilder *json, const char *name);
void box_put(JsonBuilder *json, Box box); /* member "box": x, y, width, height */

/* The members of the document's object in the listing; begin and end of the object are yours. */
void document_put(JsonBuilder *json, const Document *document);
