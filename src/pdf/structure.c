/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The structure's memory, and its JSON between worker and library. */
#include "structure.h"

#include "message.h"

#include <string.h>

static void free_section(gpointer data)
{
    ChairliftPdfSection *section = data;
    g_free(section->title);
    g_free(section);
}

static void free_property(gpointer data)
{
    ChairliftPdfProperty *property = data;
    g_free(property->name);
    g_free(property->value);
    g_free(property);
}

ChairliftPdfStructure *chairlift_pdf_structure_new(void)
{
    ChairliftPdfStructure *structure = g_new0(ChairliftPdfStructure, 1);
    structure->pages = g_array_new(FALSE, FALSE, sizeof(ChairliftPdfPage));
    structure->blocks = g_ptr_array_new_with_free_func(chairlift_pdf_block_free);
    structure->sections = g_ptr_array_new_with_free_func(free_section);
    structure->emails = g_ptr_array_new_with_free_func(g_free);
    structure->links = g_ptr_array_new_with_free_func(g_free);
    structure->properties = g_ptr_array_new_with_free_func(free_property);
    return structure;
}

void chairlift_pdf_structure_free(ChairliftPdfStructure *structure)
{
    if (structure == NULL)
        return;
    g_array_unref(structure->pages);
    g_ptr_array_unref(structure->blocks);
    g_ptr_array_unref(structure->sections);
    g_ptr_array_unref(structure->emails);
    g_ptr_array_unref(structure->links);
    g_ptr_array_unref(structure->properties);
    g_free(structure);
}

void chairlift_pdf_structure_add_property(ChairliftPdfStructure *structure, const char *name,
                                          const char *value)
{
    if (value == NULL || *value == '\0' ||
        structure->properties->len >= CHAIRLIFT_PDF_PROPERTIES_LIMIT ||
        !g_utf8_validate(value, -1, NULL) || strlen(value) > CHAIRLIFT_PDF_STRING_LIMIT)
        return;
    ChairliftPdfProperty *property = g_new(ChairliftPdfProperty, 1);
    *property = (ChairliftPdfProperty){g_strdup(name), g_strdup(value)};
    g_ptr_array_add(structure->properties, property);
}

/* ---- to JSON --------------------------------------------------------------------------------- */

static json_t *strings_to_json(const GPtrArray *strings)
{
    json_t *array = json_array();
    for (guint i = 0; i < strings->len; i++)
        json_array_append_new(array, json_string(g_ptr_array_index(strings, i)));
    return array;
}

json_t *chairlift_pdf_structure_to_json(const ChairliftPdfStructure *structure)
{
    json_t *sections = json_array(), *properties = json_array();
    for (guint i = 0; i < structure->sections->len; i++) {
        const ChairliftPdfSection *section = g_ptr_array_index(structure->sections, i);
        json_array_append_new(sections,
                              json_pack("{s:s, s:i, s:f}", "title", section->title, "page",
                                        (int)section->page, "position", section->position));
    }
    for (guint i = 0; i < structure->properties->len; i++) {
        const ChairliftPdfProperty *property = g_ptr_array_index(structure->properties, i);
        json_array_append_new(
            properties, json_pack("{s:s, s:s}", "name", property->name, "value", property->value));
    }
    return json_pack("{s:f, s:f, s:o, s:i, s:f, s:i, s:f, s:i, s:i, s:i, s:o, s:o, s:o, s:o, s:o}",
                     "width", structure->width, "height", structure->height, "sections", sections,
                     "references_page", (int)structure->references_page, "references_position",
                     structure->references_position, "main_end_page", (int)structure->main_end_page,
                     "main_end_position", structure->main_end_position, "figures",
                     (int)structure->figures, "tables", (int)structure->tables, "attachments",
                     (int)structure->attachments, "emails", strings_to_json(structure->emails),
                     "links", strings_to_json(structure->links), "properties", properties, "pages",
                     chairlift_pdf_pages_to_json(structure->pages), "blocks",
                     chairlift_pdf_blocks_to_json(structure->blocks));
}

/* ---- from JSON ------------------------------------------------------------------------------- */

static gboolean take_count(json_t *object, const char *name, guint *count)
{
    json_t *value = json_object_get(object, name);
    json_int_t integer = json_is_integer(value) ? json_integer_value(value) : -1;
    if (integer < 0 || integer > G_MAXINT32)
        return FALSE;
    *count = (guint)integer;
    return TRUE;
}

static gboolean take_real(json_t *object, const char *name, double limit, double *real)
{
    json_t *value = json_object_get(object, name);
    if (!json_is_real(value))
        return FALSE;
    *real = json_real_value(value);
    return *real >= 0 && *real <= limit;
}

static const char *text_of(json_t *value)
{
    return json_is_string(value) && json_string_length(value) > 0 &&
                   json_string_length(value) <= CHAIRLIFT_PDF_STRING_LIMIT
               ? json_string_value(value)
               : NULL;
}

static gboolean take_strings(json_t *object, const char *name, gsize limit, GPtrArray *strings)
{
    json_t *array = json_object_get(object, name), *value;
    gsize i;
    if (!json_is_array(array) || json_array_size(array) > limit)
        return FALSE;
    json_array_foreach(array, i, value)
    {
        if (text_of(value) == NULL)
            return FALSE;
        g_ptr_array_add(strings, g_strdup(text_of(value)));
    }
    return TRUE;
}

static gboolean take_sections(json_t *object, GPtrArray *sections)
{
    json_t *array = json_object_get(object, "sections"), *value;
    gsize i;
    if (!json_is_array(array) || json_array_size(array) > CHAIRLIFT_PDF_SECTIONS_LIMIT)
        return FALSE;
    json_array_foreach(array, i, value)
    {
        const char *title = text_of(json_object_get(value, "title"));
        ChairliftPdfSection section;
        if (title == NULL || json_object_size(value) != 3 ||
            !take_count(value, "page", &section.page) ||
            !take_real(value, "position", 1, &section.position))
            return FALSE;
        section.title = g_strdup(title);
        g_ptr_array_add(sections, g_memdup2(&section, sizeof section));
    }
    return TRUE;
}

static gboolean take_properties(json_t *object, ChairliftPdfStructure *structure)
{
    json_t *array = json_object_get(object, "properties"), *value;
    gsize i;
    if (!json_is_array(array) || json_array_size(array) > CHAIRLIFT_PDF_PROPERTIES_LIMIT)
        return FALSE;
    json_array_foreach(array, i, value)
    {
        const char *name = text_of(json_object_get(value, "name"));
        const char *text = text_of(json_object_get(value, "value"));
        if (name == NULL || text == NULL || json_object_size(value) != 2)
            return FALSE;
        chairlift_pdf_structure_add_property(structure, name, text);
    }
    return TRUE;
}

ChairliftPdfStructure *chairlift_pdf_structure_from_json(json_t *object)
{
    g_autoptr(ChairliftPdfStructure) structure = chairlift_pdf_structure_new();
    gboolean valid =
        json_is_object(object) && json_object_size(object) == 15 &&
        take_real(object, "width", G_MAXFLOAT, &structure->width) &&
        take_real(object, "height", G_MAXFLOAT, &structure->height) &&
        take_sections(object, structure->sections) &&
        take_count(object, "references_page", &structure->references_page) &&
        take_real(object, "references_position", 1, &structure->references_position) &&
        take_count(object, "main_end_page", &structure->main_end_page) &&
        take_real(object, "main_end_position", 1, &structure->main_end_position) &&
        take_count(object, "figures", &structure->figures) &&
        take_count(object, "tables", &structure->tables) &&
        take_count(object, "attachments", &structure->attachments) &&
        take_strings(object, "emails", CHAIRLIFT_PDF_EMAILS_LIMIT, structure->emails) &&
        take_strings(object, "links", CHAIRLIFT_PDF_LINKS_LIMIT, structure->links) &&
        take_properties(object, structure) &&
        chairlift_pdf_pages_from_json(json_object_get(object, "pages"), structure->pages) &&
        chairlift_pdf_blocks_from_json(json_object_get(object, "blocks"), structure->blocks);
    return valid ? g_steal_pointer(&structure) : NULL;
}
