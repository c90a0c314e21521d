/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The front matter's memory, and its JSON between worker and library: a box is an array of its five
 * numbers. */
#include "front.h"

#include "message.h"

#include <math.h>
#include <string.h>

/* Points; no page is larger. */
static const double FARTHEST = 20000;

static void free_author(gpointer data)
{
    ChairliftPdfAuthorLine *line = data;
    g_free(line->text);
    g_free(line);
}

ChairliftPdfFront *chairlift_pdf_front_new(void)
{
    ChairliftPdfFront *front = g_new0(ChairliftPdfFront, 1);
    front->abstract = g_array_new(FALSE, FALSE, sizeof(ChairliftPdfBox));
    front->authors = g_ptr_array_new_with_free_func(free_author);
    return front;
}

void chairlift_pdf_front_free(ChairliftPdfFront *front)
{
    if (front == NULL)
        return;
    g_array_unref(front->abstract);
    g_ptr_array_unref(front->authors);
    g_free(front->keywords);
    g_free(front);
}

gboolean chairlift_pdf_front_is_anonymous(const ChairliftPdfFront *front)
{
    for (guint i = 0; i < front->authors->len; i++) {
        const ChairliftPdfAuthorLine *line = g_ptr_array_index(front->authors, i);
        if (line->part == CHAIRLIFT_PDF_AUTHOR_ANONYMOUS)
            return TRUE;
    }
    return FALSE;
}

const char *chairlift_pdf_author_part_name(ChairliftPdfAuthorPart part)
{
    static const char *const NAMES[] = {"name", "affiliation", "email", "note", "anonymous"};
    return (guint)part < G_N_ELEMENTS(NAMES) ? NAMES[part] : "unknown";
}

/* ---- to JSON --------------------------------------------------------------------------------- */

static json_t *box_to_json(const ChairliftPdfBox *box)
{
    return json_pack("[i, f, f, f, f]", (int)box->page, box->left, box->top, box->right,
                     box->bottom);
}

json_t *chairlift_pdf_front_to_json(const ChairliftPdfFront *front)
{
    json_t *abstract = json_array(), *authors = json_array();
    for (guint i = 0; i < front->abstract->len; i++)
        json_array_append_new(abstract,
                              box_to_json(&g_array_index(front->abstract, ChairliftPdfBox, i)));
    for (guint i = 0; i < front->authors->len; i++) {
        const ChairliftPdfAuthorLine *line = g_ptr_array_index(front->authors, i);
        json_array_append_new(authors, json_pack("{s:s, s:i, s:o}", "text", line->text, "part",
                                                 (int)line->part, "box", box_to_json(&line->box)));
    }
    json_t *keywords = front->keywords != NULL ? json_string(front->keywords) : json_null();
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "title", box_to_json(&front->title), "abstract",
                     abstract, "authors", authors, "keywords", keywords, "keywords_box",
                     box_to_json(&front->keywords_box));
}

/* ---- from JSON ------------------------------------------------------------------------------- */

static gboolean take_box(json_t *array, ChairliftPdfBox *box)
{
    double *const sides[] = {&box->left, &box->top, &box->right, &box->bottom};
    json_t *page = json_array_get(array, 0);
    if (json_array_size(array) != 1 + G_N_ELEMENTS(sides) || !json_is_integer(page) ||
        json_integer_value(page) < 0 || json_integer_value(page) > G_MAXINT32)
        return FALSE;
    box->page = (guint)json_integer_value(page);
    for (gsize i = 0; i < G_N_ELEMENTS(sides); i++) {
        json_t *side = json_array_get(array, i + 1);
        *sides[i] = json_real_value(side);
        if (!json_is_real(side) || !(fabs(*sides[i]) <= FARTHEST))
            return FALSE;
    }
    return box->left <= box->right && box->top <= box->bottom;
}

static gboolean take_abstract(json_t *array, GArray *boxes)
{
    json_t *value;
    gsize i;
    if (!json_is_array(array) || json_array_size(array) > CHAIRLIFT_PDF_BOXES_LIMIT)
        return FALSE;
    json_array_foreach(array, i, value)
    {
        ChairliftPdfBox box;
        if (!take_box(value, &box))
            return FALSE;
        g_array_append_val(boxes, box);
    }
    return TRUE;
}

static gboolean take_author(json_t *object, GPtrArray *authors)
{
    json_t *text = json_object_get(object, "text"), *part = json_object_get(object, "part");
    ChairliftPdfAuthorLine line = {0};
    if (json_object_size(object) != 3 || !json_is_string(text) || json_string_length(text) == 0 ||
        json_string_length(text) > CHAIRLIFT_PDF_STRING_LIMIT || !json_is_integer(part) ||
        json_integer_value(part) < 0 || json_integer_value(part) > CHAIRLIFT_PDF_AUTHOR_ANONYMOUS ||
        !take_box(json_object_get(object, "box"), &line.box))
        return FALSE;
    line.text = g_strdup(json_string_value(text));
    line.part = (ChairliftPdfAuthorPart)json_integer_value(part);
    g_ptr_array_add(authors, g_memdup2(&line, sizeof line));
    return TRUE;
}

static gboolean take_authors(json_t *array, GPtrArray *authors)
{
    json_t *value;
    gsize i;
    if (!json_is_array(array) || json_array_size(array) > CHAIRLIFT_PDF_AUTHORS_LIMIT)
        return FALSE;
    json_array_foreach(array, i, value)
    {
        if (!take_author(value, authors))
            return FALSE;
    }
    return TRUE;
}

static gboolean take_keywords(json_t *value, char **keywords)
{
    if (json_is_null(value))
        return TRUE;
    if (!json_is_string(value) || json_string_length(value) == 0 ||
        json_string_length(value) > CHAIRLIFT_PDF_STRING_LIMIT)
        return FALSE;
    *keywords = g_strdup(json_string_value(value));
    return TRUE;
}

ChairliftPdfFront *chairlift_pdf_front_from_json(json_t *object)
{
    g_autoptr(ChairliftPdfFront) front = chairlift_pdf_front_new();
    gboolean valid = json_is_object(object) && json_object_size(object) == 5 &&
                     take_box(json_object_get(object, "title"), &front->title) &&
                     take_abstract(json_object_get(object, "abstract"), front->abstract) &&
                     take_authors(json_object_get(object, "authors"), front->authors) &&
                     take_keywords(json_object_get(object, "keywords"), &front->keywords) &&
                     take_box(json_object_get(object, "keywords_box"), &front->keywords_box);
    return valid ? g_steal_pointer(&front) : NULL;
}
