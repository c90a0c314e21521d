/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The member "structure" of a record:
 *   page_size             [width, height] of the first page, points
 *   sections              array of {title, page, position}; a position is 0 at the top of the page
 *                         and 1 at its bottom
 *   references            {page, position} of where they start, or null
 *   main_text_end         likewise: the first heading of what venues do not count
 *   figures, tables       captions counted
 *   attachments           files in the file
 *   emails, links         arrays of text
 *   properties            array of {name, value}: document information, XMP creators
 *
 * The member "front"; a box is {page, left, top, right, bottom}, in points from the page's top left
 * corner, or null:
 *   title                 box
 *   abstract              array of boxes, one for each column or page that it stands in
 *   authors               array of {text, part, box}, a line each; part is "name", "affiliation",
 *                         "email", "note" for remarks, dates and links, or "anonymous" for what
 *                         templates print instead
 *   anonymous             whether a line is of that kind
 *   keywords              text or null
 *   keywords_box          box
 */
#include "extract_structure.h"

static json_t *strings(const GPtrArray *array)
{
    json_t *list = json_array();
    for (guint i = 0; i < array->len; i++)
        json_array_append_new(list, json_string(g_ptr_array_index(array, i)));
    return list;
}

/* Page and position; null when there is no such place. */
static json_t *place(guint page, double position)
{
    return page > 0 ? json_pack("{s:i, s:f}", "page", (int)page, "position", position)
                    : json_null();
}

static json_t *sections(const GPtrArray *array)
{
    json_t *list = json_array();
    for (guint i = 0; i < array->len; i++) {
        const ChairliftPdfSection *section = g_ptr_array_index(array, i);
        json_t *entry = place(section->page, section->position);
        json_object_set_new(entry, "title", json_string(section->title));
        json_array_append_new(list, entry);
    }
    return list;
}

static json_t *properties(const GPtrArray *array)
{
    json_t *list = json_array();
    for (guint i = 0; i < array->len; i++) {
        const ChairliftPdfProperty *property = g_ptr_array_index(array, i);
        json_array_append_new(
            list, json_pack("{s:s, s:s}", "name", property->name, "value", property->value));
    }
    return list;
}

json_t *extract_structure(const ChairliftPdfStructure *structure)
{
    return json_pack(
        "{s:[f, f], s:o, s:o, s:o, s:i, s:i, s:i, s:o, s:o, s:o}", "page_size", structure->width,
        structure->height, "sections", sections(structure->sections), "references",
        place(structure->references_page, structure->references_position), "main_text_end",
        place(structure->main_end_page, structure->main_end_position), "figures",
        (int)structure->figures, "tables", (int)structure->tables, "attachments",
        (int)structure->attachments, "emails", strings(structure->emails), "links",
        strings(structure->links), "properties", properties(structure->properties));
}

static json_t *box_or_null(const ChairliftPdfBox *box)
{
    return box->page > 0
               ? json_pack("{s:i, s:f, s:f, s:f, s:f}", "page", (int)box->page, "left", box->left,
                           "top", box->top, "right", box->right, "bottom", box->bottom)
               : json_null();
}

json_t *extract_front(const ChairliftPdfFront *front)
{
    json_t *abstract = json_array(), *authors = json_array();
    for (guint i = 0; i < front->abstract->len; i++)
        json_array_append_new(abstract,
                              box_or_null(&g_array_index(front->abstract, ChairliftPdfBox, i)));
    for (guint i = 0; i < front->authors->len; i++) {
        const ChairliftPdfAuthorLine *line = g_ptr_array_index(front->authors, i);
        json_array_append_new(authors, json_pack("{s:s, s:s, s:o}", "text", line->text, "part",
                                                 chairlift_pdf_author_part_name(line->part), "box",
                                                 box_or_null(&line->box)));
    }
    return json_pack("{s:o, s:o, s:o, s:b, s:s?, s:o}", "title", box_or_null(&front->title),
                     "abstract", abstract, "authors", authors, "anonymous",
                     chairlift_pdf_front_is_anonymous(front), "keywords", front->keywords,
                     "keywords_box", box_or_null(&front->keywords_box));
}
