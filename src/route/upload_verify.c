/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a conference system would make of an upload. Rows are first brought to indices of papers and
 * people; what fails there is found once for each name, then pairs, loads and gaps are looked at.
 * Takes memory for a number a pair. */
#include "../paper/plural.h"

#include <math.h>
#include <string.h>

#include "chairlift/upload.h"

enum {
    NAMED_AT_MOST = 3,
    NOBODY = -1,
    OPENREVIEW_MEGABYTES = 50 /* of an upload of scores in its web form */
};

/* OpenReview's matcher counts in hundredths and cuts what is below. */
static const double LEAST_COUNTED = 0.01;

typedef struct Verifier {
    const ChairliftUpload *upload;
    const GPtrArray *papers, *people;
    const ChairliftConflicts *conflicts;
    ChairliftNames *names;
    GHashTable *papers_called; /* a row's text, by its address -> what names find for it: most rows
                                  name what an earlier one did */
    GHashTable *people_called;
    gboolean has_roles;                    /* people are chairs and reviewers */
    GPtrArray *findings;                   /* of ChairliftUploadFinding */
    GHashTable *counts;                    /* of a finding's text: how often it was found */
    guint64 tiny_scores;                   /* above 0, but below LEAST_COUNTED */
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

/* Takes text over. */
static void remark(Verifier *verifier, char *text)
{
    ChairliftUploadFinding *finding = g_new0(ChairliftUploadFinding, 1);
    finding->is_remark = TRUE;
    finding->text = text;
    g_ptr_array_add(verifier->findings, finding);
}

static const ChairliftPaper *paper_at(const Verifier *verifier, guint index)
{
    return ((const ChairliftRoutedPaper *)g_ptr_array_index(verifier->papers, index))->paper;
}

static const ChairliftPerson *person_at(const Verifier *verifier, guint index)
{
    return g_ptr_array_index(verifier->people, index);
}

static const ChairliftUploadRow *row_at(const Verifier *verifier, guint index)
{
    return g_ptr_array_index(verifier->upload->rows, index);
}

static gboolean is_openreview(const Verifier *verifier)
{
    return verifier->upload->format == CHAIRLIFT_UPLOAD_OPENREVIEW_SCORES ||
           verifier->upload->format == CHAIRLIFT_UPLOAD_OPENREVIEW_EDGES;
}

/* Whether the file is chairlift's own, in which any name will do. */
static gboolean is_own(const Verifier *verifier)
{
    return verifier->upload->format == CHAIRLIFT_UPLOAD_TABLE ||
           verifier->upload->format == CHAIRLIFT_UPLOAD_ROUTING;
}

/* ---- whom and what a row names --------------------------------------------------------------- */

typedef const GArray *(*FindFunction)(const ChairliftNames *, const char *);

static const GArray *find_once(const Verifier *verifier, GHashTable *known, FindFunction find,
                               const char *text)
{
    gpointer found_before = NULL;
    if (text == NULL)
        return NULL;
    if (g_hash_table_lookup_extended(known, text, NULL, &found_before))
        return found_before;
    const GArray *matches = find(verifier->names, text);
    g_hash_table_insert(known, (gpointer)text, (gpointer)matches);
    return matches;
}

static const GArray *papers_called(const Verifier *verifier, const char *text)
{
    return find_once(verifier, verifier->papers_called, chairlift_names_papers, text);
}

static const GArray *people_called(const Verifier *verifier, const char *text)
{
    return find_once(verifier, verifier->people_called, chairlift_names_people, text);
}

/* What the system knows a paper, or a person, by; NULL when any name will do. */
static const char *wanted_paper(const Verifier *verifier, guint index)
{
    const ChairliftPaper *paper = paper_at(verifier, index);
    if (is_own(verifier))
        return NULL;
    return is_openreview(verifier) || paper->number == NULL ? paper->id : paper->number;
}

static const char *wanted_person(const Verifier *verifier, guint index)
{
    const ChairliftPerson *person = person_at(verifier, index);
    if (is_own(verifier))
        return NULL;
    return is_openreview(verifier) || person->email == NULL ? person->id : person->email;
}

/* How many of the matches may be meant: all papers, and people of the row's role. The first of them
 * that is written as wanted goes to *exact, the first of all to *first; NOBODY for none. */
static guint choose(const Verifier *verifier, const ChairliftUploadRow *row, gboolean is_person,
                    const GArray *matches, int *exact, int *first)
{
    const char *name = is_person ? row->person : row->paper;
    guint count = 0;
    *exact = *first = NOBODY;
    for (guint i = 0; matches != NULL && i < matches->len; i++) {
        const guint index = g_array_index(matches, guint, i);
        if (is_person && verifier->has_roles && row->role >= 0 &&
            (int)person_at(verifier, index)->role != row->role)
            continue;
        const char *wanted =
            is_person ? wanted_person(verifier, index) : wanted_paper(verifier, index);
        count++;
        if (*first == NOBODY)
            *first = (int)index;
        if (*exact == NOBODY && wanted != NULL && strcmp(wanted, name) == 0)
            *exact = (int)index;
    }
    return count;
}

/* Says why a name stands for nothing that is here. */
static void found_unknown(Verifier *verifier, const ChairliftUploadRow *row, const char *kind,
                          const char *name, gboolean is_here_otherwise)
{
    if (is_here_otherwise)
        found(verifier, row->line,
              g_strdup_printf("%s \"%s\" is no %s in the lists: correct the role, or the lists",
                              kind, name, chairlift_role_name((ChairliftRole)row->role)));
    else
        found(verifier, row->line,
              g_strdup_printf(
                  "%s \"%s\" is not among those given: %scorrect the id, or leave the "
                  "row out",
                  kind, name,
                  is_openreview(verifier) ? "OpenReview drops such a row without a word; " : ""));
}

/* The index that a name of a row stands for, or NOBODY: matches is what names find for it. */
static int resolve(Verifier *verifier, const ChairliftUploadRow *row, gboolean is_person,
                   const GArray *matches)
{
    const char *kind = is_person ? "person" : "paper";
    const char *name = is_person ? row->person : row->paper;
    int exact, first;
    if (name == NULL) {
        found(verifier, row->line,
              g_strdup_printf("a row names no %s: fill it, or delete the row", kind));
        return NOBODY;
    }
    const guint count = choose(verifier, row, is_person, matches, &exact, &first);
    if (exact != NOBODY)
        return exact;
    if (count == 0) {
        found_unknown(verifier, row, kind, name, matches != NULL && matches->len > 0);
        return NOBODY;
    }
    if (count > 1) {
        found(verifier, row->line,
              g_strdup_printf("%s \"%s\" could be any of %u: use an id", kind, name, count));
        return NOBODY;
    }
    if (!is_own(verifier))
        found(verifier, row->line,
              g_strdup_printf("%s \"%s\" must be written \"%s\" here", kind, name,
                              is_person ? wanted_person(verifier, (guint)first)
                                        : wanted_paper(verifier, (guint)first)));
    return first;
}

/* One spelling of a text: case and blanks do not count. */
static char *fold(const char *text)
{
    g_autofree char *folded = g_utf8_casefold(text, -1);
    g_auto(GStrv) words = g_strsplit_set(folded, " \t\r\n", -1);
    GString *joined = g_string_new(NULL);
    for (char **word = words; *word != NULL; word++)
        g_string_append(joined, *word);
    return g_string_free(joined, FALSE);
}

static gboolean differs(const char *one, const char *other)
{
    if (one == NULL || other == NULL)
        return FALSE;
    g_autofree char *first = fold(one), *second = fold(other);
    return strcmp(first, second) != 0;
}

/* The beginning of a text, for a message. */
static char *shortened(const char *text)
{
    enum { CHARACTERS_SHOWN = 40 };
    g_autofree char *begin =
        g_utf8_substring(text, 0, MIN(g_utf8_strlen(text, -1), CHARACTERS_SHOWN));
    return g_strconcat(begin, strlen(begin) < strlen(text) ? "..." : "", NULL);
}

/* What stands beside an id must be its own: a column that was sorted alone shows here. */
static void check_beside(Verifier *verifier, const ChairliftUploadRow *row, guint paper,
                         guint person)
{
    const ChairliftPerson *known = person_at(verifier, person);
    if (differs(row->called, known->name)) {
        g_autofree char *here = shortened(row->called), *there = shortened(known->name);
        found(verifier, row->line,
              g_strdup_printf("%s is called \"%s\" here, but \"%s\" in the list of people: has a "
                              "column been moved against the others?",
                              row->person, here, there));
    }
    const char *title = paper_at(verifier, paper)->title;
    if (differs(row->title, title)) {
        g_autofree char *here = shortened(row->title), *there = shortened(title);
        found(verifier, row->line,
              g_strdup_printf("paper %s is titled \"%s\" here, but \"%s\" among the papers: has a "
                              "column been moved against the others?",
                              row->paper, here, there));
    }
}

/* ---- scores ---------------------------------------------------------------------------------- */

/* A number is there: whether it may be. */
static void check_value(Verifier *verifier, const ChairliftUploadRow *row, double value)
{
    const char *score = row->score;
    const gboolean is_affinity =
        row->kind == CHAIRLIFT_UPLOAD_SCORE || row->kind == CHAIRLIFT_UPLOAD_ASSIGNMENT;
    if (row->kind == CHAIRLIFT_UPLOAD_SCORE && value < 0)
        found(verifier, row->line,
              g_strdup_printf("score %s is negative: OpenReview makes it 0; write 0, or leave the "
                              "row out",
                              score));
    else if (is_affinity && value < 0)
        found(
            verifier, row->line,
            g_strdup_printf("score %s of an assignment is negative: write one from 0 to 1", score));
    else if (is_affinity && value > 1)
        found(verifier, row->line,
              g_strdup_printf("score %s is above 1, the most that an affinity can be: divide all "
                              "by the greatest",
                              score));
    else if (row->kind == CHAIRLIFT_UPLOAD_CONFLICT && value >= 0)
        found(verifier, row->line,
              g_strdup_printf(
                  "a conflict's weight must be -1, not %s: from 0 up it allows the pair", score));
    verifier->tiny_scores +=
        row->kind == CHAIRLIFT_UPLOAD_SCORE && value > 0 && value < LEAST_COUNTED;
}

static void check_score(Verifier *verifier, const ChairliftUploadRow *row)
{
    const gboolean is_preference = row->kind == CHAIRLIFT_UPLOAD_PREFERENCE;
    if (row->score == NULL) {
        if (row->kind == CHAIRLIFT_UPLOAD_SCORE || is_preference)
            found(verifier, row->line,
                  g_strdup_printf("a row has no %s: write it, or delete the row",
                                  is_preference ? "preference" : "score"));
        return;
    }
    char *end;
    const double value = g_ascii_strtod(row->score, &end);
    if (is_preference && end != row->score) /* HotCRP's may end in an expertise: "20X" */
        end += strspn(end, "XYZxyz");
    if (end == row->score || *end != '\0' || !isfinite(value))
        found(verifier, row->line,
              g_strdup_printf("%s \"%s\" is not a number: write one%s",
                              is_preference ? "preference" : "score", row->score,
                              is_preference ? ", such as 10 or -10" : " from 0 to 1"));
    else
        check_value(verifier, row, value);
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* Whether the columns of most rows hold each other's names. */
static gboolean is_swapped(const Verifier *verifier)
{
    guint swapped = 0;
    for (guint i = 0; i < verifier->upload->rows->len; i++) {
        const ChairliftUploadRow *row = row_at(verifier, i);
        swapped += people_called(verifier, row->paper) != NULL &&
                   papers_called(verifier, row->person) != NULL &&
                   papers_called(verifier, row->paper) == NULL;
    }
    return swapped > verifier->upload->rows->len / 2;
}

/* Number of the row, from 1, that gives the paper to the same person in another role; 0 for none.
 */
static guint in_another_role(const Verifier *verifier, guint paper, guint person)
{
    const guint32 *seen = verifier->seen[CHAIRLIFT_UPLOAD_ASSIGNMENT];
    const ChairliftPerson *known = person_at(verifier, person);
    const GArray *same = chairlift_names_people(verifier->names, known->id);
    for (guint i = 0; verifier->has_roles && same != NULL && i < same->len; i++) {
        const guint other = g_array_index(same, guint, i);
        if (person_at(verifier, other)->role != known->role &&
            seen[(gsize)paper * verifier->people->len + other] != 0)
            return seen[(gsize)paper * verifier->people->len + other];
    }
    return 0;
}

static void check_assignment(Verifier *verifier, const ChairliftUploadRow *row, guint paper,
                             guint person)
{
    const char *reason = chairlift_conflicts_reason(verifier->conflicts, paper, person);
    const guint other = in_another_role(verifier, paper, person);
    if (reason != NULL)
        found(verifier, row->line,
              g_strdup_printf("%s has a conflict with paper %s (%s): give it to somebody else",
                              row->person, row->paper, reason));
    if (other != 0)
        found(verifier, row->line,
              g_strdup_printf("%s has paper %s in another role already, in line %" G_GUINT64_FORMAT
                              ": give it to somebody else",
                              row->person, row->paper, row_at(verifier, other - 1)->line));
}

static void check_pair(Verifier *verifier, const ChairliftUploadRow *row, guint number, guint paper,
                       guint person)
{
    const gsize people = verifier->people->len, pair = paper * people + person;
    if (verifier->seen[row->kind] == NULL)
        verifier->seen[row->kind] = g_new0(guint32, verifier->papers->len * people);
    const guint32 earlier = verifier->seen[row->kind][pair];
    if (earlier != 0) {
        found(verifier, row->line,
              g_strdup_printf("paper %s with %s stands in line %" G_GUINT64_FORMAT
                              " already: delete one of the two",
                              row->paper, row->person, row_at(verifier, earlier - 1)->line));
        return;
    }
    verifier->seen[row->kind][pair] = number;
    if (row->kind == CHAIRLIFT_UPLOAD_ASSIGNMENT)
        check_assignment(verifier, row, paper, person);
}

static void check_rows(Verifier *verifier)
{
    for (guint i = 0; i < verifier->upload->rows->len; i++) {
        const ChairliftUploadRow *row = row_at(verifier, i);
        const int paper = resolve(verifier, row, FALSE, papers_called(verifier, row->paper));
        const int person = resolve(verifier, row, TRUE, people_called(verifier, row->person));
        if (row->problem != NULL)
            found(verifier, row->line, g_strdup(row->problem));
        check_score(verifier, row);
        if (paper == NOBODY || person == NOBODY)
            continue;
        check_beside(verifier, row, (guint)paper, (guint)person);
        check_pair(verifier, row, i + 1, (guint)paper, (guint)person);
    }
}

/* ---- what is not there ----------------------------------------------------------------------- */

/* Pairs without a row of a kind: those with a conflict, or those without one. Of two roles, only
 * those count of which the file says anything. */
static void check_missing(Verifier *verifier, ChairliftUploadKind kind, gboolean with_conflict,
                          const char *format)
{
    const guint32 *seen = verifier->seen[kind];
    const gsize people = verifier->people->len;
    gboolean has_role[CHAIRLIFT_ROLES] = {FALSE};
    guint64 missing = 0, wanted = 0;
    g_autoptr(GString) names = g_string_new(NULL);
    for (gsize i = 0; seen != NULL && i < verifier->papers->len * people; i++) {
        if (seen[i] != 0)
            has_role[person_at(verifier, (guint)(i % people))->role] = TRUE;
    }
    for (gsize i = 0; seen != NULL && i < verifier->papers->len * people; i++) {
        const guint paper = (guint)(i / people), person = (guint)(i % people);
        if ((chairlift_conflicts_reason(verifier->conflicts, paper, person) != NULL) !=
                with_conflict ||
            !has_role[person_at(verifier, person)->role])
            continue;
        wanted++;
        if (seen[i] != 0)
            continue;
        if (missing++ < NAMED_AT_MOST)
            g_string_append_printf(names, "%s%s with %s", names->len > 0 ? ", " : "",
                                   paper_at(verifier, paper)->id, person_at(verifier, person)->id);
    }
    if (missing > 0)
        found(verifier, 0,
              g_strdup_printf(format, missing, wanted, names->str,
                              missing > NAMED_AT_MOST ? ", ..." : ""));
}

/* ---- loads ----------------------------------------------------------------------------------- */

/* What assignments add up to. */
typedef struct Loads {
    guint *of_person; /* [people] papers */
    guint *of_paper;  /* [roles * papers] people, role by role */
    gboolean has_role[CHAIRLIFT_ROLES];
} Loads;

/* Adds one assignment, and says when it is the first that is too much. */
static void add_load(Verifier *verifier, Loads *loads, guint paper, guint person,
                     const ChairliftUploadRow *row, const guint *demand)
{
    const ChairliftPerson *known = person_at(verifier, person);
    guint *load = &loads->of_person[person];
    guint *given = &loads->of_paper[(gsize)known->role * verifier->papers->len + paper];
    loads->has_role[known->role] = TRUE;
    if (++*load == known->capacity + 1 && known->has_capacity)
        found(verifier, row->line,
              g_strdup_printf("%s takes %u paper%s at most, and this is one more: give it to "
                              "somebody else, or raise the capacity",
                              chairlift_person_label(known), known->capacity,
                              chairlift_plural(known->capacity)));
    if (++*given == demand[known->role] + 1 && demand[known->role] > 0)
        found(verifier, row->line,
              g_strdup_printf("paper %s wants %u %s%s, and this is one more: delete one",
                              paper_at(verifier, paper)->id, demand[known->role],
                              chairlift_role_name(known->role),
                              chairlift_plural(demand[known->role])));
}

/* What is said of people: their role, where there are two. */
static const char *people_of_role(const Verifier *verifier, guint role)
{
    if (!verifier->has_roles)
        return "people";
    return role == CHAIRLIFT_ROLE_CHAIR ? "chairs" : "reviewers";
}

static void check_too_few(Verifier *verifier, const Loads *loads, const guint *demand)
{
    for (guint i = 0; i < verifier->people->len; i++) {
        const ChairliftPerson *person = person_at(verifier, i);
        const guint load = loads->of_person[i];
        if (loads->has_role[person->role] && load < person->minimum)
            found(verifier, 0,
                  g_strdup_printf("%s gets %u paper%s, and wants %u at least: give more, or lower "
                                  "the minimum",
                                  chairlift_person_label(person), load, chairlift_plural(load),
                                  person->minimum));
    }
    for (gsize i = 0; i < CHAIRLIFT_ROLES * (gsize)verifier->papers->len; i++) {
        const guint role = (guint)(i / verifier->papers->len);
        const guint paper = (guint)(i % verifier->papers->len);
        if (!loads->has_role[role] || loads->of_paper[i] >= MAX(demand[role], 1))
            continue;
        if (loads->of_paper[i] == 0)
            found(verifier, 0,
                  g_strdup_printf("paper %s goes to no%s: assign it", paper_at(verifier, paper)->id,
                                  !verifier->has_roles           ? "body"
                                  : role == CHAIRLIFT_ROLE_CHAIR ? " chair"
                                                                 : " reviewer"));
        else
            found(verifier, 0,
                  g_strdup_printf("paper %s has %u of %u %s: assign more",
                                  paper_at(verifier, paper)->id, loads->of_paper[i], demand[role],
                                  people_of_role(verifier, role)));
    }
}

static gint by_row(gconstpointer a, gconstpointer b)
{
    const guint64 one = *(const guint64 *)a >> 32, other = *(const guint64 *)b >> 32;
    return one < other ? -1 : one > other;
}

static void check_loads(Verifier *verifier, const guint *demand)
{
    const guint32 *seen = verifier->seen[CHAIRLIFT_UPLOAD_ASSIGNMENT];
    const gsize people = verifier->people->len, papers = verifier->papers->len;
    if (seen == NULL)
        return;
    Loads loads = {.of_person = g_new0(guint, people + 1),
                   .of_paper = g_new0(guint, CHAIRLIFT_ROLES * papers + 1)};
    /* in the order of the rows, so that the first that is too much is named */
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(guint64));
    for (gsize i = 0; i < papers * people; i++) {
        const guint64 row = (guint64)seen[i] << 32 | i;
        if (seen[i] != 0)
            g_array_append_val(rows, row);
    }
    g_array_sort(rows, by_row);
    for (guint i = 0; i < rows->len; i++) {
        const guint64 row = g_array_index(rows, guint64, i);
        const gsize pair = row & G_MAXUINT32;
        add_load(verifier, &loads, (guint)(pair / people), (guint)(pair % people),
                 row_at(verifier, (guint)(row >> 32) - 1), demand);
    }
    check_too_few(verifier, &loads, demand);
    g_free(loads.of_person);
    g_free(loads.of_paper);
}

/* ---- all of it ------------------------------------------------------------------------------- */

static void add_remarks(Verifier *verifier)
{
    const ChairliftUpload *upload = verifier->upload;
    if (verifier->tiny_scores > 0)
        remark(verifier, g_strdup_printf("%" G_GUINT64_FORMAT
                                         " scores are above 0 but below 0.01, and count as "
                                         "0 in OpenReview's matcher, which cuts them to hundredths",
                                         verifier->tiny_scores));
    if (upload->without_permission > 0)
        remark(verifier,
               g_strdup_printf("%" G_GUINT64_FORMAT " edges do not say who may read and write them "
                               "and who signs: that is left to their invitation",
                               upload->without_permission));
    if (upload->format == CHAIRLIFT_UPLOAD_OPENREVIEW_SCORES &&
        upload->bytes > OPENREVIEW_MEGABYTES * (guint64)1000000)
        found(verifier, 0,
              g_strdup_printf("has %" G_GUINT64_FORMAT " MB, and OpenReview's web form takes %d: "
                              "upload it with openreview-py's setup_committee_matching",
                              upload->bytes / 1000000, OPENREVIEW_MEGABYTES));
}

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

static void check_all(Verifier *verifier, const guint *demand)
{
    check_rows(verifier);
    check_loads(verifier, demand);
    check_missing(verifier, CHAIRLIFT_UPLOAD_SCORE, FALSE,
                  "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                  " pairs without a conflict have no score, which counts as 0: %s%s");
    check_missing(verifier, CHAIRLIFT_UPLOAD_CONFLICT, TRUE,
                  "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT
                  " conflicts that were found are not in the file: %s%s");
    add_remarks(verifier);
}

static gboolean are_two_roles(const GPtrArray *people)
{
    gboolean has_role[CHAIRLIFT_ROLES] = {FALSE};
    for (guint i = 0; i < people->len; i++)
        has_role[((const ChairliftPerson *)g_ptr_array_index(people, i))->role] = TRUE;
    return has_role[CHAIRLIFT_ROLE_CHAIR] && has_role[CHAIRLIFT_ROLE_REVIEWER];
}

GPtrArray *chairlift_upload_verify(const ChairliftUpload *upload, const GPtrArray *papers,
                                   const GPtrArray *people, const ChairliftConflicts *conflicts,
                                   const guint *demand)
{
    Verifier verifier = {
        .upload = upload, .papers = papers, .people = people, .conflicts = conflicts};
    verifier.names = chairlift_names_new(papers, people);
    verifier.papers_called = g_hash_table_new(NULL, NULL);
    verifier.people_called = g_hash_table_new(NULL, NULL);
    verifier.has_roles = are_two_roles(people);
    verifier.findings =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_upload_finding_free);
    verifier.counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (upload->rows->len == 0)
        found(&verifier, 0,
              g_strdup("says nothing of any paper and person: is it the right file?"));
    else if (is_swapped(&verifier))
        found(&verifier, 0,
              g_strdup("the columns are swapped: papers come first, then people; OpenReview drops "
                       "such rows without a word"));
    else
        check_all(&verifier, demand);
    say_how_often(&verifier);
    for (gsize kind = 0; kind < CHAIRLIFT_UPLOAD_KINDS; kind++)
        g_free(verifier.seen[kind]);
    g_hash_table_unref(verifier.counts);
    g_hash_table_unref(verifier.papers_called);
    g_hash_table_unref(verifier.people_called);
    chairlift_names_free(verifier.names);
    return verifier.findings;
}
