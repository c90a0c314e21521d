/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The paper record: making, filling and freeing it. What its texts are cleaned of is in clean.c,
 * how their language is judged in language.c. */
#include "chairlift/paper.h"

#include "key_terms.h"
#include "language.h"
#include "repetition.h"

#include <string.h>

GQuark chairlift_error_quark(void)
{
    return g_quark_from_static_string("chairlift-error-quark");
}

/* A name without control characters, which could drive the terminal that shows it. */
static char *clean_name(const char *name)
{
    char *clean = name != NULL ? chairlift_paper_clean_text(name, -1, NULL) : NULL;
    return clean != NULL ? clean : g_strdup("");
}

ChairliftPaper *chairlift_paper_new(const char *id, const char *source)
{
    ChairliftPaper *paper = g_new0(ChairliftPaper, 1);
    paper->id = clean_name(id);
    paper->source = clean_name(source); /* file names are any bytes */
    paper->authors = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_author_free);
    paper->keywords = g_ptr_array_new_with_free_func(g_free);
    return paper;
}

void chairlift_paper_free(ChairliftPaper *paper)
{
    if (paper == NULL)
        return;
    g_free(paper->id);
    g_free(paper->source);
    g_free(paper->title);
    g_free(paper->abstract);
    g_ptr_array_unref(paper->authors);
    g_ptr_array_unref(paper->keywords);
    if (paper->conflicts != NULL)
        g_ptr_array_unref(paper->conflicts);
    g_free(paper->number);
    g_free(paper->failure);
    g_free(paper);
}

char *chairlift_paper_file_id(const char *file)
{
    static const char *const SUFFIXES[] = {".gz",  ".pdf", ".jsonl", ".ndjson", ".json",
                                           ".csv", ".tsv", ".txt",   ".md"};
    g_autofree char *name = g_path_get_basename(file);
    for (gsize i = 0; i < G_N_ELEMENTS(SUFFIXES); i++) {
        gsize length = strlen(name);
        gsize suffix = strlen(SUFFIXES[i]);
        if (length > suffix && g_ascii_strcasecmp(name + length - suffix, SUFFIXES[i]) == 0)
            name[length - suffix] = '\0';
    }
    char *id = chairlift_paper_clean_text(name, -1, NULL);
    return id != NULL ? id : g_strdup("paper"); /* a name of nothing but control characters */
}

ChairliftAuthor *chairlift_author_new(const char *name, const char *id, const char *email,
                                      const char *institution)
{
    ChairliftAuthor *author = g_new0(ChairliftAuthor, 1);
    author->name = g_strdup(name);
    author->id = g_strdup(id);
    author->email = g_strdup(email);
    author->institution = g_strdup(institution);
    return author;
}

void chairlift_author_free(ChairliftAuthor *author)
{
    if (author == NULL)
        return;
    g_free(author->name);
    g_free(author->id);
    g_free(author->email);
    g_free(author->institution);
    g_free(author);
}

static void conflict_free(gpointer data)
{
    ChairliftPaperConflict *conflict = data;
    g_free(conflict->person);
    g_free(conflict->reason);
    g_free(conflict);
}

void chairlift_paper_add_conflict(ChairliftPaper *paper, const char *person, const char *reason)
{
    g_autofree char *who = chairlift_paper_clean_text(person, -1, NULL);
    g_autofree char *why = chairlift_paper_clean_text(reason, -1, NULL);
    if (who == NULL || why == NULL)
        return;
    if (paper->conflicts == NULL)
        paper->conflicts = g_ptr_array_new_with_free_func(conflict_free);
    ChairliftPaperConflict *conflict = g_new(ChairliftPaperConflict, 1);
    *conflict = (ChairliftPaperConflict){g_steal_pointer(&who), g_steal_pointer(&why)};
    g_ptr_array_add(paper->conflicts, conflict);
}

/* Replaces *slot by the cleaned text. */
static void set_text(ChairliftPaper *paper, char **slot, const char *text, gssize length)
{
    gboolean repaired = FALSE;
    g_free(*slot);
    *slot = chairlift_paper_clean_text(text, length, &repaired);
    if (repaired)
        paper->flags |= CHAIRLIFT_PAPER_REPAIRED_TEXT;
}

void chairlift_paper_set_title(ChairliftPaper *paper, const char *text, gssize length)
{
    set_text(paper, &paper->title, text, length);
}

void chairlift_paper_set_abstract(ChairliftPaper *paper, const char *text, gssize length)
{
    set_text(paper, &paper->abstract, text, length);
}

void chairlift_paper_set_failure(ChairliftPaper *paper, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_free(paper->failure);
    paper->failure = chairlift_paper_clean_text(message, -1, NULL);
}

void chairlift_paper_finish(ChairliftPaper *paper)
{
    if (paper->failure != NULL)
        return;
    if (paper->title == NULL)
        paper->flags |= CHAIRLIFT_PAPER_NO_TITLE;
    if (paper->abstract == NULL)
        paper->flags |= CHAIRLIFT_PAPER_NO_ABSTRACT;
    ChairliftLanguage language = chairlift_language_of(paper->title, paper->abstract);
    if (language.is_short)
        paper->flags |= CHAIRLIFT_PAPER_SHORT_TEXT;
    if (language.is_foreign)
        paper->flags |= CHAIRLIFT_PAPER_NOT_ENGLISH;
    if (chairlift_is_repetitive(paper->abstract))
        paper->flags |= CHAIRLIFT_PAPER_REPETITIVE;
    if (chairlift_lists_key_terms(paper->abstract))
        paper->flags |= CHAIRLIFT_PAPER_KEY_TERMS;
}

const char **chairlift_paper_flag_names(guint flags)
{
    static const struct {
        ChairliftPaperFlag flag;
        const char *name;
    } FLAGS[] = {
        {CHAIRLIFT_PAPER_NO_TITLE, "no-title"},
        {CHAIRLIFT_PAPER_NO_ABSTRACT, "no-abstract"},
        {CHAIRLIFT_PAPER_TITLE_UNCERTAIN, "title-uncertain"},
        {CHAIRLIFT_PAPER_ABSTRACT_UNCERTAIN, "abstract-uncertain"},
        {CHAIRLIFT_PAPER_NOT_ENGLISH, "not-english"},
        {CHAIRLIFT_PAPER_SHORT_TEXT, "short-text"},
        {CHAIRLIFT_PAPER_DUPLICATE_ID, "duplicate-id"},
        {CHAIRLIFT_PAPER_REPAIRED_TEXT, "repaired-text"},
        {CHAIRLIFT_PAPER_REPETITIVE, "repetitive"},
        {CHAIRLIFT_PAPER_KEY_TERMS, "key-terms"},
    };
    const char **names = g_new0(const char *, G_N_ELEMENTS(FLAGS) + 1);
    gsize length = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(FLAGS); i++) {
        if (flags & FLAGS[i].flag)
            names[length++] = FLAGS[i].name;
    }
    return names;
}
