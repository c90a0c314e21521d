/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message.h"

#include "front.h"
#include "structure.h"
#include "traces.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

void chairlift_pdf_request_encode(const PdfRequest *request,
                                  guint8 bytes[CHAIRLIFT_PDF_REQUEST_SIZE])
{
    guint32 numbers[2] = {GUINT32_TO_LE(request->page), GUINT32_TO_LE(request->width)};
    bytes[0] = (guint8)request->kind;
    memcpy(bytes + 1, numbers, sizeof numbers);
}

gboolean chairlift_pdf_request_decode(const guint8 bytes[CHAIRLIFT_PDF_REQUEST_SIZE],
                                      PdfRequest *request)
{
    guint32 numbers[2];
    memcpy(numbers, bytes + 1, sizeof numbers);
    *request = (PdfRequest){.kind = (PdfRequestKind)bytes[0],
                            .page = GUINT32_FROM_LE(numbers[0]),
                            .width = GUINT32_FROM_LE(numbers[1])};
    return bytes[0] != '\0' && strchr("TSARW", bytes[0]) != NULL;
}

gsize chairlift_pdf_reply_limit(PdfRequestKind kind)
{
    return kind == PDF_REQUEST_RENDER || kind == PDF_REQUEST_SHOW ? CHAIRLIFT_PDF_PICTURE_LIMIT
                                                                  : CHAIRLIFT_PDF_REPLY_LIMIT;
}

static json_t *text_or_null(const char *text)
{
    json_t *value = text != NULL ? json_string(text) : NULL;
    return value != NULL ? value : json_null();
}

char *chairlift_pdf_reply_encode(const ChairliftPdf *pdf, gsize *length)
{
    json_t *reply = json_pack(
        "{s:i, s:i, s:i, s:o, s:f, s:o, s:f, s:o, s:i, s:i, s:i, s:i, s:o, s:o, s:o}", "status",
        (int)pdf->status, "pages", (int)pdf->pages, "notes", (int)pdf->notes, "title",
        text_or_null(pdf->title), "title_confidence", pdf->title_confidence, "abstract",
        text_or_null(pdf->abstract), "abstract_confidence", pdf->abstract_confidence, "text",
        text_or_null(pdf->text), "template", (int)pdf->page_template, "form", (int)pdf->form,
        "template_year", (int)pdf->template_year, "columns", (int)pdf->columns, "structure",
        pdf->structure != NULL ? chairlift_pdf_structure_to_json(pdf->structure) : json_null(),
        "front", pdf->front != NULL ? chairlift_pdf_front_to_json(pdf->front) : json_null(),
        "traces", pdf->traces != NULL ? chairlift_pdf_traces_to_json(pdf->traces) : json_null());
    char *body = json_dumps(reply, JSON_COMPACT);
    gsize size = strlen(body);
    char *message = g_malloc(CHAIRLIFT_PDF_REPLY_HEADER + size + 1);
    guint32 header = GUINT32_TO_LE((guint32)size);
    memcpy(message, &header, sizeof header);
    memcpy(message + CHAIRLIFT_PDF_REPLY_HEADER, body, size + 1);
    free(body);
    json_decref(reply);
    *length = CHAIRLIFT_PDF_REPLY_HEADER + size;
    return message;
}

gsize chairlift_pdf_reply_length(const guint8 header[CHAIRLIFT_PDF_REPLY_HEADER], gsize limit)
{
    guint32 length;
    memcpy(&length, header, sizeof length);
    length = GUINT32_FROM_LE(length);
    return length <= limit ? length : 0;
}

/* Moves a text out of the reply. A text must be shorter than limit, and may be null. */
static gboolean take_text(json_t *reply, const char *name, gsize limit, char **text)
{
    json_t *value = json_object_get(reply, name);
    if (json_is_null(value))
        return TRUE;
    if (!json_is_string(value) || json_string_length(value) == 0 ||
        json_string_length(value) > limit)
        return FALSE;
    *text = g_strdup(json_string_value(value));
    return TRUE;
}

static gboolean take_integer(json_t *reply, const char *name, json_int_t limit, guint *number)
{
    json_t *value = json_object_get(reply, name);
    if (!json_is_integer(value))
        return FALSE;
    json_int_t integer = json_integer_value(value);
    if (integer < 0 || integer > limit)
        return FALSE;
    *number = (guint)integer;
    return TRUE;
}

static gboolean take_confidence(json_t *reply, const char *name, double *confidence)
{
    json_t *value = json_object_get(reply, name);
    if (!json_is_real(value))
        return FALSE;
    *confidence = json_real_value(value);
    return *confidence >= 0 && *confidence <= 1;
}

static gboolean take_structure(json_t *reply, ChairliftPdfStructure **structure)
{
    json_t *value = json_object_get(reply, "structure");
    if (json_is_null(value))
        return TRUE;
    *structure = chairlift_pdf_structure_from_json(value);
    return *structure != NULL;
}

static gboolean take_front(json_t *reply, ChairliftPdfFront **front)
{
    json_t *value = json_object_get(reply, "front");
    if (json_is_null(value))
        return TRUE;
    *front = chairlift_pdf_front_from_json(value);
    return *front != NULL;
}

static gboolean take_traces(json_t *reply, ChairliftPdfTraces **traces)
{
    json_t *value = json_object_get(reply, "traces");
    if (json_is_null(value))
        return TRUE;
    *traces = chairlift_pdf_traces_from_json(value);
    return *traces != NULL;
}

gboolean chairlift_pdf_is_from_worker(guint status)
{
    return status == CHAIRLIFT_PDF_OK ||
           (status >= CHAIRLIFT_PDF_DAMAGED && status <= CHAIRLIFT_PDF_GARBLED);
}

ChairliftPdf *chairlift_pdf_reply_decode(const char *body, gsize length)
{
    json_t *reply = json_loadb(body, length, JSON_REJECT_DUPLICATES, NULL);
    if (reply == NULL)
        return NULL;
    g_autoptr(ChairliftPdf) pdf = g_new0(ChairliftPdf, 1);
    guint status, template, form;
    gboolean valid = json_is_object(reply) && json_object_size(reply) == 15 &&
                     take_integer(reply, "status", G_MAXINT32, &status) &&
                     chairlift_pdf_is_from_worker(status) &&
                     take_integer(reply, "pages", G_MAXINT32, &pdf->pages) &&
                     take_integer(reply, "notes", CHAIRLIFT_PDF_NOTES, &pdf->notes) &&
                     take_text(reply, "title", CHAIRLIFT_PDF_TITLE_LIMIT, &pdf->title) &&
                     take_confidence(reply, "title_confidence", &pdf->title_confidence) &&
                     take_text(reply, "abstract", CHAIRLIFT_PDF_ABSTRACT_LIMIT, &pdf->abstract) &&
                     take_confidence(reply, "abstract_confidence", &pdf->abstract_confidence) &&
                     take_text(reply, "text", CHAIRLIFT_PDF_TEXT_LIMIT, &pdf->text) &&
                     take_integer(reply, "template", CHAIRLIFT_PDF_TEMPLATE_ACL, &template) &&
                     take_integer(reply, "form", CHAIRLIFT_PDF_FORM_FINAL, &form) &&
                     take_integer(reply, "template_year", 9999, &pdf->template_year) &&
                     take_integer(reply, "columns", 2, &pdf->columns) &&
                     take_structure(reply, &pdf->structure) && take_front(reply, &pdf->front) &&
                     take_traces(reply, &pdf->traces);
    json_decref(reply);
    if (!valid)
        return NULL;
    pdf->status = (ChairliftPdfStatus)status;
    pdf->page_template = (ChairliftPdfTemplate) template;
    pdf->form = (ChairliftPdfForm)form;
    gboolean cut_off = pdf->status == CHAIRLIFT_PDF_DAMAGED && pdf->notes & CHAIRLIFT_PDF_TRUNCATED;
    pdf->message = g_strdup(cut_off ? "the PDF is cut off: its end is missing; ask for it again"
                                    : chairlift_pdf_status_message(pdf->status));
    return g_steal_pointer(&pdf);
}
