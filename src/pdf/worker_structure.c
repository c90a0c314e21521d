/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a document has besides text: links, properties, attachments; and the sections of all its
 * pages. */
#include "blocks.h"
#include "gutter.h"
#include "lines.h"
#include "message.h"
#include "sections.h"
#include "structure.h"
#include "worker.h"
#include "worker_traces.h"

#include <string.h>

enum { MAX_XMP_NAMES = 20 };

static void add_link(ChairliftPdfStructure *structure, const char *uri)
{
    if (uri == NULL || *uri == '\0' || strlen(uri) > CHAIRLIFT_PDF_STRING_LIMIT ||
        !g_utf8_validate(uri, -1, NULL) || structure->links->len >= CHAIRLIFT_PDF_LINKS_LIMIT ||
        g_ptr_array_find_with_equal_func(structure->links, uri, g_str_equal, NULL))
        return;
    g_ptr_array_add(structure->links, g_strdup(uri));
}

static void read_links(PopplerPage *page, ChairliftPdfStructure *structure)
{
    GList *links = poppler_page_get_link_mapping(page);
    for (const GList *at = links; at != NULL; at = at->next) {
        const PopplerLinkMapping *mapping = at->data;
        if (mapping->action != NULL && mapping->action->type == POPPLER_ACTION_URI)
            add_link(structure, mapping->action->uri.uri);
    }
    poppler_page_free_link_mapping(links);
}

static void take_property(ChairliftPdfStructure *structure, const char *name, char *value)
{
    chairlift_pdf_structure_add_property(structure, name, value);
    g_free(value);
}

/* The names in XMP's dc:creator: <rdf:li>Name</rdf:li>, as many as there are. */
static void read_xmp_creators(const char *xmp, ChairliftPdfStructure *structure)
{
    const char *at = strstr(xmp, "<dc:creator");
    const char *end = at != NULL ? strstr(at, "</dc:creator>") : NULL;
    for (guint i = 0; end != NULL && i < MAX_XMP_NAMES; i++) {
        const char *item = strstr(at, "<rdf:li");
        const char *name = item != NULL && item < end ? strchr(item, '>') : NULL;
        const char *close = name != NULL ? strchr(name, '<') : NULL;
        if (close == NULL || close > end)
            return;
        take_property(structure, "XMP creator", g_strndup(name + 1, (gsize)(close - name - 1)));
        at = close;
    }
}

static void read_properties(PopplerDocument *document, ChairliftPdfStructure *structure)
{
    take_property(structure, "Title", poppler_document_get_title(document));
    take_property(structure, "Author", poppler_document_get_author(document));
    take_property(structure, "Subject", poppler_document_get_subject(document));
    take_property(structure, "Keywords", poppler_document_get_keywords(document));
    take_property(structure, "Creator", poppler_document_get_creator(document));
    take_property(structure, "Producer", poppler_document_get_producer(document));
    g_autofree char *xmp = poppler_document_get_metadata(document);
    if (xmp != NULL)
        read_xmp_creators(xmp, structure);
}

/* What pages are compared with. */
typedef struct Common {
    float body_size;     /* points */
    LayoutGutter gutter; /* of the first pages; pages with little text show none of their own */
    gsize text_left;     /* bytes that the texts of blocks may still have */
} Common;

/* known is the page laid out, or NULL. */
static void read_page(PopplerDocument *document, int number, LayoutPage *known, Common *common,
                      ChairliftPdfStructure *structure, ChairliftPdfTraces *traces)
{
    PopplerPage *page = poppler_document_get_page(document, number);
    if (page == NULL) {
        g_array_set_size(structure->pages, (guint)number + 1);
        return;
    }
    read_links(page, structure);
    g_autoptr(LayoutPage) made = known == NULL ? worker_lay_out(page) : NULL;
    LayoutPage *layout = known != NULL ? known : made;
    LayoutGutter gutter = chairlift_layout_gutter(layout);
    g_autoptr(GArray) lines = chairlift_layout_lines(layout, 0, gutter);
    if (number <= 1) { /* the first page may be mostly abstract, the second is the body */
        common->body_size = chairlift_layout_body_size(lines);
        common->gutter = gutter;
    }
    if (gutter.right <= 0)
        gutter = common->gutter;
    chairlift_layout_sections(lines, layout, (guint)number, gutter, common->body_size, structure);
    chairlift_layout_about_page(layout, gutter, structure);
    if (traces != NULL) {
        chairlift_layout_blocks(lines, layout, gutter, structure, &common->text_left);
        worker_traces_page(page, layout, lines, gutter.right > 0 ? gutter : common->gutter,
                           (guint)number, traces);
    }
    g_object_unref(page);
}

/* 0 for what no page measures: JSON, for one, knows no infinity. */
static double sensible_extent(double points)
{
    return points > 0 && points < 1e6 ? points : 0;
}

ChairliftPdfStructure *worker_structure(PopplerDocument *document, LayoutPage *const *first,
                                        guint n, ChairliftPdfTraces *traces)
{
    ChairliftPdfStructure *structure = chairlift_pdf_structure_new();
    int pages = MIN(poppler_document_get_n_pages(document), CHAIRLIFT_PDF_PAGES_LIMIT);
    Common common = {.body_size = 10, .text_left = CHAIRLIFT_PDF_BLOCKS_TEXT_LIMIT};
    PopplerPage *page = poppler_document_get_page(document, 0);
    if (page != NULL) {
        double width, height;
        poppler_page_get_size(page, &width, &height);
        structure->width = sensible_extent(width);
        structure->height = sensible_extent(height);
        g_object_unref(page);
    }
    for (int number = 0; number < pages; number++)
        read_page(document, number, (guint)number < n ? first[number] : NULL, &common, structure,
                  traces);
    if (traces != NULL && pages < poppler_document_get_n_pages(document))
        traces->incomplete = TRUE;
    read_properties(document, structure);
    structure->attachments = poppler_document_get_n_attachments(document);
    return structure;
}
