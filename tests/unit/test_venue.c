/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Venue files: what a good one holds, and what is said about every kind of bad one. */
#include "venue/key_file.h"
#include "venue/load.h"

#include <glib/gstdio.h>
#include <string.h>

#include "chairlift/venue.h"

static const char GOOD[] = "# a venue\n"
                           "[venue]\n"
                           "id = test-2027\n"
                           "name = Test Workshop\n"
                           "theme-labels = theme\n"
                           "topic-labels = test_2027\n"
                           "most-topics = 2\n"
                           "[theme]\n"
                           "name = Tests\n"
                           "description = All about tests.\n"
                           "[topic unit-tests]\n"
                           "name = Unit Tests & Mocks\n"
                           "description = Of one unit.\n"
                           "source = item 1\n"
                           "[topic fuzzing]\n"
                           "name = Fuzzing\n"
                           "description = With random bytes.\n"
                           "[template colm]\n"
                           "name = COLM template\n"
                           "[template icml]\n"
                           "name = ICML template\n"
                           "[group all]\n"
                           "name = All\n"
                           "description = Everything.\n"
                           "topics = fuzzing; unit-tests;\n"
                           "[track main]\n"
                           "name = Main\n"
                           "description = For most.\n"
                           "pages-icml = 8\n"
                           "pages-colm = short:4; long:9\n"
                           "[rule anonymity]\n"
                           "level = must\n"
                           "value = double-blind\n"
                           "text = Nobody knows anybody.\n"
                           "source = item 7\n"
                           "[rule not-counted]\n"
                           "level = may\n"
                           "value = references; appendices\n"
                           "text = References are free.\n"
                           "[rule camera-ready-pages]\n"
                           "level = may\n"
                           "value = 1\n"
                           "text = One more.\n"
                           "[rule camera-ready-template]\n"
                           "level = must\n"
                           "value = icml\n"
                           "text = ICML in the end.\n"
                           "[rule archival]\n"
                           "level = may\n"
                           "value = non-archival\n"
                           "text = Not archived.\n"
                           "[rule reciprocal-load]\n"
                           "level = must\n"
                           "value = 3\n"
                           "text = Three each.\n"
                           "[rule tidiness]\n"
                           "level = should\n"
                           "text = Be tidy.\n"
                           "[date submission]\n"
                           "name = Due\n"
                           "day = 2028-02-29\n"
                           "zone = AoE\n";

static ChairliftVenue *parse(const char *text, gsize length, GError **error)
{
    g_autoptr(ChairliftKeyFile) file = chairlift_key_file_parse("test.venue", text, length, error);
    return file != NULL ? chairlift_venue_build(file, error) : NULL;
}

static void test_good(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftVenue) venue = parse(GOOD, strlen(GOOD), &error);
    g_assert_no_error(error);
    g_assert_cmpstr(venue->id, ==, "test-2027");
    g_assert_cmpstr(venue->file, ==, "test.venue");
    g_assert_cmpuint(venue->line, ==, 2);
    g_assert_cmpstr(venue->theme_labels, ==, "theme");
    g_assert_cmpstr(venue->topic_labels, ==, "test_2027");
    g_assert_cmpuint(venue->most_topics, ==, 2);

    g_assert_cmpuint(venue->topics->len, ==, 2);
    const ChairliftTopic *topic = venue->topics->pdata[0];
    g_assert_cmpstr(topic->id, ==, "unit-tests");
    g_assert_cmpstr(topic->source, ==, "item 1");
    g_assert_cmpuint(topic->line, ==, 11);
    const ChairliftTopicGroup *group = venue->groups->pdata[0];
    g_assert_cmpuint(g_strv_length(group->topics), ==, 2);
    g_assert_cmpstr(group->topics[0], ==, "fuzzing");

    const ChairliftTrack *track = chairlift_venue_find_track(venue, "main");
    g_assert_nonnull(track);
    g_assert_cmpuint(track->limits->len, ==, 3);
    const ChairliftPageLimit *limit = &g_array_index(track->limits, ChairliftPageLimit, 2);
    g_assert_cmpstr(limit->template_id, ==, "colm");
    g_assert_cmpstr(limit->form, ==, "long");
    g_assert_cmpuint(limit->pages, ==, 9);
    limit = &g_array_index(track->limits, ChairliftPageLimit, 0);
    g_assert_cmpstr(limit->template_id, ==, "icml");
    g_assert_null(limit->form);
}

static void test_rules(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftVenue) venue = parse(GOOD, strlen(GOOD), &error);
    g_assert_no_error(error);
    g_assert_cmpstr(venue->anonymity, ==, "double-blind");
    g_assert_cmpstr(venue->archival, ==, "non-archival");
    g_assert_cmpuint(g_strv_length(venue->not_counted), ==, 2);
    g_assert_cmpstr(venue->not_counted[1], ==, "appendices");
    g_assert_cmpuint(venue->camera_ready_pages, ==, 1);
    g_assert_cmpstr(venue->camera_ready_template, ==, "icml");
    g_assert_cmpuint(venue->reciprocal.papers_per_reviewer, ==, 3);
    g_assert_cmpuint(venue->reciprocal.reviewers_per_submission, ==, 0);

    const ChairliftRule *rule = chairlift_venue_find_rule(venue, "anonymity");
    g_assert_cmpstr(rule->source, ==, "item 7");
    g_assert_cmpint(rule->level, ==, CHAIRLIFT_RULE_MUST);
    rule = chairlift_venue_find_rule(venue, "tidiness");
    g_assert_null(rule->value);
    g_assert_cmpstr(chairlift_rule_level_name(rule->level), ==, "should");
    g_assert_null(chairlift_venue_find_rule(venue, "beauty"));
    g_assert_cmpstr(chairlift_venue_find_date(venue, "submission")->day, ==, "2028-02-29");
    g_assert_cmpstr(chairlift_venue_find_template(venue, "colm")->name, ==, "COLM template");
}

static void test_find_topic(void)
{
    g_autoptr(ChairliftVenue) venue = parse(GOOD, strlen(GOOD), NULL);
    const struct {
        const char *name, *id;
    } CASES[] = {
        {"unit-tests", "unit-tests"},
        {"Unit tests", "unit-tests"},
        {"UNIT TESTS AND MOCKS", "unit-tests"},
        {"unit tests, mocks", "unit-tests"},
        {" Fuzzing ", "fuzzing"},
        {"mocks", NULL},
        {"", NULL},
        {"\xff", NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        const ChairliftTopic *topic = chairlift_venue_find_topic(venue, CASES[i].name);
        g_assert_cmpstr(topic != NULL ? topic->id : NULL, ==, CASES[i].id);
    }
}

static void test_check_topics(void)
{
    g_autoptr(ChairliftVenue) venue = parse(GOOD, strlen(GOOD), NULL);
    const char *const same[] = {"fuzzing", "unit-tests", NULL};
    const char *const fewer[] = {"unit-tests", NULL};
    const char *const more[] = {"fuzzing", "unit-tests", "proofs", NULL};
    g_autoptr(GError) error = NULL;
    g_assert_true(chairlift_venue_check_topics(venue, same, &error));
    g_assert_no_error(error);

    g_assert_false(chairlift_venue_check_topics(venue, fewer, &error));
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL);
    g_assert_true(
        g_str_has_prefix(error->message, "test.venue:15: topic \"fuzzing\" has no model"));
    g_clear_error(&error);

    g_assert_false(chairlift_venue_check_topics(venue, more, &error));
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL);
    g_assert_true(g_str_has_prefix(error->message, "test.venue:2: "));
    g_assert_nonnull(strstr(error->message, "proofs"));
}

/* GOOD with the first occurrence of one text replaced by another must fail with this message. */
static const struct {
    const char *was, *is, *message;
} BAD[] = {
    {"[theme]\n", "[motto]\n", "test.venue:8: unknown group [motto]"},
    {"[theme]\n", "[theme x]\n", "test.venue:8: write [theme], without an id"},
    {"[theme]\nname = Tests\ndescription = All about tests.\n", "",
     "test.venue:1: the file has no [theme]"},
    {"zone = AoE", "zonk = AoE", "test.venue:62: unknown key \"zonk\" in [date submission]"},
    {"pages-icml", "pages-", "unknown key \"pages-\""},
    {"[topic fuzzing]", "[topic unit-tests]",
     "test.venue:15: [topic unit-tests] stands twice; the first is in line 11"},
    {"name = Fuzzing\n", "name = Fuzzing\nname = Again\n",
     "test.venue:17: key \"name\" of [topic fuzzing] stands twice; the first is in line 16"},
    {"name = Fuzzing\n", "", "test.venue:15: [topic fuzzing] lacks \"name\""},
    {"name = Fuzzing\n", "name =  \n", "test.venue:16: key \"name\" has no value"},
    {"name = Fuzzing\n", "name Fuzzing\n", "test.venue:16: \"name Fuzzing\" is neither"},
    {"name = Fuzzing\n", "name = Fuz\\nzing\n", "test.venue:16: key \"name\" holds a control"},
    {"name = Fuzzing\n", "name = Fuz\\qzing\n", "test.venue:16: key \"name\": "},
    {"name = Fuzzing\n", "name = Fuz\xff\n", "test.venue:16: not UTF-8 text"},
    {"[topic fuzzing]", "[topic Fuzzing]", "test.venue:15: write [topic ID]"},
    {"[topic fuzzing]", "[topic ../fuzzing]", "test.venue:15: write [topic ID]"},
    {"[topic fuzzing]", "[topic theme]", "test.venue:15: a topic cannot have the id \"theme\""},
    {"[topic fuzzing]", "[topic]", "test.venue:15: write [topic ID]"},
    {"[topic fuzzing]", "[topic fuzzing", "test.venue:15: \"[topic fuzzing\" is not a group"},
    {"# a venue", "id = x", "test.venue:1: key \"id\" stands before the first [group]"},
    {"id = test-2027", "id = Test 2027", "test.venue:3: id \"Test 2027\" is not made of"},
    {"most-topics = 2", "most-topics = two", "test.venue:7: most-topics \"two\" is not a number"},
    {"most-topics = 2", "most-topics = 0", "test.venue:7: most-topics \"0\" is not a number"},
    {"most-topics = 2", "most-topics = 99999999999999999999", "is not a number from 1 to 1024"},
    {"topics = fuzzing; unit-tests;", "topics = fuzzing; proofs",
     "test.venue:25: there is no [topic proofs]"},
    {"topics = fuzzing; unit-tests;", "topics = fuzzing; fuzzing",
     "test.venue:25: topics names \"fuzzing\" twice"},
    {"topics = fuzzing; unit-tests;", "topics = fuzzing;; unit-tests",
     "test.venue:25: topics has an empty part"},
    {"topics = fuzzing; unit-tests;", "topics = ;", "test.venue:25: topics has no value"},
    {"pages-icml = 8", "pages-acl = 8", "test.venue:29: there is no [template acl]"},
    {"pages-icml = 8", "pages-icml = 0", "test.venue:29: \"0\" is not a page limit"},
    {"pages-icml = 8", "pages-icml = 8; long:9", "test.venue:29: \"long:9\" is not a page limit"},
    {"pages-icml = 8", "pages-icml = :8", "test.venue:29: \":8\" is not a page limit"},
    {"pages-icml = 8\npages-colm = short:4; long:9\n", "",
     "test.venue:26: [track main] lacks a page limit"},
    {"value = double-blind", "value = triple-blind",
     "test.venue:33: anonymity \"triple-blind\" is none of double-blind, single-blind"},
    {"value = double-blind\n", "", "test.venue:31: rule anonymity needs a value"},
    {"value = references; appendices", "value = references;;x",
     "test.venue:38: not-counted has an empty part"},
    {"value = 1\n", "value = one\n", "camera-ready-pages \"one\" is not a number"},
    {"value = icml", "value = acl", "there is no [template acl]"},
    {"text = Be tidy.", "value = 1\ntext = x", "rule tidiness takes no value"},
    {"level = must", "level = shall", "test.venue:32: level \"shall\" is none of"},
    {"2028-02-29", "2027-02-29", "test.venue:61: day \"2027-02-29\" is not a date"},
    {"2028-02-29", "29.02.2028", "test.venue:61: day \"29.02.2028\" is not a date"},
    {"2028-02-29", "2028-2-29", "test.venue:61: day \"2028-2-29\" is not a date"},
};

static void test_bad(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(BAD); i++) {
        const char *at = strstr(GOOD, BAD[i].was);
        g_assert_nonnull(at);
        g_autofree char *before = g_strndup(GOOD, (gsize)(at - GOOD));
        g_autofree char *text = g_strconcat(before, BAD[i].is, at + strlen(BAD[i].was), NULL);
        g_autoptr(GError) error = NULL;
        g_autoptr(ChairliftVenue) venue = parse(text, strlen(text), &error);
        g_assert_null(venue);
        g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT);
        g_test_message("%s", error->message);
        g_assert_nonnull(strstr(error->message, BAD[i].message));
        g_assert_null(strchr(error->message, '\n'));
        g_assert_true(g_str_has_prefix(error->message, "test.venue:"));
    }
}

/* As many topics as a model may hold, and one more. */
static void test_most_topics(void)
{
    static const char HEAD[] = "[venue]\nid = x\nname = X\ntheme-labels = t\ntopic-labels = x\n"
                               "most-topics = 1024\n[theme]\nname = T\ndescription = D.\n";
    g_autoptr(GString) text = g_string_new(HEAD);
    for (int i = 0; i < 1024; i++)
        g_string_append_printf(text, "[topic t%d]\nname = T%d\ndescription = D.\n", i, i);
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftVenue) venue = parse(text->str, text->len, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(venue->topics->len, ==, 1024);
    g_string_append(text, "[topic one-more]\nname = M\ndescription = D.\n");
    g_assert_null(parse(text->str, text->len, &error));
    g_assert_cmpstr(error->message, ==, "test.venue:3082: there are more than 1024 topics");
}

static void test_not_text(void)
{
    static const char NUL[] = "[venue]\nid = x\0y\n";
    g_autoptr(GError) error = NULL;
    g_assert_null(parse(NUL, sizeof NUL - 1, &error));
    g_assert_cmpstr(error->message, ==, "test.venue:2: not UTF-8 text; save the file as UTF-8");
    g_clear_error(&error);
    g_assert_null(parse("", 0, &error));
    g_assert_cmpstr(error->message, ==, "test.venue:1: the file has no [venue]");
}

/* A scratch folder, deleted with what is in it. */
typedef struct Folder {
    char *path;
} Folder;

static void set_up(Folder *folder, gconstpointer unused)
{
    (void)unused;
    folder->path = g_dir_make_tmp("chairlift-venue-XXXXXX", NULL);
    g_assert_nonnull(folder->path);
}

static void tear_down(Folder *folder, gconstpointer unused)
{
    (void)unused;
    GDir *entries = g_dir_open(folder->path, 0, NULL);
    for (const char *name; (name = g_dir_read_name(entries)) != NULL;) {
        g_autofree char *file = g_build_filename(folder->path, name, NULL);
        g_unlink(file);
    }
    g_dir_close(entries);
    g_rmdir(folder->path);
    g_free(folder->path);
}

static void write_file(const Folder *folder, const char *name, const char *text, gssize length)
{
    g_autofree char *file = g_build_filename(folder->path, name, NULL);
    g_assert_true(g_file_set_contents(file, text, length, NULL));
}

static void test_directory(Folder *folder, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GError) error = NULL;
    g_assert_null(chairlift_venues_load(folder->path, &error));
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE);
    g_clear_error(&error);

    g_autofree char *other = g_strdup(GOOD);
    memcpy(strstr(other, "test-2027"), "aaaa-2027", strlen("aaaa-2027"));
    write_file(folder, "1.venue", GOOD, -1);
    write_file(folder, "2.venue", other, -1);
    write_file(folder, "notes.txt", "not a venue", -1);
    g_autoptr(GPtrArray) venues = chairlift_venues_load(folder->path, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(venues->len, ==, 2);
    g_assert_cmpstr(((ChairliftVenue *)venues->pdata[0])->id, ==, "aaaa-2027");

    write_file(folder, "3.venue", other, -1);
    g_assert_null(chairlift_venues_load(folder->path, &error));
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT);
    g_assert_nonnull(strstr(error->message, "3.venue:2: id \"aaaa-2027\" is taken by"));
}

static void test_files(Folder *folder, gconstpointer unused)
{
    (void)unused;
    g_autoptr(GError) error = NULL;
    g_autofree char *file = g_build_filename(folder->path, "x.venue", NULL);
    g_assert_null(chairlift_venue_load(file, &error));
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE);
    g_assert_true(g_str_has_prefix(error->message, file));
    g_clear_error(&error);

    g_assert_null(chairlift_venue_load(folder->path, &error));
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_UNREADABLE);
    g_clear_error(&error);

    g_autofree char *large = g_strnfill(1024 * 1024 + 1, '#');
    write_file(folder, "x.venue", large, -1);
    g_assert_null(chairlift_venue_load(file, &error));
    g_assert_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT);
    g_assert_nonnull(strstr(error->message, "too large"));
}

/* The calls that come with the program, against what they are known to say. */
static void test_shipped(void)
{
    static const struct {
        const char *id;
        guint topics, tracks;
        const char *deadline, *anonymity, *archival;
    } KNOWN[] = {
        {"core", 4, 0, NULL, "unknown", "unknown"},
        {"interplay-colm-2025", 5, 3, "2025-06-30", "unknown", "optional"},
        {"mechinterp-icml-2026", 7, 2, "2026-05-08", "double-blind", "non-archival"},
        {"mechinterp-neurips-2025", 15, 2, "2025-08-22", "double-blind", "non-archival"},
    };
    g_autofree char *directory = g_test_build_filename(G_TEST_DIST, "../corpus/venues", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) venues = chairlift_venues_load(directory, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(venues->len, ==, G_N_ELEMENTS(KNOWN));
    for (guint i = 0; i < venues->len; i++) {
        const ChairliftVenue *venue = venues->pdata[i];
        const ChairliftDate *deadline = chairlift_venue_find_date(venue, "submission");
        g_assert_cmpstr(venue->id, ==, KNOWN[i].id);
        g_assert_cmpuint(venue->topics->len, ==, KNOWN[i].topics);
        g_assert_cmpuint(venue->tracks->len, ==, KNOWN[i].tracks);
        g_assert_cmpstr(deadline != NULL ? deadline->day : NULL, ==, KNOWN[i].deadline);
        g_assert_cmpstr(venue->anonymity, ==, KNOWN[i].anonymity);
        g_assert_cmpstr(venue->archival, ==, KNOWN[i].archival);
        for (guint j = 0; j < venue->rules->len; j++)
            g_assert_nonnull(((ChairliftRule *)venue->rules->pdata[j])->source);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/venue/good", test_good);
    g_test_add_func("/venue/rules", test_rules);
    g_test_add_func("/venue/find-topic", test_find_topic);
    g_test_add_func("/venue/check-topics", test_check_topics);
    g_test_add_func("/venue/bad", test_bad);
    g_test_add_func("/venue/most-topics", test_most_topics);
    g_test_add_func("/venue/not-text", test_not_text);
    g_test_add("/venue/directory", Folder, NULL, set_up, test_directory, tear_down);
    g_test_add("/venue/files", Folder, NULL, set_up, test_files, tear_down);
    g_test_add_func("/venue/shipped", test_shipped);
    return g_test_run();
}
