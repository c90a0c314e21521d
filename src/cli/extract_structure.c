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
