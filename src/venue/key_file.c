/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A venue's file takes some kilobytes; what is far larger is something else. */
enum { LARGEST_FILE = 1024 * 1024 };

/* What editors on Windows put before a text in UTF-8. */
static const char BYTE_ORDER_MARK[] = "\xEF\xBB\xBF";

static void key_free(gpointer data)
{
    ChairliftKeyFileKey *key = data;
    g_free(key->name);
    g_free(key);
}

static void group_free(gpointer data)
{
    ChairliftKeyFileGroup *group = data;
    g_free(group->name);
    g_ptr_array_unref(group->keys);
    g_free(group);
}

void chairlift_key_file_free(ChairliftKeyFile *file)
{
    if (file == NULL)
        return;
    g_free(file->path);
    g_key_file_unref(file->values);
    g_ptr_array_unref(file->groups);
    g_free(file);
}

gboolean chairlift_key_file_fail(const ChairliftKeyFile *file, guint line, GError **error,
                                 const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT, "%s:%u: %s", file->path, line,
                message);
    return FALSE;
}

/* ---- where things stand -------------------------------------------------------------------------
 */

static const ChairliftKeyFileKey *find_key(const ChairliftKeyFileGroup *group, const char *name)
{
    for (guint i = 0; i < group->keys->len; i++) {
        const ChairliftKeyFileKey *key = group->keys->pdata[i];
        if (strcmp(key->name, name) == 0)
            return key;
    }
    return NULL;
}

guint chairlift_key_file_line(const ChairliftKeyFileGroup *group, const char *key)
{
    const ChairliftKeyFileKey *found = find_key(group, key);
    return found != NULL ? found->line : group->line;
}

gboolean chairlift_key_file_has(const ChairliftKeyFileGroup *group, const char *key)
{
    return find_key(group, key) != NULL;
}

/* The state of a scan: seen maps "[group]" and "[group]key" to their lines. */
typedef struct Scan {
    ChairliftKeyFile *file;
    GHashTable *seen;
    ChairliftKeyFileGroup *group; /* that the line belongs to, or NULL before the first */
    guint line;
} Scan;

/* FALSE, with error set, when the place was seen before. Takes ownership of it. */
static gboolean see(Scan *scan, char *place, const char *what, GError **error)
{
    const guint *before = g_hash_table_lookup(scan->seen, place);
    if (before != NULL) {
        g_free(place);
        return chairlift_key_file_fail(scan->file, scan->line, error,
                                       "%s stands twice; the first is in line %u", what, *before);
    }
    g_hash_table_insert(scan->seen, place, g_memdup2(&scan->line, sizeof scan->line));
    return TRUE;
}

static gboolean scan_group(Scan *scan, const char *line, GError **error)
{
    size_t length = strlen(line);
    if (length < 3 || strpbrk(line + 1, "[]") != line + length - 1)
        return chairlift_key_file_fail(scan->file, scan->line, error,
                                       "\"%.100s\" is not a group; write [group] or [group id]",
                                       line);
    if (!see(scan, g_strdup(line), line, error))
        return FALSE;
    scan->group = g_new(ChairliftKeyFileGroup, 1);
    scan->group->name = g_strndup(line + 1, length - 2);
    scan->group->line = scan->line;
    scan->group->keys = g_ptr_array_new_with_free_func(key_free);
    g_ptr_array_add(scan->file->groups, scan->group);
    return TRUE;
}

static gboolean scan_key(Scan *scan, const char *line, GError **error)
{
    const char *equals = strchr(line, '=');
    if (equals == NULL || equals == line)
        return chairlift_key_file_fail(
            scan->file, scan->line, error,
            "\"%.100s\" is neither \"key = value\", nor [group], nor a # comment", line);
    g_autofree char *name = g_strchomp(g_strndup(line, (gsize)(equals - line)));
    if (scan->group == NULL)
        return chairlift_key_file_fail(scan->file, scan->line, error,
                                       "key \"%.100s\" stands before the first [group]", name);
    g_autofree char *what = g_strdup_printf("key \"%.100s\" of [%.100s]", name, scan->group->name);
    if (!see(scan, g_strdup_printf("[%s]%s", scan->group->name, name), what, error))
        return FALSE;
    ChairliftKeyFileKey *key = g_new(ChairliftKeyFileKey, 1);
    key->name = g_steal_pointer(&name);
    key->line = scan->line;
    g_ptr_array_add(scan->group->keys, key);
    return TRUE;
}

/* text is valid UTF-8 and ends in NUL. */
static gboolean scan_lines(ChairliftKeyFile *file, const char *text, GError **error)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    Scan scan = {.file = file, .seen = seen};
    for (const char *start = text; *start != '\0';) {
        size_t length = strcspn(start, "\n");
        scan.line++;
        g_autofree char *line = g_strstrip(g_strndup(start, length));
        gboolean fine = TRUE;
        if (*line == '[')
            fine = scan_group(&scan, line, error);
        else if (*line != '\0' && *line != '#')
            fine = scan_key(&scan, line, error);
        if (!fine)
            return FALSE;
        start += length + (start[length] == '\n');
    }
    return TRUE;
}

/* ---- reading ------------------------------------------------------------------------------------
 */

static guint line_of_byte(const char *text, gsize offset)
{
    guint line = 1;
    for (gsize i = 0; i < offset; i++)
        line += text[i] == '\n';
    return line;
}

ChairliftKeyFile *chairlift_key_file_parse(const char *path, const char *text, gsize length,
                                           GError **error)
{
    g_autoptr(ChairliftKeyFile) file = g_new0(ChairliftKeyFile, 1);
    file->path = g_strdup(path);
    file->values = g_key_file_new();
    file->groups = g_ptr_array_new_with_free_func(group_free);

    if (length >= strlen(BYTE_ORDER_MARK) &&
        memcmp(text, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0) {
        text += strlen(BYTE_ORDER_MARK);
        length -= strlen(BYTE_ORDER_MARK);
    }
    const char *bad = NULL;
    if (!g_utf8_validate(text, (gssize)length, &bad)) { /* which NUL is not, either */
        chairlift_key_file_fail(file, line_of_byte(text, (gsize)(bad - text)), error,
                                "not UTF-8 text; save the file as UTF-8");
        return NULL;
    }
    g_autofree char *copy = g_strndup(text, length);
    if (!scan_lines(file, copy, error))
        return NULL;

    /* What the scan lets pass GKeyFile takes too, with one exception: an empty text is no key file
     * for it. */
    g_autoptr(GError) refused = NULL;
    if (file->groups->len > 0 &&
        !g_key_file_load_from_data(file->values, copy, length, G_KEY_FILE_NONE, &refused)) {
        chairlift_key_file_fail(file, 1, error, "%s", refused->message);
        return NULL;
    }
    return g_steal_pointer(&file);
}

/* The bytes of a file, at most one more than LARGEST_FILE; NULL with errno. */
static char *read_bytes(const char *path, gsize *length)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* lest a pipe be waited for */
    FILE *stream = fd < 0 ? NULL : fdopen(fd, "rb");
    if (stream == NULL)
        return NULL;
    char *bytes = g_malloc(LARGEST_FILE + 1);
    *length = fread(bytes, 1, LARGEST_FILE + 1, stream);
    int failure = ferror(stream) ? errno : 0;
    fclose(stream);
    if (failure != 0) {
        g_free(bytes);
        errno = failure;
        return NULL;
    }
    return bytes;
}

ChairliftKeyFile *chairlift_key_file_load(const char *path, GError **error)
{
    gsize length = 0;
    g_autofree char *bytes = read_bytes(path, &length);
    if (bytes == NULL) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE, "%s: %s", path,
                    g_strerror(errno));
        return NULL;
    }
    if (length > LARGEST_FILE) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                    "%s:1: too large for a venue's file (more than %d bytes)", path, LARGEST_FILE);
        return NULL;
    }
    return chairlift_key_file_parse(path, bytes, length, error);
}

/* ---- values -------------------------------------------------------------------------------------
 */

gboolean chairlift_key_file_text(const ChairliftKeyFile *file, const ChairliftKeyFileGroup *group,
                                 const char *key, gboolean required, char **value, GError **error)
{
    if (!chairlift_key_file_has(group, key)) {
        if (!required)
            return TRUE;
        return chairlift_key_file_fail(file, group->line, error,
                                       "[%.100s] lacks \"%s\"; add a line \"%s = ...\"",
                                       group->name, key, key);
    }
    guint line = chairlift_key_file_line(group, key);
    g_autoptr(GError) refused = NULL;
    g_autofree char *text = g_key_file_get_string(file->values, group->name, key, &refused);
    if (refused != NULL)
        return chairlift_key_file_fail(file, line, error, "key \"%s\": %s", key, refused->message);
    g_strstrip(text);
    if (*text == '\0')
        return chairlift_key_file_fail(file, line, error, "key \"%s\" has no value", key);
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        if (g_unichar_iscntrl(g_utf8_get_char(at)))
            return chairlift_key_file_fail(file, line, error,
                                           "key \"%s\" holds a control character", key);
    }
    *value = g_steal_pointer(&text);
    return TRUE;
}

gboolean chairlift_key_file_number(const ChairliftKeyFile *file, const ChairliftKeyFileGroup *group,
                                   const char *key, guint least, guint most, gboolean required,
                                   guint *value, GError **error)
{
    g_autofree char *text = NULL;
    if (!chairlift_key_file_text(file, group, key, required, &text, error))
        return FALSE;
    guint64 number = 0;
    if (text == NULL)
        return TRUE;
    if (!g_ascii_string_to_unsigned(text, 10, least, most, &number, NULL))
        return chairlift_key_file_fail(file, chairlift_key_file_line(group, key), error,
                                       "%s \"%.100s\" is not a number from %u to %u", key, text,
                                       least, most);
    *value = (guint)number;
    return TRUE;
}

gboolean chairlift_key_file_list(const ChairliftKeyFile *file, const ChairliftKeyFileGroup *group,
                                 const char *key, gboolean required, char ***value, GError **error)
{
    g_autofree char *text = NULL;
    if (!chairlift_key_file_text(file, group, key, required, &text, error))
        return FALSE;
    if (text == NULL)
        return TRUE;
    guint line = chairlift_key_file_line(group, key);
    size_t length = strlen(text);
    if (text[length - 1] == ';') /* GKeyFile's own lists end so */
        text[length - 1] = '\0';
    g_auto(GStrv) parts = g_strsplit(text, ";", -1);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (char **part = parts; *part != NULL; part++) {
        g_strstrip(*part);
        if (**part == '\0')
            return chairlift_key_file_fail(file, line, error,
                                           "%s has an empty part between semicolons", key);
        if (!g_hash_table_add(seen, *part))
            return chairlift_key_file_fail(file, line, error, "%s names \"%.100s\" twice", key,
                                           *part);
    }
    if (*parts == NULL)
        return chairlift_key_file_fail(file, line, error, "%s has no value", key);
    *value = g_steal_pointer(&parts);
    return TRUE;
}
