/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Affinity by own papers, in the semantic space that comes with the project: few papers, none, or
 * papers without words.
 */
#include <math.h>

#include "chairlift/affinity.h"
#include "chairlift/text.h"

enum { TOPICS = 2 };

static const char CACHES[] =
    "We evict keys and values from the attention cache of language models.";
static const char BEES[] = "We count bees that pollinate apple trees in orchards in spring.";

typedef struct Fixture {
    ChairliftSpace *space;
    GPtrArray *papers, *people;
} Fixture;

static void set_up(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_autofree char *models = g_test_build_filename(G_TEST_DIST, "..", "models", NULL);
    ChairliftError error;
    fixture->space = chairlift_space_load(models, &error);
    g_assert_nonnull(fixture->space);
    fixture->papers = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_routed_paper_free);
    fixture->people = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_person_free);
}

static void tear_down(Fixture *fixture, gconstpointer data)
{
    (void)data;
    g_ptr_array_unref(fixture->papers);
    g_ptr_array_unref(fixture->people);
    chairlift_space_free(fixture->space);
}

static ChairliftPaper *new_paper(const char *title, const char *abstract)
{
    ChairliftPaper *paper = chairlift_paper_new("p", "p.json");
    paper->title = g_strdup(title);
    paper->abstract = g_strdup(abstract);
    return paper;
}

/* topics: [TOPICS], or NULL where the paper could not be read. */
static void submit(Fixture *fixture, const char *title, const char *abstract, const double *topics)
{
    ChairliftRoutedPaper *paper = chairlift_routed_paper_new(new_paper(title, abstract));
    paper->topic = topics != NULL ? g_memdup2(topics, TOPICS * sizeof *topics) : NULL;
    g_ptr_array_add(fixture->papers, paper);
}

/* Somebody with so many papers of one text; topic: -1 for none. */
static void add_person(Fixture *fixture, const char *text, guint papers, int topic)
{
    ChairliftPerson *person = chairlift_person_new();
    person->id = g_strdup_printf("~%u", fixture->people->len);
    for (guint i = 0; i < papers; i++)
        g_ptr_array_add(person->publications, new_paper(text, text));
    const guint declared = (guint)topic;
    if (topic >= 0)
        g_array_append_val(person->topics, declared);
    g_ptr_array_add(fixture->people, person);
}

static ChairliftAffinity *affinity_of(const Fixture *fixture)
{
    g_autoptr(GError) error = NULL;
    ChairliftAffinity *affinity = chairlift_affinity_new(fixture->papers, fixture->people, TOPICS,
                                                         fixture->space, NULL, NULL, &error);
    g_assert_no_error(error);
    return affinity;
}

static double papers_part(const ChairliftAffinity *affinity, guint paper, guint person,
                          ChairliftAffinityBasis basis)
{
    ChairliftAffinityParts parts;
    chairlift_affinity_parts(affinity, paper, person, &parts);
    g_assert_cmpint(parts.papers.basis, ==, basis);
    g_assert_true((parts.nearest != NULL) == (basis == CHAIRLIFT_AFFINITY_KNOWN));
    return parts.papers.value;
}

/* What a row says is the mean of its parts. */
static void check_rows(const Fixture *fixture, const ChairliftAffinity *affinity)
{
    g_autofree float *row = g_new(float, fixture->people->len);
    for (guint paper = 0; paper < fixture->papers->len; paper++) {
        chairlift_affinity_row(affinity, paper, row);
        for (guint person = 0; person < fixture->people->len; person++) {
            ChairliftAffinityParts parts;
            chairlift_affinity_parts(affinity, paper, person, &parts);
            const guint used = (parts.topics.basis != CHAIRLIFT_AFFINITY_UNUSED) +
                               (parts.papers.basis != CHAIRLIFT_AFFINITY_UNUSED);
            const double sum = parts.topics.value + parts.papers.value;
            g_assert_true(isfinite(row[person]) && row[person] >= 0 && row[person] <= 1);
            g_assert_cmpfloat_with_epsilon((double)row[person], used > 0 ? sum / used : 0, 1e-6);
        }
    }
}

/* One paper says less of a person than five of the same; who has none is near the middle, however
 * much nearer than usual the two who have some are. */
static void test_few_papers(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const double TOPIC[TOPICS] = {0.9, 0.1};
    submit(fixture, "Caches", CACHES, TOPIC);
    add_person(fixture, CACHES, 1, -1);
    add_person(fixture, CACHES, 5, -1);
    add_person(fixture, NULL, 0, -1);
    g_autoptr(ChairliftAffinity) affinity = affinity_of(fixture);
    const double one = papers_part(affinity, 0, 0, CHAIRLIFT_AFFINITY_KNOWN);
    const double five = papers_part(affinity, 0, 1, CHAIRLIFT_AFFINITY_KNOWN);
    const double none = papers_part(affinity, 0, 2, CHAIRLIFT_AFFINITY_AVERAGE);
    g_assert_cmpfloat(0.5, <, one);
    g_assert_cmpfloat(one, <, five);
    g_assert_cmpfloat_with_epsilon(none, (one + five + 1.5) / 5, 1e-6);
    check_rows(fixture, affinity);
}

static void test_nearer_person(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const double TOPIC[TOPICS] = {0.9, 0.1};
    submit(fixture, "Caches", CACHES, TOPIC);
    submit(fixture, "Bees", BEES, TOPIC);
    add_person(fixture, CACHES, 1, -1);
    add_person(fixture, BEES, 1, -1);
    g_autoptr(ChairliftAffinity) affinity = affinity_of(fixture);
    for (guint paper = 0; paper < 2; paper++)
        g_assert_cmpfloat(papers_part(affinity, paper, paper, CHAIRLIFT_AFFINITY_KNOWN), >,
                          papers_part(affinity, paper, 1 - paper, CHAIRLIFT_AFFINITY_KNOWN));
    check_rows(fixture, affinity);
}

/* Words that nobody knows, no words, and a paper that could not be read. */
static void test_no_words(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const double TOPIC[TOPICS] = {0.6, 0.2};
    submit(fixture, "xqzzt", "vvkqq wwzzx", TOPIC);
    submit(fixture, NULL, NULL, TOPIC);
    submit(fixture, "Unread", NULL, NULL);
    submit(fixture, "Caches", CACHES, TOPIC);
    add_person(fixture, "xqzzt", 2, 0);
    add_person(fixture, CACHES, 1, -1);
    g_autoptr(ChairliftAffinity) affinity = affinity_of(fixture);
    papers_part(affinity, 0, 1, CHAIRLIFT_AFFINITY_UNUSED);
    papers_part(affinity, 1, 1, CHAIRLIFT_AFFINITY_UNUSED);
    papers_part(affinity, 2, 1, CHAIRLIFT_AFFINITY_UNUSED);
    papers_part(affinity, 3, 0, CHAIRLIFT_AFFINITY_AVERAGE);
    papers_part(affinity, 3, 1, CHAIRLIFT_AFFINITY_KNOWN);
    float row[2];
    chairlift_affinity_row(affinity, 0, row);
    g_assert_cmpfloat_with_epsilon((double)row[0], 0.6, 1e-6);
    g_assert_cmpfloat_with_epsilon((double)row[1], 0.6, 1e-6); /* as the average of the others */
    check_rows(fixture, affinity);
}

/* Nobody has a paper with a known word: the part is left out for all. */
static void test_nobody(Fixture *fixture, gconstpointer data)
{
    (void)data;
    static const double TOPIC[TOPICS] = {0.6, 0.2};
    submit(fixture, "Caches", CACHES, TOPIC);
    add_person(fixture, "xqzzt", 1, -1);
    add_person(fixture, NULL, 0, -1);
    g_autoptr(ChairliftAffinity) unknown = affinity_of(fixture);
    g_assert_false(chairlift_affinity_is_known(unknown));
    check_rows(fixture, unknown);
    add_person(fixture, NULL, 0, 1);
    g_autoptr(ChairliftAffinity) known = affinity_of(fixture);
    g_assert_true(chairlift_affinity_is_known(known));
    g_assert_false(chairlift_affinity_uses_papers(known));
    check_rows(fixture, known);
}

/* A space learned from no more than this repository holds would say little; the one that comes with
 * it is to know that a title goes with its text, and what vectors and points look like. */
static void test_space(Fixture *fixture, gconstpointer data)
{
    (void)data;
    ChairliftError error;
    ChairliftTextReader *reader = chairlift_text_reader_new(&error);
    const ChairliftVocabulary *vocabulary = chairlift_space_vocabulary(fixture->space);
    const guint32 dimensions = chairlift_space_dimensions(fixture->space);
    const char *const texts[] = {CACHES, "A memory for attention that forgets", BEES,
                                 "Insects on fruit trees"};
    g_autofree float *point = g_new0(float, G_N_ELEMENTS(texts) * dimensions);
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        ChairliftVector vector = {0};
        g_assert_true(
            chairlift_features_vectorize(vocabulary, reader, texts[i], NULL, &vector, &error));
        chairlift_space_place(fixture->space, &vector, point + i * dimensions);
        double length = 0;
        for (guint32 d = 0; d < dimensions; d++)
            length += (double)point[i * dimensions + d] * (double)point[i * dimensions + d];
        g_assert_cmpfloat_with_epsilon(length, 1, 1e-4);
        chairlift_vector_clear(&vector);
    }
    double product[G_N_ELEMENTS(texts)] = {0};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        for (guint32 d = 0; d < dimensions; d++)
            product[i] += (double)point[d] * (double)point[i * dimensions + d];
    }
    g_assert_cmpfloat(product[1], >, product[2]);
    g_assert_cmpfloat(product[1], >, product[3]);
    chairlift_text_reader_free(reader);
}

#define ADD(name, function) g_test_add(name, Fixture, NULL, set_up, function, tear_down)

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    ADD("/affinity/few-papers", test_few_papers);
    ADD("/affinity/nearer-person", test_nearer_person);
    ADD("/affinity/no-words", test_no_words);
    ADD("/affinity/nobody", test_nobody);
    ADD("/affinity/space", test_space);
    return g_test_run();
}
