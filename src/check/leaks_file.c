/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file says of its making without showing it: properties, paths, attachments, comments,
 * images. */
#include "leaks.h"

#include <string.h>

/* ---- properties -------------------------------------------------------------------------------
 */

static gboolean is_author_key(const ChairliftTrace *trace)
{
    static const char *const KEYS[] = {"Author",
                                       "Authors",
                                       "dc:creator",
                                       "pdf:Author",
                                       "Manager",
                                       "LastModifiedBy",
                                       "LastSavedBy",
                                       "dc:contributor",
                                       "xmpRights:Owner",
                                       "AuthorEmail",
                                       "Company",
                                       "photoshop:AuthorsPosition",
                                       "pdfx:Author",
                                       "pdfx:Company",
                                       "prism:author",
                                       "xmp:Author",
                                       NULL};
    return g_strv_contains(KEYS, trace->name);
}

/* Values that name nobody: placeholders, programs, the paper's own title. */
static gboolean names_nobody(const Leaks *leaks, const char *text)
{
    const char *title = leaks->manuscript->pdf->title;
    if (chairlift_leaks_is_anonymous(text) || (title != NULL && strcmp(title, text) == 0))
        return TRUE;
    g_autoptr(GRegex) regex = chairlift_leaks_pattern(
        leaks, "^\\W*(?:unknown|authors?(?: names?)?|first author.*|paper "
               "?(?:id|#)?\\W*\\d*|user|admin(?:istrator)?"
               "|https?:.*|root|none|n/"
               "a|null|various|matplotlib.*|latex.*|tex|microsoft.*|openreview.*|python.*|r|"
               "submission\\W*\\d*|ubuntu|windows user|\\W*)\\W*$");
    return g_regex_match(regex, text, 0, NULL);
}

static void judge_property(Leaks *leaks, const ChairliftTrace *trace)
{
    if (is_author_key(trace) && !names_nobody(leaks, trace->text))
        chairlift_leaks_add_trace(leaks, LEAK_METADATA, trace->kind != CHAIRLIFT_TRACE_FIGURE,
                                  trace);
}

/* ---- paths ------------------------------------------------------------------------------------
 */

/* Users that everybody is. */
static gboolean is_generic_user(const char *user)
{
    static const char *const GENERIC[] = {
        "user",    "users",      "ubuntu",   "root",      "runner",   "admin",     "administrator",
        "name",    "username",   "me",       "public",    "shared",   "default",   "guest",
        "test",    "app",        "node",     "sandbox",   "agent",    "anonymous", "anon",
        "jovyan",  "colab",      "work",     "workspace", "home",     "docker",    "vscode",
        "student", "you",        "myuser",   "alice",     "bob",      "john",      "johndoe",
        "jane",    "janedoe",    "sample",   "example",   "yourname", "your",      "xxx",
        "pdftool", "www",        "www-data", "nobody",    "tex",      "latex",     "overleaf",
        "all",     "researcher", "author",   "authors",   "project",  "data",      "model",
        NULL};
    g_autofree char *folded = g_ascii_strdown(user, -1);
    return g_strv_contains(GENERIC, folded) || strlen(folded) < 2;
}

/* Finds a user's folder in a text; FALSE when there is none or it is anybody's. */
static gboolean shows_user(const GRegex *regex, const char *text)
{
    g_autoptr(GMatchInfo) match = NULL;
    g_regex_match(regex, text, 0, &match);
    while (g_match_info_matches(match)) {
        g_autofree char *user = g_match_info_fetch(match, 1);
        if (user != NULL && !is_generic_user(user))
            return TRUE;
        g_match_info_next(match, NULL);
    }
    return FALSE;
}

static const char USER_FOLDER[] =
    "(?:/(?:home|Users)/|[A-Z]:[\\\\/]+(?:Users|Documents and Settings)[\\\\/]+)"
    "([A-Za-z0-9][\\w. -]*?)(?=[\\\\/]|$)";

static void judge_path(Leaks *leaks, const GRegex *regex, const ChairliftTrace *trace)
{
    if (trace->kind == CHAIRLIFT_TRACE_LINK && strstr(trace->text, "://") != NULL &&
        !g_str_has_prefix(trace->text, "file:"))
        return;
    if (shows_user(regex, trace->text))
        chairlift_leaks_add_trace(leaks, LEAK_PATHS, TRUE, trace);
}

/* In the text a path is mostly an example; only its authors know. */
static void judge_shown_path(Leaks *leaks, guint start, guint end, gpointer data)
{
    const GRegex *regex = data;
    g_autofree char *shown = g_strndup(leaks->manuscript->text->str + start, end - start);
    if (chairlift_leaks_region(leaks->manuscript, start) != REGION_REFERENCES &&
        shows_user(regex, shown))
        chairlift_leaks_add(leaks, LEAK_PATHS, FALSE, start, end);
}

/* ---- images and comments ----------------------------------------------------------------------
 */

static void judge_image(Leaks *leaks, const ChairliftTrace *trace)
{
    static const char *const KEYS[] = {"Artist",
                                       "By-line",
                                       "XPAuthor",
                                       "Camera Owner Name",
                                       "Copyright",
                                       "Copyright notice",
                                       "Credit",
                                       "Contact",
                                       "Caption writer",
                                       "dc:creator",
                                       "dc:rights",
                                       "xmpRights:Owner",
                                       "Latitude",
                                       "Longitude",
                                       "HostComputer",
                                       "Host Computer",
                                       "photoshop:Credit",
                                       "Author",
                                       NULL};
    if (g_strv_contains(KEYS, trace->name) && !names_nobody(leaks, trace->text))
        chairlift_leaks_add_trace(leaks, LEAK_IMAGES, FALSE, trace);
}

static void judge_comment(Leaks *leaks, const ChairliftTrace *trace)
{
    const gboolean whose = strcmp(trace->name, "T") == 0;
    if (whose && names_nobody(leaks, trace->text))
        return;
    if (whose || strcmp(trace->name, "Contents") == 0)
        chairlift_leaks_add_trace(leaks, LEAK_ANNOTATIONS, whose, trace);
}

/* Its name stands there again as an entry of its specification. */
static void judge_attachment(Leaks *leaks, const ChairliftTrace *trace)
{
    static const char *const ENTRIES[] = {"F", "UF", "Desc", NULL};
    if (!g_strv_contains(ENTRIES, trace->name))
        chairlift_leaks_add_trace(leaks, LEAK_ATTACHMENTS, FALSE, trace);
}

void chairlift_leaks_in_file(Leaks *leaks)
{
    g_autoptr(GRegex) user_folder = chairlift_leaks_pattern(leaks, USER_FOLDER);
    const GPtrArray *list = leaks->manuscript->traces->list;
    for (guint i = 0; i < list->len; i++) {
        const ChairliftTrace *trace = g_ptr_array_index(list, i);
        if (trace->kind == CHAIRLIFT_TRACE_TEXT)
            continue;
        judge_path(leaks, user_folder, trace);
        switch (trace->kind) {
        case CHAIRLIFT_TRACE_PROPERTY:
        case CHAIRLIFT_TRACE_XMP:
        case CHAIRLIFT_TRACE_FIGURE:
            judge_property(leaks, trace);
            break;
        case CHAIRLIFT_TRACE_ATTACHMENT:
            judge_attachment(leaks, trace);
            break;
        case CHAIRLIFT_TRACE_ANNOTATION:
            judge_comment(leaks, trace);
            break;
        case CHAIRLIFT_TRACE_IMAGE:
            judge_image(leaks, trace);
            break;
        default:
            break;
        }
    }
    chairlift_leaks_each(leaks,
                         "(?:/(?:home|Users)/|\\b[A-Z]:[\\\\/]+Users[\\\\/]+)[A-Za-z0-9][\\w.-]*",
                         judge_shown_path, user_folder);
}
