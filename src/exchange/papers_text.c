/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One paper as plain text, as somebody pastes it. */
#include "input.h"

#include <string.h>

#include "chairlift/exchange.h"

/* The text behind a label such as "Title:" or "# Abstract" at its start, or NULL when it has none.
 */
static const char *after_label(const char *text, const char *label)
{
    text += strspn(text, "#*_ \t");
    gsize length = strlen(label);
    if (g_ascii_strncasecmp(text, label, length) != 0)
        return NULL;
    const char *rest = text + length;
    gsize marks = strspn(rest, "*_ \t");
    rest += marks;
    if (*rest == ':' || *rest == '.' || g_str_has_prefix(rest, "\xE2\x80\x94")) { /* em dash */
        rest += *rest == ':' || *rest == '.' ? 1 : 3;
        return rest + strspn(rest, "*_ \t");
    }
    return *rest == '\n' || *rest == '\0' ? rest : NULL;
}

/* The first line that begins with the label "Abstract", or NULL. */
static const char *find_abstract(const char *text, const char **label)
{
    for (const char *line = text; line != NULL;) {
        const char *rest = after_label(line, "abstract");
        if (rest != NULL) {
            *label = line;
            return rest;
        }
        line = strchr(line, '\n');
        if (line != NULL)
            line++;
    }
    return NULL;
}

/* Where the first paragraph ends: at an empty line, or, where there is none, at the first line's
 * end. */
static const char *end_of_title(const char *text)
{
    const char *first = strchr(text, '\n');
    for (const char *end = first; end != NULL; end = strchr(end + 1, '\n')) {
        if (end[1 + strspn(end + 1, " \t")] == '\n')
            return end;
    }
    return first != NULL ? first : text + strlen(text);
}

/* Line ends to "\n", and NUL bytes to spaces, so that the text is one C string of its length. */
static void normalise(GString *text)
{
    gsize kept = 0;
    for (gsize i = 0; i < text->len; i++) {
        char byte = text->str[i];
        if (byte == '\r')
            byte = i + 1 < text->len && text->str[i + 1] == '\n' ? '\0' : '\n';
        else if (byte == '\0')
            byte = ' ';
        if (byte != '\0')
            text->str[kept++] = byte;
    }
    g_string_truncate(text, kept);
}

gboolean chairlift_papers_read_text(ChairliftInput *input, const ChairliftPaperSink *sink,
                                    GError **error)
{
    g_autoptr(GString) text = chairlift_input_read_all(
        input, CHAIRLIFT_RECORD_LIMIT,
        "a text of more than 16 MiB is not one paper; use JSON lines for many", error);
    if (text == NULL)
        return FALSE;
    normalise(text);
    const char *name = chairlift_input_name(input);
    g_autofree char *id = chairlift_paper_file_id(name);
    ChairliftPaper *paper = chairlift_paper_new(id, name);

    const char *begin = text->str + strspn(text->str, " \t\n");
    const char *title = after_label(begin, "title");
    if (title == NULL)
        title = begin;
    title += strspn(title, "# \t\n");
    const char *end = end_of_title(title);
    const char *label = NULL;
    const char *abstract = find_abstract(begin, &label);
    if (abstract == NULL)
        abstract = end;
    else if (label < end)
        end = MAX(label, title);
    chairlift_paper_set_title(paper, title, end - title);
    chairlift_paper_set_abstract(paper, abstract, -1);
    if (paper->title == NULL && paper->abstract == NULL)
        chairlift_paper_set_failure(paper, "holds no text");
    chairlift_paper_finish(paper);
    sink->paper(paper, sink->user_data);
    return TRUE;
}
