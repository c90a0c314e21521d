/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a conference system would make of an upload. Rows are first brought to indices of papers and
 * people; what fails there is found once for each name, then pairs, loads and gaps are looked at.
 * Takes memory for a number a pair. */
#include "../paper/plural.h"

#include <math.h>
#include <string.h>

#include "chairlift/upload.h"

enum { NAMED_AT_MOST = 3, NOBODY = -1 };

typedef struct Verifier {
    const ChairliftUpload *upload;
    const GPtrArray *papers, *people;
    const ChairliftConflicts *conflicts;
    ChairliftNames *names;
    GPtrArray *findings; /* of ChairliftUploadFinding */
    GHashTable *counts;  /* of a finding's text: how often it was found, and its place */
    guint32 *seen[CHAIRLIFT_UPLOAD_KINDS]; /* [papers * people] number of the row from 1, or 0; NULL
                                              before the first row of the kind */
} Verifier;

void chairlift_upload_finding_free(ChairliftUploadFinding *finding)
{
    g_free(finding->text);
    g_free(finding);
}

/* Takes text over. The same text again is counted. */
static void found(Verifier *verifier, guint64 line, char *text)
{
    gpointer count = g_hash_table_lookup(verifier->counts, text);
    if (count == NULL) {
        ChairliftUploadFinding *finding = g_new0(ChairliftUploadFinding, 1);
        finding->line = line;
        finding->text = g_strdup(text);
        g_ptr_array_add(verifier->findings, finding);
    }
    g_hash_table_replace(verifier->counts, text, GUINT_TO_POINTER(GPOINTER_TO_UINT(count) + 1));
}

static const ChairliftPaper *paper_at(const Verifier *verifier, guint index)
{
    return ((const ChairliftRoutedPaper *)g_ptr_array_index(verifier->papers, index))->paper;
}

static const ChairliftPerson *person_at(const Verifier *verifier, guint index)
{
    return g_ptr_array_index(verifier->people, index);
}

static gboolean is_openreview(const Verifier *verifier)
{
    return verifier->upload->format == CHAIRLIFT_UPLOAD_OPENREVIEW_SCORES ||
           verifier->upload->format == CHAIRLIFT_UPLOAD_OPENREVIEW_EDGES;
}

/* What the system knows a paper, or a person, by; NULL when any name will do. */
static const char *wanted_paper(const Verifier *verifier, guint index)
{
    const ChairliftPaper *paper = paper_at(verifier, index);
    if (verifier->upload->format == CHAIRLIFT_UPLOAD_TABLE)
        return NULL;
    return is_openreview(verifier) || paper->number == NULL ? paper->id : paper->number;
}

static const char *wanted_person(const Verifier *verifier, guint index)
{
    const ChairliftPerson *person = person_at(verifier, index);
    if (verifier->upload->format == CHAIRLIFT_UPLOAD_TABLE)
        return NULL;
    return is_openreview(verifier) || person->email == NULL ? person->id : person->email;
}

/* The index that a name of a row stands for, or NOBODY: found is what names find for it. */
static int resolve(Verifier *verifier, const ChairliftUploadRow *row, const char *kind,
                   const char *name, const GArray *matches,
                   const char *(*wanted)(const Verifier *, guint))
{
    if (name == NULL) {
        found(verifier, row->line, g_strdup_printf("a row names no %s", kind));
        return NOBODY;
    }
    for (guint i = 0; matches != NULL && i < matches->len; i++) {
        const char *exact = wanted(verifier, g_array_index(matches, guint, i));
        if (exact == NULL ? matches->len == 1 : strcmp(exact, name) == 0)
            return (int)g_array_index(matches, guint, i);
    }
    if (matches == NULL)
        found(verifier, row->line,
              g_strdup_printf("%s \"%s\" is not among those given%s", kind, name,
                              is_openreview(verifier) ? ": OpenReview drops such a row without a "
                                                        "word"
                                                      : ""));
    else if (matches->len > 1)
        found(verifier, row->line,
              g_strdup_printf("%s \"%s\" could be any of %u: use an id", kind, name, matches->len));
    else
        found(verifier, row->line,
              g_strdup_printf("%s \"%s\" must be written \"%s\" here", kind, name,
                              wanted(verifier, g_array_index(matches, guint, 0))));
    return matches != NULL && matches->len == 1 ? (int)g_array_index(matches, guint, 0) : NOBODY;
}

/* ---- scores ---------------------------------------------------------------------------------- */

static void check_score(Verifier *verifier, const ChairliftUploadRow *row)
{
    const ChairliftUploadKind kind = row->kind;
    if (row->score == NULL) {
        if (kind == CHAIRLIFT_UPLOAD_SCORE || kind == CHAIRLIFT_UPLOAD_PREFERENCE)
            found(verifier, row->line, g_strdup("a row has no score"));
        return;
    }
    char *end;
    const double value = g_ascii_strtod(row->score, &end);
    if (kind == CHAIRLIFT_UPLOAD_PREFERENCE) /* HotCRP's may end in an expertise: "20X" */
        end += strspn(end, "XYZxyz");
    if (*end != '\0' || !isfinite(value))
        found(verifier, row->line, g_strdup_printf("score \"%s\" is not a number", row->score));
    else if (kind == CHAIRLIFT_UPLOAD_SCORE && value < 0)
        found(verifier, row->line,
              g_strdup_printf("score %s is negative: OpenReview makes it 0", row->score));
    else if (kind == CHAIRLIFT_UPLOAD_SCORE && value > 1)
        found(verifier, row->line,
              g_strdup_printf("score %s is above 1, the most that an affinity can be", row->score));
    else if (kind == CHAIRLIFT_UPLOAD_CONFLICT && value >= 0)
        found(
            verifier, row->line,
            g_strdup_printf("a conflict's weight must be -1, not %s: from 0 up it allows the pair",
                            row->score));
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* Whether the columns of most rows hold each other's names. */
static gboolean is_swapped(const Verifier *verifier)
{
    guint swapped = 0;
    for (guint i = 0; i < verifier->upload->rows->len; i++) {
        const ChairliftUploadRow *row = g_ptr_array_index(verifier->upload->rows, i);
        swapped += row->paper != NULL && row->person != NULL &&
                   chairlift_names_people(verifier->names, row->paper) != NULL &&
                   chairlift_names_papers(verifier->names, row->person) != NULL &&
                   chairlift_names_papers(verifier->names, row->paper) == NULL;
    }
    return swapped > verifier->upload->rows->len / 2;
}

static void check_pair(Verifier *verifier, const ChairliftUploadRow *row, guint number, guint paper,
                       guint person)
{
    const gsize people = verifier->people->len, pair = paper * people + person;
    if (verifier->seen[row->kind] == NULL)
        verifier->seen[row->kind] = g_new0(guint32, verifier->papers->len * people);
    const guint32 earlier = verifier->seen[row->kind][pair];
    if (earlier != 0) {
        const ChairliftUploadRow *first = g_ptr_array_index(verifier->upload->rows, earlier - 1);
        found(verifier, row->line,
              g_strdup_printf("paper %s with %s stands in line %" G_GUINT64_FORMAT " already",
                              row->paper, row->person, first->line));
        return;
    }
    verifier->seen[row->kind][pair] = number;
    const char *reason = chairlift_conflicts_reason(verifier->conflicts, paper, person);
    if (row->kind == CHAIRLIFT_UPLOAD_ASSIGNMENT && reason != NULL)
        found(verifier, row->line,
              g_strdup_printf("%s has a conflict with paper %s (%s)", row->person, row->paper,
                              reason));
}

static void check_rows(Verifier *verifier)
{
    for (guint i = 0; i < verifier->upload->rows->len; i++) {
        const ChairliftUploadRow *row = g_ptr_array_index(verifier->upload->rows, i);
        const GArray *papers =
            row->paper != NULL ? chairlift_names_papers(verifier->names, row->paper) : NULL;
        const GArray *people =
            row->person != NULL ? chairlift_names_people(verifier->names, row->person) : NULL;
        const int paper = resolve(verifier, row, "paper", row->paper, papers, wanted_paper);
        const int person = resolve(verifier, row, "person", row->person, people, wanted_person);
        check_score(verifier, row);
        if (paper != NOBODY && person != NOBODY)
            check_pair(verifier, row, i + 1, (guint)paper, (guint)person);
    }
}

/* ---- what is not there ----------------------------------------------------------------------- */

/* Pairs without a row of a kind: those with a conflict, or those without one. */
static void check_missing(Verifier *verifier, ChairliftUploadKind kind, gboolean with_conflict,
                          const char *format)
{
    const guint32 *seen = verifier->seen[kind];
    guint64 missing = 0, wanted = 0;
    guint named = 0;
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint paper = 0; seen != NULL && paper < verifier->papers->len; paper++) {
        for (guint person = 0; person < verifier->people->len; person++, seen++) {
            const char *reason = chairlift_conflicts_reason(verifier->conflicts, paper, person);
            if ((reason != NULL) != with_conflict)
                continue;
            wanted++;
            if (*seen != 0)
                continue;
            missing++;
            if (named++ < NAMED_AT_MOST)
                g_string_append_printf(names, "%s%s with %s", names->len > 0 ? ", " : "",
                                       paper_at(verifier, paper)->id,
                                       person_at(verifier, person)->id);
        }
    }
    if (missing > 0)
        found(verifier, 0,
              g_strdup_printf(format, missing, wanted, names->str,
                              missing > NAMED_AT_MOST ? ", ..." : ""));
}

static void check_load(Verifier *verifier, guint index, guint load)
{
    const ChairliftPerson *person = person_at(verifier, index);
    if (person->has_capacity && load > person->capacity)
        found(verifier, 0,
              g_strdup_printf("%s gets %u papers, and takes %u at most",
                              chairlift_person_label(person), load, person->capacity));
    if (load < person->minimum)
        found(verifier, 0,
              g_strdup_printf("%s gets %u paper%s, and wants %u at least",
                              chairlift_person_label(person), load, chairlift_plural(load),
                              person->minimum));
}

static void check_paper(Verifier *verifier, guint index, guint given, guint demand)
{
    if (given == 0)
        found(verifier, 0,
              g_strdup_printf("paper %s goes to nobody", paper_at(verifier, index)->id));
    else if (demand != 0 && given != demand)
        found(verifier, 0,
              g_strdup_printf("paper %s goes to %u, not to %u", paper_at(verifier, index)->id,
                              given, demand));
}

static void check_loads(Verifier *verifier, guint demand)
{
    const guint32 *seen = verifier->seen[CHAIRLIFT_UPLOAD_ASSIGNMENT];
    if (seen == NULL)
        return;
    g_autofree guint *load = g_new0(guint, verifier->people->len + 1);
    for (guint paper = 0; paper < verifier->papers->len; paper++) {
        guint given = 0;
        for (guint person = 0; person < verifier->people->len; person++, seen++) {
            given += *seen != 0;
            load[person] += *seen != 0;
        }
        check_paper(verifier, paper, given, demand);
    }
    for (guint person = 0; person < verifier->people->len; person++)
        check_load(verifier, person, load[person]);
}

/* ---- all of it ------------------------------------------------------------------------------- */

static gint by_line(gconstpointer a, gconstpointer b)
{
    const ChairliftUploadFinding *one = *(ChairliftUploadFinding *const *)a;
    const ChairliftUploadFinding *other = *(ChairliftUploadFinding *const *)b;
    if (one->line != other->line)
        return one->line < other->line ? -1 : 1;
    return strcmp(one->text, other->text);
}

static void say_how_often(Verifier *verifier)
{
    for (guint i = 0; i < verifier->findings->len; i++) {
        ChairliftUploadFinding *finding = g_ptr_array_index(verifier->findings, i);
        const guint count = GPOINTER_TO_UINT(g_hash_table_lookup(verifier->counts, finding->text));
        if (count < 2)
            continue;
        char *text = g_strdup_printf("%s (%u times)", finding->text, count);
        g_free(finding->text);
        finding->text = text;
    }
    g_ptr_array_sort(verifier->findings, by_line);
}

GPtrArray *chairlift_upload_verify(const ChairliftUpload *upload, const GPtrArray *papers,
                                   const GPtrArray *people, const ChairliftConflicts *conflicts,
                                   guint demand)
{
    Verifier verifier = {
        .upload = upload, .papers = papers, .people = people, .conflicts = conflicts};
    verifier.names = chairlift_names_new(papers, people);
    verifier.findings =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_upload_finding_free);
    verifier.counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (upload->rows->len == 0) {
        found(&verifier, 0, g_strdup("says nothing of any paper and person"));
    } else if (is_swapped(&verifier)) {
        found(&verifier, 0,
              g_strdup("the columns are swapped: papers come first, then people; OpenReview drops "
                       "such rows without a word"));
    } else {
        check_rows(&verifier);
        check_loads(&verifier, demand);
        check_missing(&verifier, CHAIRLIFT_UPLOAD_SCORE, FALSE,
                      "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                      " pairs without a conflict have no score, which counts as 0: %s%s");
        check_missing(&verifier, CHAIRLIFT_UPLOAD_CONFLICT, TRUE,
                      "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                      " conflicts that were found are not in the file: %s%s");
    }
    say_how_often(&verifier);
    for (gsize kind = 0; kind < CHAIRLIFT_UPLOAD_KINDS; kind++)
        g_free(verifier.seen[kind]);
    g_hash_table_unref(verifier.counts);
    chairlift_names_free(verifier.names);
    return verifier.findings;
}
