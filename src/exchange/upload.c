/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chairlift/upload.h"

#include "cmt_xml.h"
#include "csv_cell.h"
#include "edges.h"
#include "input.h"
#include "markup_read.h"
#include "sheet_rows.h"
#include "table.h"

#include <string.h>

#include "chairlift/paper.h"

/* OpenReview takes files of 50 MB; a larger one than this is a mistake. */
enum { MOST_BYTES = 256 * 1024 * 1024 };
static const char TOO_LARGE[] = "is larger than 256 MiB, which no system takes";

static void upload_row_free(gpointer data)
{
    ChairliftUploadRow *row = data;
    g_free(row->paper);
    g_free(row->person);
    g_free(row->score);
    g_free(row);
}

static ChairliftUpload *upload_new(ChairliftInput *input, ChairliftUploadFormat format)
{
    ChairliftUpload *upload = g_new0(ChairliftUpload, 1);
    upload->name = g_strdup(chairlift_input_name(input));
    upload->format = format;
    upload->rows = g_ptr_array_new_with_free_func(upload_row_free);
    return upload;
}

void chairlift_upload_free(ChairliftUpload *upload)
{
    if (upload == NULL)
        return;
    g_free(upload->name);
    g_ptr_array_unref(upload->rows);
    g_free(upload);
}

const char *chairlift_upload_format_name(ChairliftUploadFormat format)
{
    static const char *const NAMES[] = {"OpenReview's affinity scores", "OpenReview's edges",
                                        "a table for HotCRP", "CMT's assignments",
                                        "a table of assignments"};
    return NAMES[format];
}

/* Texts that are empty are NULL; they are cleaned, so that messages can show them. */
static void add(ChairliftUpload *upload, ChairliftUploadKind kind, const char *paper,
                const char *person, const char *score, guint64 line)
{
    ChairliftUploadRow *row = g_new0(ChairliftUploadRow, 1);
    row->kind = kind;
    row->paper = chairlift_paper_clean_text(paper != NULL ? paper : "", -1, NULL);
    row->person = chairlift_paper_clean_text(person != NULL ? person : "", -1, NULL);
    row->score = chairlift_paper_clean_text(score != NULL ? score : "", -1, NULL);
    row->line = line;
    g_ptr_array_add(upload->rows, row);
}

/* ---- lines: OpenReview's scores -------------------------------------------------------------- */

/* OpenReview splits each line at its commas and knows no quotation marks, and so it is done here.
 */
static gboolean add_line(ChairliftUpload *upload, const char *line, guint64 number, GError **error)
{
    if (line[strspn(line, " \t\r")] == '\0')
        return TRUE;
    g_auto(GStrv) cells = g_strsplit(line, ",", -1);
    const guint length = g_strv_length(cells);
    if (length != 3) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                    "%s:%" G_GUINT64_FORMAT ": OpenReview's scores are \"paper,person,score\" "
                    "without quotation marks, and this line has %u cell%s",
                    upload->name, number, length, length == 1 ? "" : "s");
        return FALSE;
    }
    add(upload, CHAIRLIFT_UPLOAD_SCORE, cells[0], cells[1], cells[2], number);
    return TRUE;
}

static ChairliftUpload *read_scores(ChairliftInput *input, GError **error)
{
    g_autoptr(ChairliftUpload) upload = upload_new(input, CHAIRLIFT_UPLOAD_OPENREVIEW_SCORES);
    g_autoptr(GString) text = chairlift_input_read_all(input, MOST_BYTES, TOO_LARGE, error);
    if (text == NULL)
        return NULL;
    guint64 number = 1;
    for (char *line = text->str, *end; line != NULL; line = end, number++) {
        end = memchr(line, '\n', (gsize)(text->str + text->len - line));
        if (end != NULL)
            *end++ = '\0';
        if (!add_line(upload, line, number, error))
            return NULL;
    }
    return g_steal_pointer(&upload);
}

/* ---- JSON: OpenReview's edges ---------------------------------------------------------------- */

/* A ChairliftEdgeFunction. */
static gboolean take_edge(const ChairliftEdge *edge, gpointer user_data, GError **error)
{
    static const struct {
        const char *name;
        ChairliftUploadKind kind;
    } KINDS[] = {{"Affinity_Score", CHAIRLIFT_UPLOAD_SCORE},
                 {"Proposed_Assignment", CHAIRLIFT_UPLOAD_ASSIGNMENT},
                 {"Assignment", CHAIRLIFT_UPLOAD_ASSIGNMENT},
                 {"Conflict", CHAIRLIFT_UPLOAD_CONFLICT}};
    (void)error;
    char weight[G_ASCII_DTOSTR_BUF_SIZE] = "";
    if (edge->has_weight)
        g_ascii_dtostr(weight, sizeof weight, edge->weight);
    for (gsize i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        if (!edge->is_deleted && chairlift_edge_is(edge, KINDS[i].name))
            add(user_data, KINDS[i].kind, edge->head, edge->tail, weight, edge->line);
    }
    return TRUE;
}

static ChairliftUpload *read_edges(ChairliftInput *input, GError **error)
{
    g_autoptr(ChairliftUpload) upload = upload_new(input, CHAIRLIFT_UPLOAD_OPENREVIEW_EDGES);
    if (!chairlift_edges_read(input, take_edge, upload, error))
        return NULL;
    return g_steal_pointer(&upload);
}

/* ---- XML: CMT's assignments ------------------------------------------------------------------ */

/* A ChairliftCmtFunction. */
static gboolean take_user(const ChairliftCmtUser *user, gpointer user_data, GError **error)
{
    (void)error;
    add(user_data, CHAIRLIFT_UPLOAD_ASSIGNMENT, user->submission, user->email, NULL, user->line);
    return TRUE;
}

static ChairliftUpload *read_cmt(ChairliftInput *input, GError **error)
{
    g_autoptr(ChairliftUpload) upload = upload_new(input, CHAIRLIFT_UPLOAD_CMT);
    return chairlift_cmt_read(input, "assignments", take_user, upload, error)
               ? g_steal_pointer(&upload)
               : NULL;
}

/* ---- tables: HotCRP's, and what chairlift route writes --------------------------------------- */

/* HotCRP's actions that give a paper to somebody, or say that it must not be. */
static gboolean kind_of_action(const char *action, ChairliftUploadKind *kind)
{
    static const char *const GIVES[] = {"lead",     "metareview", "primary", "secondary",
                                        "pcreview", "review",     "external"};
    *kind = CHAIRLIFT_UPLOAD_ASSIGNMENT;
    for (gsize i = 0; i < G_N_ELEMENTS(GIVES); i++) {
        if (g_ascii_strcasecmp(action, GIVES[i]) == 0)
            return TRUE;
    }
    *kind = g_ascii_strcasecmp(action, "conflict") == 0 ? CHAIRLIFT_UPLOAD_CONFLICT
                                                        : CHAIRLIFT_UPLOAD_PREFERENCE;
    return *kind == CHAIRLIFT_UPLOAD_CONFLICT || g_ascii_strcasecmp(action, "pref") == 0 ||
           g_ascii_strcasecmp(action, "preference") == 0;
}

typedef struct Columns {
    int paper, person, action, preference;
} Columns;

static void add_rows(ChairliftUpload *upload, const ChairliftTable *table, const Columns *columns)
{
    for (guint i = 1; i < table->rows->len; i++) {
        const ChairliftTableRow *row = g_ptr_array_index(table->rows, i);
        const char *paper = chairlift_table_cell(row, columns->paper);
        const char *person = chairlift_table_cell(row, columns->person);
        const char *action = chairlift_table_cell(row, columns->action);
        const char *preference = chairlift_table_cell(row, columns->preference);
        ChairliftUploadKind kind = columns->preference >= 0 && columns->action < 0
                                       ? CHAIRLIFT_UPLOAD_PREFERENCE
                                       : CHAIRLIFT_UPLOAD_ASSIGNMENT;
        if (action != NULL && !kind_of_action(action, &kind))
            continue;
        /* A paper that nobody takes has a row of its own in route's table. */
        if (upload->format == CHAIRLIFT_UPLOAD_TABLE && person == NULL)
            continue;
        add(upload, kind, paper != NULL ? chairlift_csv_original(paper) : NULL,
            person != NULL ? chairlift_csv_original(person) : NULL,
            kind == CHAIRLIFT_UPLOAD_PREFERENCE ? preference : NULL, row->line);
    }
}

static ChairliftUpload *read_table(ChairliftInput *input, GError **error)
{
    g_autoptr(ChairliftTable) table = chairlift_table_read(input, error);
    if (table == NULL)
        return NULL;
    const Columns columns = {chairlift_table_find(table, CHAIRLIFT_TABLE_PAPER),
                             chairlift_table_find(table, CHAIRLIFT_TABLE_PERSON),
                             chairlift_table_find(table, "action assignment"),
                             chairlift_table_find(table, "preference pref")};
    if (columns.paper < 0 || columns.person < 0) {
        g_autofree char *headers = chairlift_table_headers(table);
        chairlift_table_fail(table, 1, error,
                             "this is neither lines of \"paper,person,score\" nor a table with "
                             "columns for paper and person; its first row is: %s",
                             headers);
        return NULL;
    }
    const gboolean is_hotcrp = columns.action >= 0 || columns.preference >= 0;
    ChairliftUpload *upload =
        upload_new(input, is_hotcrp ? CHAIRLIFT_UPLOAD_HOTCRP : CHAIRLIFT_UPLOAD_TABLE);
    add_rows(upload, table, &columns);
    return upload;
}

/* ---- which it is ----------------------------------------------------------------------------- */

/* Whether the first line that is not blank has three cells, of which the last is a number. */
static gboolean begins_with_score(const char *bytes, gsize length)
{
    g_autofree char *text = g_strndup(bytes, length);
    g_strchug(text);
    text[strcspn(text, "\n")] = '\0';
    g_auto(GStrv) cells = g_strsplit(text, ",", -1);
    if (g_strv_length(cells) != 3)
        return FALSE;
    char *end;
    g_strstrip(cells[2]);
    g_ascii_strtod(cells[2], &end);
    return end != cells[2] && *end == '\0';
}

ChairliftUpload *chairlift_upload_read(ChairliftInput *input, GError **error)
{
    gsize length = 0;
    const char *bytes = chairlift_input_peek(input, &length, error);
    if (bytes == NULL)
        return NULL;
    if (chairlift_input_is_json(input))
        return read_edges(input, error);
    if (begins_with_score(bytes, length))
        return read_scores(input, error);
    return chairlift_input_is_markup(input) && !chairlift_input_is_sheet(input)
               ? read_cmt(input, error)
               : read_table(input, error);
}
