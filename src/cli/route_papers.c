/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "route_papers.h"

#include "../paper/plural.h"
#include "complain.h"
#include "find_venue.h"
#include "judges.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chairlift/intake.h"
#include "chairlift/routing_files.h"

/* Inputs, sorted into what they are. */
typedef struct Inputs {
    GPtrArray *scores;      /* of const char *: files of score records */
    GPtrArray *submissions; /* of const char *: everything else */
    char *venue;            /* of the first score record, or NULL */
} Inputs;

typedef struct Scoring {
    const ChairliftVenue *venue;
    ChairliftScorer *scorer;
    GPtrArray *papers;
    guint64 failed;
    GError *error;
} Scoring;

/* The first bytes behind a descriptor, which stay there to be read: of a pipe a copy (tee(2)), of a
 * file those at the place where it stands. */
static gsize peek_descriptor(int descriptor, char *bytes, gsize size)
{
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return 0;
    gssize length = -1;
    if (S_ISREG(status.st_mode)) {
        length = pread(descriptor, bytes, size, lseek(descriptor, 0, SEEK_CUR));
    } else if (S_ISFIFO(status.st_mode)) {
        int copy[2];
        if (pipe2(copy, O_CLOEXEC) != 0)
            return 0;
        length = tee(descriptor, copy[1], size, 0);
        if (length > 0)
            length = read(copy[0], bytes, (gsize)length);
        close(copy[0]);
        close(copy[1]);
    }
    return length > 0 ? (gsize)length : 0;
}

/* The descriptor that a path names: "-", or what the shell makes of <(...); -1 for other paths. */
static int descriptor_of(const char *path)
{
    guint64 descriptor;
    if (strcmp(path, "-") == 0)
        return STDIN_FILENO;
    if (g_str_has_prefix(path, "/dev/fd/") &&
        g_ascii_string_to_unsigned(path + strlen("/dev/fd/"), 10, 0, G_MAXINT, &descriptor, NULL))
        return (int)descriptor;
    return -1;
}

/* The venue of the score records that a file holds; NULL when it holds none. */
static char *recognise_scores(const char *path)
{
    const int descriptor = descriptor_of(path);
    if (descriptor >= 0) {
        char bytes[CHAIRLIFT_PEEK_SIZE];
        const gsize length = peek_descriptor(descriptor, bytes, sizeof bytes);
        return chairlift_scores_recognise(bytes, length);
    }
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return NULL;
    g_autoptr(ChairliftInput) input = chairlift_input_open(path, NULL);
    gsize length = 0;
    const char *bytes = input != NULL ? chairlift_input_peek(input, &length, NULL) : NULL;
    return bytes != NULL ? chairlift_scores_recognise(bytes, length) : NULL;
}

static void sort_inputs(const char *const *paths, Inputs *inputs)
{
    inputs->scores = g_ptr_array_new();
    inputs->submissions = g_ptr_array_new();
    for (; *paths != NULL; paths++) {
        g_autofree char *venue = recognise_scores(*paths);
        g_ptr_array_add(venue != NULL ? inputs->scores : inputs->submissions, (gpointer)*paths);
        if (inputs->venue == NULL)
            inputs->venue = g_steal_pointer(&venue);
    }
}

static void inputs_clear(Inputs *inputs)
{
    if (inputs->scores != NULL)
        g_ptr_array_unref(inputs->scores);
    if (inputs->submissions != NULL)
        g_ptr_array_unref(inputs->submissions);
    g_free(inputs->venue);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Inputs, inputs_clear)

static gboolean read_scores(const Inputs *inputs, const ChairliftVenue *venue, GPtrArray *papers,
                            GError **error)
{
    guint64 others = 0;
    for (guint i = 0; i < inputs->scores->len; i++) {
        g_autoptr(ChairliftInput) input =
            chairlift_input_open(g_ptr_array_index(inputs->scores, i), error);
        if (input == NULL || !chairlift_scores_read(input, venue, papers, &others, error))
            return FALSE;
    }
    if (others > 0)
        complain("%" G_GUINT64_FORMAT " score record%s of other venues than %s %s left out", others,
                 chairlift_plural(others), venue->id, others == 1 ? "is" : "are");
    return TRUE;
}

/* The probabilities of a paper, in the venue's order of topics. */
static gboolean score_paper(Scoring *scoring, ChairliftRoutedPaper *routed)
{
    const ChairliftPaper *paper = routed->paper;
    ChairliftScores scores;
    if (!judges_score(scoring->scorer, 1, paper, &scores, &scoring->error))
        return FALSE;
    const ChairliftVenue *venue = scoring->venue;
    routed->theme = scores.theme_probability;
    routed->fits = scores.verdict != CHAIRLIFT_VERDICT_DOES_NOT_FIT;
    routed->is_borderline = scores.verdict == CHAIRLIFT_VERDICT_BORDERLINE;
    routed->confidence = scores.confidence;
    routed->needs_human = scores.needs_human;
    routed->one_sentence = scores.one_sentence;
    routed->no_evidence = scores.no_evidence;
    routed->topic = g_new0(double, venue->topics->len + 1);
    for (size_t i = 0; i < scores.length; i++) {
        guint index = 0;
        const ChairliftTopic *topic = chairlift_venue_find_topic(venue, scores.topics[i].id);
        if (topic != NULL && g_ptr_array_find(venue->topics, topic, &index))
            routed->topic[index] = scores.topics[i].probability;
    }
    return TRUE;
}

/* A ChairliftPaperFunction. */
static gboolean take_paper(ChairliftPaper *paper, gpointer user_data)
{
    Scoring *scoring = user_data;
    ChairliftRoutedPaper *routed = chairlift_routed_paper_new(paper);
    g_ptr_array_add(scoring->papers, routed);
    if (paper->failure == NULL)
        return score_paper(scoring, routed);
    complain("%s: %s", paper->source, paper->failure);
    return TRUE;
}

/* The venue is read again with its model: the file that it was read from is how it is named. */
static gboolean read_submissions(const Inputs *inputs, const ChairliftVenue *venue,
                                 GPtrArray *papers, GError **error)
{
    g_autoptr(Judges) judges = judges_load(venue->file, error);
    if (judges == NULL)
        return FALSE;
    g_autoptr(ChairliftScorer) scorer = judges_scorer(judges, error);
    if (scorer == NULL)
        return FALSE;
    Scoring scoring = {
        .venue = g_ptr_array_index(judges->venues, 0), .scorer = scorer, .papers = papers};
    const ChairliftIntakeOptions options = {.warning = complain_of};
    ChairliftIntakeCounts counts = {0};
    g_ptr_array_add(inputs->submissions, NULL);
    if (!chairlift_intake_read((const char *const *)inputs->submissions->pdata, &options,
                               take_paper, &scoring, &counts, error))
        return FALSE;
    if (scoring.error != NULL) {
        g_propagate_error(error, scoring.error);
        return FALSE;
    }
    return TRUE;
}

ChairliftVenue *route_papers_venue(const char *const *inputs, const char *named, GError **error)
{
    g_auto(Inputs) sorted = {0};
    sort_inputs(inputs, &sorted);
    if (named == NULL)
        named = sorted.venue != NULL ? sorted.venue : DEFAULT_VENUE;
    return find_venue(named, error);
}

GPtrArray *route_papers_read(const char *const *inputs, const ChairliftVenue *venue,
                             guint64 *failed, GError **error)
{
    g_auto(Inputs) sorted = {0};
    sort_inputs(inputs, &sorted);
    g_autoptr(GPtrArray) papers =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_routed_paper_free);
    if (sorted.submissions->len > 0 && !read_submissions(&sorted, venue, papers, error))
        return NULL;
    if (!read_scores(&sorted, venue, papers, error))
        return NULL;
    if (papers->len == 0) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE,
                    "there are no papers to route for %s", venue->id);
        return NULL;
    }
    for (guint i = 0; i < papers->len; i++)
        *failed += ((const ChairliftRoutedPaper *)g_ptr_array_index(papers, i))->topic == NULL;
    return g_steal_pointer(&papers);
}
