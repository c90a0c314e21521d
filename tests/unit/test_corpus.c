/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The corpus: built from texts, written, read back, added to; and what is said about bad files. */
#include "learn/corpus.h"

#include <glib/gstdio.h>
#include <string.h>

#include "chairlift/paper.h"

/* ---- reading ------------------------------------------------------------------------------- */

#define TERMS "term\tlabelled\tbackground\nprobe\t5\t7\nspars autoencod\t6\t0\n"
#define PAPER(id) "{\"id\":\"" id "\",\"title\":\"T\",\"sample\":\"own\",\"theme\":2,"
#define COUNTS(title, abstract)                                                                    \
    "\"title_terms\":\"" title "\",\"abstract_terms\":\"" abstract "\"}\n"

typedef gboolean (*Reader)(ChairliftCorpus *, ChairliftLineReader *, GError **);

static gboolean read_text(ChairliftCorpus *corpus, Reader reader, const char *text, GError **error)
{
    g_autoptr(GInputStream) stream =
        g_memory_input_stream_new_from_data(text, (gssize)strlen(text), NULL);
    g_autoptr(ChairliftLineReader) lines = chairlift_line_reader_new(stream, "f");
    return reader(corpus, lines, error);
}

static ChairliftCorpus *with_terms(void)
{
    ChairliftCorpus *corpus = chairlift_corpus_new();
    g_assert_true(read_text(corpus, chairlift_corpus_read_terms, TERMS, NULL));
    return corpus;
}

/* The first line of a file of papers that belongs to TERMS. */
static char *header(const ChairliftCorpus *corpus, const char *more)
{
    return g_strdup_printf("{\"format\":\"chairlift-corpus-1\",\"terms\":\"%s\",%s}\n",
                           corpus->terms_checksum, more);
}

static void expect_terms_error(const char *text, const char *message)
{
    g_autoptr(ChairliftCorpus) corpus = chairlift_corpus_new();
    g_autoptr(GError) error = NULL;
    g_assert_false(read_text(corpus, chairlift_corpus_read_terms, text, &error));
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT);
    g_assert_cmpstr(error->message, ==, message);
}

#define COLUMNS "term\tlabelled\tbackground\n"

static void test_terms_errors(void)
{
    expect_terms_error("", "f:1: the first line must name the columns term, labelled, background");
    expect_terms_error("term\tlabelled\n",
                       "f:1: the first line must name the columns term, labelled, background");
    expect_terms_error(COLUMNS "probe\t5\n", "f:2: 2 columns; a term has 3, separated by tabs");
    expect_terms_error(COLUMNS "probe\t5\tmany\n", "f:2: \"many\" is not a number of papers");
    expect_terms_error(COLUMNS "probe\t-5\t1\n", "f:2: \"-5\" is not a number of papers");
    expect_terms_error(COLUMNS "probe\t5\t99999999999999999999\n",
                       "f:2: \"99999999999999999999\" is not a number of papers");
    expect_terms_error(COLUMNS "\t5\t1\n", "f:2: a term has 1 to 512 bytes of UTF-8");
    expect_terms_error(COLUMNS "\xff\t5\t1\n", "f:2: a term has 1 to 512 bytes of UTF-8");
    expect_terms_error(COLUMNS "a\t5\t1\na\t5\t1\n", "f:3: the term \"a\" stands twice");
}

/* Reads a header and lines; returns the message, or NULL when all is well. */
static char *papers_error(const char *lines)
{
    g_autoptr(ChairliftCorpus) corpus = with_terms();
    g_autoptr(GError) error = NULL;
    g_autofree char *first = header(corpus, "\"provenance\":\"by hand\"");
    g_autofree char *text = g_strconcat(first, lines, NULL);
    if (read_text(corpus, chairlift_corpus_read_papers, text, &error))
        return NULL;
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT);
    return g_strdup(error->message);
}

static void test_papers_errors(void)
{
    static const struct {
        const char *lines;
        const char *message;
    } CASES[] = {
        {PAPER("a") "\"title_terms\":\"0:1\"", "f:2: not JSON: "},
        {"[1]\n", "f:2: not a JSON object; each line describes one paper"},
        {"{\"id\":\"a\",\"id\":\"b\"}\n", "f:2: not JSON: duplicate object key"},
        {"{\"title\":\"T\"}\n", "f:2: \"id\" is missing"},
        {"{\"id\":7}\n", "f:2: \"id\" is not a text"},
        {"{\"id\":\" a\"}\n", "f:2: \"id\" must have 1 to 200 bytes and no space at its ends"},
        {"{\"id\":\"a\"}\n", "f:2: \"title\" is missing"},
        {"{\"id\":\"a\",\"title\":\"T\"}\n", "f:2: \"sample\" is missing"},
        {PAPER("a") "\"x\":3,", "f:2: not JSON: "},
        {PAPER("a") "\"x\":3," COUNTS("", ""), "f:2: \"x\" is neither a list of topics nor 2"},
        {PAPER("a") "\"x\":\"probes\"," COUNTS("", ""), "f:2: \"x\" is neither a list of topics"},
        {PAPER("a") "\"x\":[1]," COUNTS("", ""), "f:2: topic 1 of \"x\" is not a text"},
        {PAPER("a") "\"x\":[\"t\",\"t\"]," COUNTS("", ""),
         "f:2: topic \"t\" stands twice in \"x\""},
        {PAPER("a") "\"title_terms\":\"\"}\n", "f:2: \"abstract_terms\" is missing"},
        {PAPER("a") COUNTS("0:1,1:1", ""), "f:2: \"title_terms\" must hold pairs like 17:2"},
        {PAPER("a") COUNTS("0:0", ""), "f:2: \"title_terms\" must hold pairs like 17:2"},
        {PAPER("a") COUNTS("0", ""), "f:2: \"title_terms\" must hold pairs like 17:2"},
        {PAPER("a") COUNTS("", "0:99999"), "f:2: \"abstract_terms\" must hold pairs like 17:2"},
        {PAPER("a") COUNTS("", "2:1"), "f:2: term 2 of \"abstract_terms\" is out of order or not"},
        {PAPER("a") COUNTS("", "1:1 0:1"), "f:2: term 0 of \"abstract_terms\" is out of order"},
        {PAPER("a") COUNTS("", "1:1 1:1"), "f:2: term 1 of \"abstract_terms\" is out of order"},
        {PAPER("a") COUNTS("", "") PAPER("a") COUNTS("", ""), "f:3: paper \"a\" stands twice"},
        {PAPER("a") "\"provenance\":1," COUNTS("", ""), "f:2: \"provenance\" is not an object"},
        {PAPER("a") "\"provenance\":{\"theme\":1}," COUNTS("", ""),
         "f:2: \"provenance\" must name labels of the paper and statements"},
        {PAPER("a") "\"provenance\":{\"x\":0}," COUNTS("", ""),
         "f:2: \"provenance\" must name labels of the paper and statements"},
        {PAPER("b") COUNTS("", "") PAPER("a") COUNTS("", ""),
         "f:3: paper \"a\" is not in ascending order of ids"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *message = papers_error(CASES[i].lines);
        g_assert_nonnull(message);
        if (!g_str_has_prefix(message, CASES[i].message))
            g_assert_cmpstr(message, ==, CASES[i].message);
    }
    g_assert_null(papers_error(PAPER("a") COUNTS("0:1 1:2", "1:1")));
}

static void test_header_errors(void)
{
    g_autoptr(ChairliftCorpus) corpus = with_terms();
    g_autoptr(GError) error = NULL;
    g_assert_false(read_text(corpus, chairlift_corpus_read_papers, "", &error));
    g_assert_cmpstr(error->message, ==,
                    "f:1: does not begin with the format chairlift-corpus-1 and the checksum of "
                    "its terms");
    g_clear_error(&error);
    g_assert_false(read_text(corpus, chairlift_corpus_read_papers,
                             "{\"format\":\"chairlift-corpus-1\",\"terms\":\"0123\"}\n", &error));
    g_assert_cmpstr(error->message, ==,
                    "f:1: was made with another terms.tsv; build the corpus again");
    g_clear_error(&error);
    g_autofree char *negative = header(corpus, "\"documents\":-1");
    g_assert_false(read_text(corpus, chairlift_corpus_read_background, negative, &error));
    g_assert_cmpstr(error->message, ==, "f:1: \"documents\" is not a number of papers");
}

/* ---- building ------------------------------------------------------------------------------ */

typedef struct Fixture {
    char *directory;
    GPtrArray *venues; /* of ChairliftVenue */
} Fixture;

static const char VENUE[] = "[venue]\nid = test-2027\nname = Test\ntheme-labels = theme\n"
                            "topic-labels = test.topics\nmost-topics = 2\n"
                            "[theme]\nname = T\ndescription = D.\n"
                            "[topic probes]\nname = Probes\ndescription = D.\n"
                            "[topic circuits]\nname = Circuits\ndescription = D.\n";

static char *write_file(const Fixture *fixture, const char *name, const char *text)
{
    char *path = g_build_filename(fixture->directory, name, NULL);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    return path;
}

static void set_up(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    fixture->directory = g_dir_make_tmp("chairlift-XXXXXX", NULL);
    g_free(write_file(fixture, "test.venue", VENUE));
    fixture->venues = chairlift_venues_load(fixture->directory, NULL);
    g_assert_nonnull(fixture->venues);
}

static void remove_tree(const char *path)
{
    g_autoptr(GDir) entries = g_dir_open(path, 0, NULL);
    const char *name;
    while (entries != NULL && (name = g_dir_read_name(entries)) != NULL) {
        g_autofree char *entry = g_build_filename(path, name, NULL);
        remove_tree(entry);
    }
    g_remove(path);
}

static void tear_down(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    remove_tree(fixture->directory);
    g_free(fixture->directory);
    g_ptr_array_unref(fixture->venues);
}

/* JSON Lines of papers first .. last - 1 whose abstract is `abstract`. */
static char *papers(int first, int last, const char *abstract, const char *labels)
{
    GString *text = g_string_new(NULL);
    for (int i = first; i < last; i++)
        g_string_append_printf(text,
                               "{\"id\":\"p%03d\",\"title\":\"Probing number%c\",\"abstract\":"
                               "\"%s\",\"authors\":[\"Ada Lovelace\"],%s}\n",
                               i, 'a' + i % 26, abstract, labels);
    return g_string_free(text, FALSE);
}

static ChairliftCorpus *build_as(const Fixture *fixture, ChairliftCorpus *base,
                                 const char *labelled, const char *background,
                                 const char *provenance, GError **error)
{
    g_autofree char *file = write_file(fixture, "labelled.jsonl", labelled);
    g_autofree char *unlabelled =
        write_file(fixture, "background.jsonl.txt", background != NULL ? background : "");
    g_autoptr(ChairliftCorpusBuilder) builder =
        chairlift_corpus_builder_new(base, fixture->venues, provenance, NULL);
    if (!chairlift_corpus_builder_add_labelled(builder, file, error) ||
        !chairlift_corpus_builder_add_background(builder, unlabelled, error))
        return NULL;
    return chairlift_corpus_builder_finish(builder, error);
}

static ChairliftCorpus *build(const Fixture *fixture, ChairliftCorpus *base, const char *labelled,
                              const char *background, GError **error)
{
    return build_as(fixture, base, labelled, background, "by hand", error);
}

static const ChairliftCorpusTerm *find_term(const ChairliftCorpus *corpus, const char *text)
{
    for (guint i = 0; i < corpus->terms->len; i++) {
        const ChairliftCorpusTerm *term = &g_array_index(corpus->terms, ChairliftCorpusTerm, i);
        if (strcmp(term->text, text) == 0)
            return term;
    }
    return NULL;
}

#define LABELS "\"theme\":1,\"test\":{\"topics\":[\"probes\"]}"

static void test_build(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_autofree char *labelled = papers(0, 6, "Sparse autoencoders, sparse autoencoders.", LABELS);
    g_autofree char *background = papers(3, 9, "Sparse bread.", "\"x\":1");
    g_autoptr(ChairliftCorpus) corpus = build(fixture, NULL, labelled, background, NULL);
    g_assert_nonnull(corpus);
    g_assert_cmpuint(chairlift_corpus_papers(corpus), ==, 6);
    g_assert_cmpuint(chairlift_corpus_documents(corpus), ==, 3); /* 3 .. 5 are labelled */
    g_assert_cmpuint(corpus->sample->len, ==, 3);
    const ChairliftCorpusTerm *term = find_term(corpus, "spars");
    g_assert_cmpuint(term->labelled, ==, 6);
    g_assert_cmpuint(term->background, ==, 3);
    /* A term of less than five papers, and names of authors, are not kept. */
    g_assert_null(find_term(corpus, "numbera"));
    g_assert_null(find_term(corpus, "bread"));
    g_assert_null(find_term(corpus, "lovelac"));
    g_assert_nonnull(find_term(corpus, "spars autoencod"));
    const ChairliftCorpusPaper *paper = g_ptr_array_index(corpus->papers, 0);
    g_assert_cmpstr(paper->id, ==, "p000");
    g_assert_cmpint(chairlift_corpus_degree(paper, "theme"), ==, 1);
    g_assert_cmpint(chairlift_corpus_degree(paper, "test.topics"), ==, -1);
    g_assert_cmpstr(chairlift_corpus_topics(paper, "test.topics")[0], ==, "probes");
    g_assert_cmpuint(paper->length[CHAIRLIFT_FIELD_TITLE], ==, 1);
    const ChairliftCount *count = &paper->counts[CHAIRLIFT_FIELD_ABSTRACT][0];
    g_assert_cmpstr(g_array_index(corpus->terms, ChairliftCorpusTerm, count->feature).text, ==,
                    "autoencod");
    g_assert_cmpuint(count->count, ==, 2);
}

static void test_round_trip(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_autofree char *labelled = papers(0, 6, "Sparse autoencoders with probes.", LABELS);
    g_autofree char *background = papers(10, 20, "Sparse bread.", "\"x\":1");
    g_autoptr(ChairliftCorpus) corpus = build(fixture, NULL, labelled, background, NULL);
    g_autofree char *directory = g_build_filename(fixture->directory, "corpus", NULL);
    g_assert_true(chairlift_corpus_save(corpus, directory, NULL));
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftCorpus) again = chairlift_corpus_load(directory, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(chairlift_corpus_checksum(again), ==, chairlift_corpus_checksum(corpus));
    g_autofree char *provenance =
        chairlift_corpus_provenance(again, g_ptr_array_index(fixture->venues, 0));
    g_assert_cmpstr(provenance, ==, "by hand");
    g_assert_cmpuint(chairlift_corpus_documents(again), ==, 10);
    g_assert_true(
        chairlift_corpus_save(again, directory, NULL)); /* what was read is all there is */
    g_assert_cmpstr(chairlift_corpus_checksum(again), ==, chairlift_corpus_checksum(corpus));
}

static void test_add(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_autofree char *labelled = papers(0, 6, "Sparse autoencoders.", LABELS);
    ChairliftCorpus *base = build(fixture, NULL, labelled, NULL, NULL);
    guint terms = chairlift_corpus_terms(base);
    g_autofree char *first = g_strdup(g_array_index(base->terms, ChairliftCorpusTerm, 0).text);
    /* Papers 4 and 5 are replaced, and lose their terms; 6 .. 10 are new. */
    g_autofree char *more =
        papers(4, 11, "Zebra circuits.", "\"theme\":0,\"test\":{\"topics\":[]}");
    g_autoptr(ChairliftCorpus) corpus = build(fixture, base, more, NULL, NULL);
    g_assert_cmpuint(chairlift_corpus_papers(corpus), ==, 11);
    g_assert_cmpstr(g_array_index(corpus->terms, ChairliftCorpusTerm, 0).text, ==, first);
    g_assert_cmpuint(find_term(corpus, "spars")->labelled, ==, 4);
    g_assert_cmpuint(find_term(corpus, "zebra")->labelled, ==, 7);
    g_assert_true(find_term(corpus, "zebra") >=
                  &g_array_index(corpus->terms, ChairliftCorpusTerm, terms));
    const ChairliftCorpusPaper *paper = g_ptr_array_index(corpus->papers, 4);
    g_assert_cmpint(chairlift_corpus_degree(paper, "theme"), ==, 0);
}

/* A paper that is labelled anew keeps the labels that it is not given, with what is said of them,
 * and how it was chosen. */
static void test_merge(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    const ChairliftVenue *venue = g_ptr_array_index(fixture->venues, 0);
    g_autofree char *labelled = papers(0, 6, "Probes.", "\"sample\":\"stratified\"," LABELS);
    ChairliftCorpus *base = build_as(fixture, NULL, labelled, NULL, "By a machine.", NULL);
    g_autofree char *more = papers(5, 7, "Probes.", "\"test.topics\":[\"circuits\"]");
    g_autofree char *file = write_file(fixture, "more.jsonl", more);
    g_autoptr(ChairliftCorpusBuilder) builder =
        chairlift_corpus_builder_new(base, fixture->venues, "By hand.", NULL);
    g_assert_true(chairlift_corpus_builder_add_labelled(builder, file, NULL));
    guint added;
    guint updated;
    chairlift_corpus_builder_count(builder, &added, &updated);
    g_assert_cmpuint(added, ==, 1);
    g_assert_cmpuint(updated, ==, 1);
    g_autoptr(ChairliftCorpus) corpus = chairlift_corpus_builder_finish(builder, NULL);
    g_autofree char *directory = g_build_filename(fixture->directory, "corpus", NULL);
    g_assert_true(chairlift_corpus_save(corpus, directory, NULL));
    g_autoptr(ChairliftCorpus) again = chairlift_corpus_load(directory, NULL);
    g_assert_nonnull(again);
    const ChairliftCorpusPaper *paper = g_ptr_array_index(again->papers, 5);
    g_assert_cmpint(chairlift_corpus_degree(paper, "theme"), ==, 1);
    g_assert_cmpuint(chairlift_corpus_label(paper, "theme")->provenance, ==, 0);
    g_assert_cmpstr(chairlift_corpus_topics(paper, "test.topics")[0], ==, "circuits");
    g_assert_cmpuint(chairlift_corpus_label(paper, "test.topics")->provenance, ==, 1);
    g_assert_cmpstr(paper->sample, ==, "stratified");
    paper = g_ptr_array_index(again->papers, 6);
    g_assert_cmpstr(paper->sample, ==, "own");
    g_autofree char *provenance = chairlift_corpus_provenance(again, venue);
    g_assert_cmpstr(provenance, ==, "6 papers: By a machine. 2 papers: By hand.");
}

/* A paper of the background that is labelled later would count as out of theme in training. */
static void test_label_background(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    g_autofree char *labelled = papers(0, 6, "Probes.", LABELS);
    g_autofree char *background = papers(10, 20, "Probes.", "\"x\":1");
    ChairliftCorpus *base = build(fixture, NULL, labelled, background, NULL);
    g_assert_cmpuint(find_term(base, "probe")->background, ==, 10);
    g_autofree char *more = papers(10, 13, "Probes.", LABELS);
    g_autoptr(ChairliftCorpus) corpus = build(fixture, base, more, NULL, NULL);
    g_assert_cmpuint(chairlift_corpus_papers(corpus), ==, 9);
    g_assert_cmpuint(chairlift_corpus_documents(corpus), ==, 7);
    g_assert_cmpuint(corpus->sample->len, ==, 7);
    g_assert_cmpuint(find_term(corpus, "probe")->background, ==, 7);
}

static void expect_build_error(const Fixture *fixture, const char *labelled, const char *message)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftCorpus) corpus = build(fixture, NULL, labelled, NULL, &error);
    g_assert_null(corpus);
    g_assert_nonnull(error);
    if (strstr(error->message, message) == NULL)
        g_assert_cmpstr(error->message, ==, message);
}

#define TEXTS "{\"id\":\"a\",\"title\":\"T\",\"abstract\":\"A\","

static void test_build_errors(Fixture *fixture, gconstpointer user_data)
{
    (void)user_data;
    expect_build_error(fixture, "", "there is no labelled paper; a corpus needs at least one");
    expect_build_error(fixture, TEXTS "\"theme\":2}\n" TEXTS "\"theme\":2",
                       "labelled.jsonl:2: not JSON: ");
    expect_build_error(fixture, "{\"id\":\"a\",\"title\":\"T\",\"theme\":2}\n",
                       "labelled.jsonl:1: \"abstract\" is missing");
    expect_build_error(fixture, TEXTS "\"theme\":2}\n" TEXTS "\"theme\":2}\n",
                       "labelled.jsonl:2: paper \"a\" stands twice in it");
    expect_build_error(fixture, TEXTS "\"authors\":[\"Ada\"]}\n",
                       "labelled.jsonl:1: paper \"a\" has no label that a call is trained by");
    expect_build_error(fixture, TEXTS "\"test\":{\"topics\":[\"bread\"]}}\n",
                       "labelled.jsonl:1: no call that is trained by \"test.topics\" has a topic "
                       "\"bread\"");
    expect_build_error(fixture, TEXTS "\"theme\":[\"probes\"]}\n",
                       "labelled.jsonl:1: \"theme\" is not 0, 1 or 2");
    expect_build_error(fixture, TEXTS "\"test\":{\"topics\":2}}\n",
                       "labelled.jsonl:1: \"test.topics\" is not a list of topics");
    g_autoptr(GError) error = NULL;
    g_assert_null(chairlift_corpus_load(fixture->directory, &error));
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/corpus/terms-errors", test_terms_errors);
    g_test_add_func("/corpus/papers-errors", test_papers_errors);
    g_test_add_func("/corpus/header-errors", test_header_errors);
    g_test_add("/corpus/build", Fixture, NULL, set_up, test_build, tear_down);
    g_test_add("/corpus/round-trip", Fixture, NULL, set_up, test_round_trip, tear_down);
    g_test_add("/corpus/add", Fixture, NULL, set_up, test_add, tear_down);
    g_test_add("/corpus/merge", Fixture, NULL, set_up, test_merge, tear_down);
    g_test_add("/corpus/label-background", Fixture, NULL, set_up, test_label_background, tear_down);
    g_test_add("/corpus/build-errors", Fixture, NULL, set_up, test_build_errors, tear_down);
    return g_test_run();
}
