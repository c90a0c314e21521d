/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XMP packets: RDF in XML. Every text and every attribute is taken for a property of the nearest
 * element that is none of RDF's own, so that no schema needs to be known.
 *
 * Reference: ISO 16684-1. */
#include "worker_traces.h"

#include <string.h>

enum { MAX_PACKET_BYTES = 1 << 20, MAX_DEPTH = 64 };

typedef struct XmpReader {
    const ChairliftTrace *like;
    ChairliftPdfTraces *traces;
} XmpReader;

static void add(XmpReader *reader, const char *name, const char *text)
{
    ChairliftTrace trace = *reader->like;
    trace.name = (char *)name;
    trace.text = (char *)text;
    chairlift_pdf_traces_add(reader->traces, &trace);
}

static gboolean is_syntax(const char *name)
{
    return g_str_has_prefix(name, "rdf:") || g_str_has_prefix(name, "xmlns") ||
           g_str_has_prefix(name, "x:") || g_str_has_prefix(name, "xml:");
}

/* The innermost element that is a property. */
static const char *property_of(GMarkupParseContext *context)
{
    const GSList *element = g_markup_parse_context_get_element_stack(context);
    while (element != NULL && is_syntax(element->data))
        element = element->next;
    return element != NULL ? element->data : "";
}

static void start_element(GMarkupParseContext *context, const char *element, const char **names,
                          const char **values, gpointer data, GError **error)
{
    (void)element;
    if (g_slist_length((GSList *)g_markup_parse_context_get_element_stack(context)) > MAX_DEPTH) {
        g_set_error_literal(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "too deep");
        return;
    }
    for (gsize i = 0; names[i] != NULL; i++) {
        if (!is_syntax(names[i]))
            add(data, names[i], values[i]);
        else if (strcmp(names[i], "rdf:resource") == 0)
            add(data, property_of(context), values[i]);
    }
}

static void take_text(GMarkupParseContext *context, const char *text, gsize length, gpointer data,
                      GError **error)
{
    (void)error;
    g_autofree char *value = g_strndup(text, length);
    add(data, property_of(context), value);
}

void worker_traces_xmp(const char *packet, gsize length, const ChairliftTrace *like,
                       ChairliftPdfTraces *traces)
{
    static const GMarkupParser PARSER = {.start_element = start_element, .text = take_text};
    XmpReader reader = {like, traces};
    /* Writers put a byte order mark, and padding, around it. */
    while (length > 0 && packet[0] != '<') {
        packet++;
        length--;
    }
    if (length > MAX_PACKET_BYTES) {
        traces->incomplete = TRUE;
        return;
    }
    g_autofree char *valid = g_utf8_make_valid(packet, (gssize)length);
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&PARSER, 0, &reader, NULL);
    guint before = traces->list->len;
    gboolean read = g_markup_parse_context_parse(context, valid, -1, NULL);
    if (!read && traces->list->len == before)
        add(&reader, "xmp", valid); /* not as XML should be: as it stands */
}
