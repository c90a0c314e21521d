/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "markup_read.h"

#include <string.h>

#include "chairlift/paper.h"

/* GMarkup keeps an element's text as a whole, however long it is. */
enum { MOST_BYTES = 256 * 1024 * 1024 };

gboolean chairlift_input_is_markup(ChairliftInput *input)
{
    gsize length = 0;
    const char *bytes = chairlift_input_peek(input, &length, NULL);
    while (bytes != NULL && length > 0 && g_ascii_isspace(*bytes)) {
        bytes++;
        length--;
    }
    return bytes != NULL && length > 0 && *bytes == '<';
}

guint64 chairlift_markup_line(GMarkupParseContext *context)
{
    int line;
    g_markup_parse_context_get_position(context, &line, NULL);
    return (guint64)MAX(line, 1);
}

/* GMarkup says itself where it found something wrong, but not in our way. */
static const char *without_position(const char *message)
{
    static const char BEGINS[] = "Error on line ";
    const char *end = g_str_has_prefix(message, BEGINS) ? strstr(message, ": ") : NULL;
    return end != NULL ? end + 2 : message;
}

static gboolean parse(ChairliftInput *input, GMarkupParseContext *context, GError **cause,
                      GError **error)
{
    gsize left = MOST_BYTES;
    for (;;) {
        const char *bytes;
        gsize length;
        if (!chairlift_input_next(input, &bytes, &length, error))
            return FALSE;
        if (length > left) {
            g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                        "%s: is larger than 256 MiB; is it the right file?",
                        chairlift_input_name(input));
            return FALSE;
        }
        left -= length;
        if (length == 0)
            return g_markup_parse_context_end_parse(context, cause);
        if (!g_markup_parse_context_parse(context, bytes, (gssize)length, cause))
            return FALSE;
    }
}

gboolean chairlift_markup_read(ChairliftInput *input, const GMarkupParser *parser,
                               gpointer user_data, GError **error)
{
    g_autoptr(GMarkupParseContext) context =
        g_markup_parse_context_new(parser, G_MARKUP_TREAT_CDATA_AS_TEXT, user_data, NULL);
    g_autoptr(GError) cause = NULL;
    if (parse(input, context, &cause, error))
        return TRUE;
    if (cause == NULL)
        return FALSE;
    g_autofree char *why = chairlift_paper_clean_text(without_position(cause->message), -1, NULL);
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT, "%s:%" G_GUINT64_FORMAT ": %s",
                chairlift_input_name(input), chairlift_markup_line(context),
                why != NULL ? why : "is no XML");
    return FALSE;
}
