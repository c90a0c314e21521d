/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmt_xml.h"

#include "markup_read.h"

#include <string.h>

typedef struct CmtReader {
    const char *root;
    gboolean is_open; /* the root */
    char *submission; /* that is open, or NULL */
    ChairliftCmtFunction function;
    gpointer user_data;
} CmtReader;

static gboolean open_submission(CmtReader *reader, const char *element, const char **names,
                                const char **values, GError **error)
{
    const char *id = NULL;
    if (!g_markup_collect_attributes(element, names, values, error, G_MARKUP_COLLECT_STRING,
                                     "submissionId", &id, G_MARKUP_COLLECT_INVALID))
        return FALSE;
    reader->submission = g_strdup(id);
    return TRUE;
}

static gboolean take_user(CmtReader *reader, const char *element, const char **names,
                          const char **values, guint64 line, GError **error)
{
    ChairliftCmtUser user = {.submission = reader->submission, .line = line};
    return g_markup_collect_attributes(element, names, values, error, G_MARKUP_COLLECT_STRING,
                                       "email", &user.email,
                                       G_MARKUP_COLLECT_STRING | G_MARKUP_COLLECT_OPTIONAL, "bid",
                                       &user.bid, G_MARKUP_COLLECT_INVALID) &&
           reader->function(&user, reader->user_data, error);
}

/* A GMarkupParser's start_element. */
static void start_element(GMarkupParseContext *context, const char *element, const char **names,
                          const char **values, gpointer user_data, GError **error)
{
    CmtReader *reader = user_data;
    if (!reader->is_open && strcmp(element, reader->root) == 0)
        reader->is_open = TRUE;
    else if (reader->is_open && reader->submission == NULL && strcmp(element, "submission") == 0)
        open_submission(reader, element, names, values, error);
    else if (reader->submission != NULL && strcmp(element, "user") == 0)
        take_user(reader, element, names, values, chairlift_markup_line(context), error);
    else
        g_set_error(error, G_MARKUP_ERROR, G_MARKUP_ERROR_UNKNOWN_ELEMENT,
                    "CMT's %s have no <%.40s> here", reader->root, element);
}

static void end_element(GMarkupParseContext *context, const char *element, gpointer user_data,
                        GError **error)
{
    (void)context;
    (void)error;
    if (strcmp(element, "submission") == 0)
        g_clear_pointer(&((CmtReader *)user_data)->submission, g_free);
}

gboolean chairlift_cmt_read(ChairliftInput *input, const char *root, ChairliftCmtFunction function,
                            gpointer user_data, GError **error)
{
    static const GMarkupParser PARSER = {.start_element = start_element,
                                         .end_element = end_element};
    CmtReader reader = {.root = root, .function = function, .user_data = user_data};
    const gboolean good = chairlift_markup_read(input, &PARSER, &reader, error);
    g_free(reader.submission);
    return good;
}
