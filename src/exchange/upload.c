/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chairlift/upload.h"

#include "cmt_xml.h"
#include "csv_cell.h"
#include "edges.h"
#include "input.h"
#include "json_records.h"
#include "markup_read.h"
#include "table.h"

#include <jansson.h>
#include <string.h>

#include "chairlift/paper.h"

/* OpenReview takes files of 50 MB; a larger one than this is a mistake. */
enum { MOST_BYTES = 256 * 1024 * 1024 };
static const char TOO_LARGE[] = "is larger than 256 MiB, which no system takes";

static ChairliftUpload *upload_new(ChairliftInput *input, ChairliftUploadFormat format)
{
    ChairliftUpload *upload = g_new0(ChairliftUpload, 1);
    upload->name = g_strdup(chairlift_input_name(input));
    upload->format = format;
    upload->rows = g_ptr_array_new_with_free_func(g_free);
    upload->texts = g_string_chunk_new(4096);
    return upload;
}

void chairlift_upload_free(ChairliftUpload *upload)
{
    if (upload == NULL)
        return;
    g_free(upload->name);
    g_ptr_array_unref(upload->rows);
    g_string_chunk_free(upload->texts);
    g_free(upload);
}

const char *chairlift_upload_format_name(ChairliftUploadFormat format)
{
    static const char *const NAMES[] = {"OpenReview's affinity scores", "OpenReview's edges",
                                        "a table for HotCRP",           "CMT's assignments",
                                        "a table of assignments",       "a routing"};
    return NAMES[format];
}

/* A text of a row, cleaned, so that messages can show it; NULL when nothing is left of it. */
static const char *keep(ChairliftUpload *upload, const char *text)
{
    g_autofree char *clean = text != NULL ? chairlift_paper_clean_text(text, -1, NULL) : NULL;
    return clean != NULL ? g_string_chunk_insert_const(upload->texts, clean) : NULL;
}

static ChairliftUploadRow *add(ChairliftUpload *upload, ChairliftUploadKind kind, const char *paper,
                               const char *person, const char *score, guint64 line)
{
    ChairliftUploadRow *row = g_new0(ChairliftUploadRow, 1);
    row->kind = kind;
    row->paper = keep(upload, paper);
    row->person = keep(upload, person);
    row->score = keep(upload, score);
    row->role = -1;
    row->line = line;
    g_ptr_array_add(upload->rows, row);
    return row;
}

/* A role by its name ("chair"), or -1. */
static int role_called(const char *name)
{
    for (int role = 0; name != NULL && role < CHAIRLIFT_ROLES; role++) {
        if (g_ascii_strcasecmp(name, chairlift_role_name((ChairliftRole)role)) == 0)
            return role;
    }
    return -1;
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
    upload->bytes = text->len;
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

typedef struct EdgeUpload {
    ChairliftUpload *upload;
    char *venue; /* the group of the first edge's committee, or NULL */
} EdgeUpload;

/* The committee that an invitation is of: "V.cc/W/Area_Chairs" of "V.cc/W/Area_Chairs/-/Conflict";
 * NULL when it is none. */
static char *committee_of(const char *invitation)
{
    const char *mark = strstr(invitation, "/-/");
    return mark != NULL ? g_strndup(invitation, (gsize)(mark - invitation)) : NULL;
}

/* Committees may be called anything, but hardly without these words. */
static int role_of_committee(const char *committee)
{
    const char *slash = strrchr(committee, '/');
    g_autofree char *name = g_ascii_strdown(slash != NULL ? slash + 1 : committee, -1);
    if (strstr(name, "chair") != NULL || strstr(name, "meta") != NULL ||
        strstr(name, "editor") != NULL)
        return CHAIRLIFT_ROLE_CHAIR;
    return strstr(name, "review") != NULL ? CHAIRLIFT_ROLE_REVIEWER : -1;
}

/* What is wrong with the edge's invitation and label, or NULL. */
static char *problem_of_edge(EdgeUpload *edges, const ChairliftEdge *edge, const char *committee)
{
    const char *slash = committee != NULL ? strrchr(committee, '/') : NULL;
    if (slash == NULL)
        return g_strdup_printf(
            "the invitation \"%s\" lacks the venue's group and the committee, as "
            "in ICML.cc/2026/Workshop/NAME/Area_Chairs/-/...: write the edges "
            "with --openreview-group",
            edge->invitation);
    if (edges->venue == NULL)
        edges->venue = g_strndup(committee, (gsize)(slash - committee));
    if (strncmp(edges->venue, committee, strlen(edges->venue)) != 0 ||
        strlen(edges->venue) != (gsize)(slash - committee))
        return g_strdup_printf(
            "the invitation \"%s\" is of another venue than the first edge, which "
            "is of %s: keep one of them",
            edge->invitation, edges->venue);
    if (!chairlift_edge_is(edge, "Proposed_Assignment"))
        return NULL;
    if (*edge->label == '\0')
        return g_strdup("a proposed assignment has no label: it must be the title of its matching");
    if (strpbrk(edge->label, ",:;") != NULL)
        return g_strdup_printf(
            "the label \"%s\" holds one of , : ; which no title of a matching may "
            "have: use another",
            edge->label);
    return NULL;
}

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
    EdgeUpload *edges = user_data;
    char weight[G_ASCII_DTOSTR_BUF_SIZE] = "";
    if (edge->has_weight)
        g_ascii_dtostr(weight, sizeof weight, edge->weight);
    for (gsize i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        if (edge->is_deleted || !chairlift_edge_is(edge, KINDS[i].name))
            continue;
        ChairliftUploadRow *row =
            add(edges->upload, KINDS[i].kind, edge->head, edge->tail, weight, edge->line);
        g_autofree char *committee = committee_of(edge->invitation);
        row->role = committee != NULL ? role_of_committee(committee) : -1;
        g_autofree char *problem = problem_of_edge(edges, edge, committee);
        row->problem = keep(edges->upload, problem);
        edges->upload->without_permission += !edge->has_permissions;
    }
    return TRUE;
}

static ChairliftUpload *read_edges(ChairliftInput *input, GError **error)
{
    g_autoptr(ChairliftUpload) upload = upload_new(input, CHAIRLIFT_UPLOAD_OPENREVIEW_EDGES);
    EdgeUpload edges = {upload, NULL};
    const gboolean good = chairlift_edges_read(input, take_edge, &edges, error);
    g_free(edges.venue);
    return good ? g_steal_pointer(&upload) : NULL;
}

/* ---- JSON: what chairlift route writes ------------------------------------------------------- */

typedef struct RoutingUpload {
    ChairliftUpload *upload;
    GError *error;
} RoutingUpload;

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static void add_assignment(ChairliftUpload *upload, const json_t *value, guint64 line)
{
    char score[G_ASCII_DTOSTR_BUF_SIZE] = "";
    const json_t *number = json_object_get(value, "score");
    if (text_of(value, "chair") == NULL) /* a paper that nobody takes */
        return;
    if (json_is_number(number))
        g_ascii_dtostr(score, sizeof score, json_number_value(number));
    ChairliftUploadRow *row = add(upload, CHAIRLIFT_UPLOAD_ASSIGNMENT, text_of(value, "paper"),
                                  text_of(value, "chair"), score, line);
    row->title = keep(upload, text_of(value, "title"));
    row->called = keep(upload, text_of(value, "chair_name"));
    row->role = role_called(text_of(value, "role"));
}

/* A ChairliftJsonRecordFunction. */
static gboolean take_assignment(const ChairliftJsonRecord *record, gpointer user_data)
{
    RoutingUpload *routing = user_data;
    json_error_t cause;
    json_t *value = record->problem == NULL
                        ? json_loadb(record->bytes, record->length, JSON_DECODE_ANY, &cause)
                        : NULL;
    const gboolean good = json_is_object(value);
    if (good)
        add_assignment(routing->upload, value, record->line);
    else
        g_set_error(&routing->error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                    "%s:%" G_GUINT64_FORMAT ": assignment %" G_GUINT64_FORMAT " is no object",
                    routing->upload->name, record->line, record->number);
    json_decref(value);
    return good;
}

static ChairliftUpload *read_routing(ChairliftInput *input, GError **error)
{
    g_autoptr(ChairliftUpload) upload = upload_new(input, CHAIRLIFT_UPLOAD_ROUTING);
    RoutingUpload routing = {upload, NULL};
    if (!chairlift_json_records_read_held(input, "assignments", take_assignment, &routing, error)) {
        g_clear_error(&routing.error);
        return NULL;
    }
    if (routing.error == NULL)
        return g_steal_pointer(&upload);
    g_propagate_error(error, routing.error);
    return NULL;
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

/* HotCRP's actions that give a paper to somebody, or say that it must not be; *role as
 * chairlift_routing_write uses them. FALSE for others. */
static gboolean read_action(const char *action, ChairliftUploadKind *kind, int *role)
{
    static const struct {
        const char *name;
        ChairliftUploadKind kind;
        int role;
    } ACTIONS[] = {{"lead", CHAIRLIFT_UPLOAD_ASSIGNMENT, CHAIRLIFT_ROLE_CHAIR},
                   {"metareview", CHAIRLIFT_UPLOAD_ASSIGNMENT, CHAIRLIFT_ROLE_CHAIR},
                   {"primary", CHAIRLIFT_UPLOAD_ASSIGNMENT, CHAIRLIFT_ROLE_REVIEWER},
                   {"secondary", CHAIRLIFT_UPLOAD_ASSIGNMENT, CHAIRLIFT_ROLE_REVIEWER},
                   {"pcreview", CHAIRLIFT_UPLOAD_ASSIGNMENT, CHAIRLIFT_ROLE_REVIEWER},
                   {"review", CHAIRLIFT_UPLOAD_ASSIGNMENT, CHAIRLIFT_ROLE_REVIEWER},
                   {"external", CHAIRLIFT_UPLOAD_ASSIGNMENT, CHAIRLIFT_ROLE_REVIEWER},
                   {"conflict", CHAIRLIFT_UPLOAD_CONFLICT, -1},
                   {"pref", CHAIRLIFT_UPLOAD_PREFERENCE, -1},
                   {"preference", CHAIRLIFT_UPLOAD_PREFERENCE, -1},
                   {"revpref", CHAIRLIFT_UPLOAD_PREFERENCE, -1}};
    for (gsize i = 0; i < G_N_ELEMENTS(ACTIONS); i++) {
        if (g_ascii_strcasecmp(action, ACTIONS[i].name) != 0)
            continue;
        *kind = ACTIONS[i].kind;
        *role = ACTIONS[i].role;
        return TRUE;
    }
    return FALSE;
}

typedef struct Columns {
    int paper, person, action, preference, score, role;
    int title, called, given, family;
} Columns;

static Columns find_columns(const ChairliftTable *table)
{
    return (Columns){.paper = chairlift_table_find(table, CHAIRLIFT_TABLE_PAPER),
                     .person = chairlift_table_find(table, CHAIRLIFT_TABLE_PERSON),
                     .action = chairlift_table_find(table, "action assignment"),
                     .preference = chairlift_table_find(table, "preference pref"),
                     .score = chairlift_table_find(table, "score"),
                     .role = chairlift_table_find(table, "role"),
                     .title = chairlift_table_find(table, "title papertitle"),
                     .called = chairlift_table_find(table, "chairname name fullname"),
                     .given = chairlift_table_find(table, "givenname firstname first"),
                     .family = chairlift_table_find(table, "familyname lastname last")};
}

/* A cell as it was before it was kept from being computed; NULL when it is empty. */
static const char *cell_of(const ChairliftTableRow *row, int column)
{
    const char *cell = chairlift_table_cell(row, column);
    return cell != NULL ? chairlift_csv_original(cell) : NULL;
}

static char *called_in(const ChairliftTableRow *row, const Columns *columns)
{
    const char *given = cell_of(row, columns->given), *family = cell_of(row, columns->family);
    if (cell_of(row, columns->called) != NULL)
        return g_strdup(cell_of(row, columns->called));
    return given != NULL && family != NULL ? g_strjoin(" ", given, family, NULL) : NULL;
}

static void add_row(ChairliftUpload *upload, const ChairliftTableRow *row, const Columns *columns)
{
    const char *action = cell_of(row, columns->action);
    const char *person = cell_of(row, columns->person);
    const char *score = cell_of(row, columns->score);
    int role = role_called(cell_of(row, columns->role));
    ChairliftUploadKind kind = columns->preference >= 0 && columns->action < 0
                                   ? CHAIRLIFT_UPLOAD_PREFERENCE
                                   : CHAIRLIFT_UPLOAD_ASSIGNMENT;
    if (action != NULL && !read_action(action, &kind, &role))
        return;
    /* A paper that nobody takes has a row of its own in route's table. */
    if (upload->format == CHAIRLIFT_UPLOAD_TABLE && person == NULL)
        return;
    if (upload->format == CHAIRLIFT_UPLOAD_HOTCRP)
        score = kind == CHAIRLIFT_UPLOAD_PREFERENCE ? cell_of(row, columns->preference) : NULL;
    ChairliftUploadRow *added =
        add(upload, kind, cell_of(row, columns->paper), person, score, row->line);
    g_autofree char *called = called_in(row, columns);
    added->title = keep(upload, cell_of(row, columns->title));
    added->called = keep(upload, called);
    added->role = role;
}

typedef struct TableUpload {
    ChairliftUpload *upload;
    Columns columns;
} TableUpload;

/* A ChairliftTableRowFunction. */
static gboolean take_row(const ChairliftTable *table, const ChairliftTableRow *row,
                         gpointer user_data, GError **error)
{
    TableUpload *reader = user_data;
    if (row != NULL) {
        add_row(reader->upload, row, &reader->columns);
        return TRUE;
    }
    reader->columns = find_columns(table);
    if (reader->columns.paper < 0 || reader->columns.person < 0) {
        g_autofree char *headers = chairlift_table_headers(table);
        return chairlift_table_fail(table, 1, error,
                                    "this is neither lines of \"paper,person,score\" nor a table "
                                    "with columns for paper and person; its first row is: %s",
                                    headers);
    }
    if (reader->columns.action >= 0 || reader->columns.preference >= 0)
        reader->upload->format = CHAIRLIFT_UPLOAD_HOTCRP;
    return TRUE;
}

static ChairliftUpload *read_table(ChairliftInput *input, GError **error)
{
    g_autoptr(ChairliftUpload) upload = upload_new(input, CHAIRLIFT_UPLOAD_TABLE);
    TableUpload reader = {.upload = upload};
    return chairlift_table_read_rows(input, take_row, &reader, error) ? g_steal_pointer(&upload)
                                                                      : NULL;
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

/* Whether these first bytes of JSON are what chairlift route writes. */
static gboolean is_routing(const char *bytes, gsize length)
{
    static const char HOLDER[] = "\"assignments\"", HEAD[] = "\"head\"";
    return memmem(bytes, length, HOLDER, sizeof HOLDER - 1) != NULL &&
           memmem(bytes, length, HEAD, sizeof HEAD - 1) == NULL;
}

ChairliftUpload *chairlift_upload_read(ChairliftInput *input, GError **error)
{
    gsize length = 0;
    const char *bytes = chairlift_input_peek(input, &length, error);
    if (bytes == NULL)
        return NULL;
    if (chairlift_input_is_json(input))
        return is_routing(bytes, length) ? read_routing(input, error) : read_edges(input, error);
    if (begins_with_score(bytes, length))
        return read_scores(input, error);
    return chairlift_input_is_markup(input) ? read_cmt(input, error) : read_table(input, error);
}
