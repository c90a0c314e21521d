/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Affinity by topics, conflicts from authors, and routings as files, read back by readers written
 * from the formats' descriptions.
 */
#include <glib/gstdio.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "chairlift/roster.h"
#include "chairlift/routing.h"
#include "chairlift/routing_files.h"

/* Everything a routing is made from. */
typedef struct Setting {
    ChairliftVenue *venue;
    GPtrArray *papers, *people;
    ChairliftConflicts *conflicts;
    ChairliftAffinity *affinity;
    ChairliftRoutingOptions options;
    GPtrArray *warnings;
} Setting;

static void setting_init(Setting *setting)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *file =
        g_test_build_filename(G_TEST_DIST, "..", "corpus", "venues", "core.venue", NULL);
    *setting =
        (Setting){.venue = chairlift_venue_load(file, &error), .options = {.demand = {1, 1}}};
    g_assert_no_error(error);
    g_assert_cmpuint(setting->venue->topics->len, ==, 4);
    setting->papers = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_routed_paper_free);
    setting->people = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_person_free);
    setting->warnings = g_ptr_array_new_with_free_func(g_free);
}

static void setting_clear(Setting *setting)
{
    chairlift_venue_free(setting->venue);
    g_ptr_array_unref(setting->papers);
    g_ptr_array_unref(setting->people);
    g_ptr_array_unref(setting->warnings);
    chairlift_conflicts_free(setting->conflicts);
    chairlift_affinity_free(setting->affinity);
}

/* Probabilities of circuits, dictionary-learning, reasoning, safety. */
static ChairliftRoutedPaper *add_paper(Setting *setting, const char *id, const char *title,
                                       const double topics[4])
{
    ChairliftRoutedPaper *paper = chairlift_routed_paper_new(chairlift_paper_new(id, "x.json"));
    paper->paper->title = g_strdup(title);
    paper->theme = 0.9;
    if (topics != NULL)
        paper->topic = g_memdup2(topics, 4 * sizeof *topics);
    else
        paper->paper->failure = g_strdup("x.pdf: is no PDF");
    g_ptr_array_add(setting->papers, paper);
    return paper;
}

static void add_author(ChairliftRoutedPaper *paper, const char *name, const char *id,
                       const char *email, const char *institution)
{
    g_ptr_array_add(paper->paper->authors, chairlift_author_new(name, id, email, institution));
}

/* topics: indices, ended by -1. */
static ChairliftPerson *add_person(Setting *setting, const char *id, const char *name,
                                   guint capacity, const int *topics)
{
    ChairliftPerson *person = chairlift_person_new();
    person->id = g_strdup(id);
    person->name = g_strdup(name);
    person->has_capacity = TRUE;
    person->capacity = capacity;
    for (; *topics >= 0; topics++) {
        const guint topic = (guint)*topics;
        g_array_append_val(person->topics, topic);
    }
    g_ptr_array_add(setting->people, person);
    return person;
}

static void keep_warning(const char *message, gpointer user_data)
{
    g_ptr_array_add(user_data, g_strdup(message));
}

static ChairliftRouting *route(Setting *setting, const GPtrArray *listed)
{
    g_autoptr(GError) error = NULL;
    const ChairliftConflictOptions how = {.listed = listed,
                                          .file = "conflicts.csv",
                                          .warning = keep_warning,
                                          .warning_data = setting->warnings};
    setting->conflicts = chairlift_conflicts_find(setting->papers, setting->people, &how);
    g_clear_pointer(&setting->affinity, chairlift_affinity_free);
    setting->affinity = chairlift_affinity_new(
        setting->papers, setting->people, setting->venue->topics->len, NULL, NULL, NULL, &error);
    g_assert_no_error(error);
    ChairliftRouting *routing =
        chairlift_routing_new(setting->venue, setting->papers, setting->people, setting->conflicts,
                              setting->affinity, &setting->options, &error);
    g_assert_no_error(error);
    return routing;
}

static const int NOTHING[] = {-1}, CIRCUITS[] = {0, -1}, SAFETY[] = {3, -1};
static const double CIRCUITS_PAPER[] = {0.9, 0.3, 0.2, 0.1}, FAINT_PAPER[] = {0.2, 0, 0, 0.1},
                    SAFETY_PAPER[] = {0, 0, 0.1, 0.8};

static void test_affinity(void)
{
    Setting setting;
    setting_init(&setting);
    add_paper(&setting, "a", "A", CIRCUITS_PAPER);
    add_paper(&setting, "b", "B", FAINT_PAPER);
    add_paper(&setting, "c", NULL, NULL);
    add_person(&setting, "1", NULL, 1, CIRCUITS);
    add_person(&setting, "2", NULL, 1, SAFETY);
    add_person(&setting, "3", NULL, 1, NOTHING);
    g_autoptr(ChairliftAffinity) affinity =
        chairlift_affinity_new(setting.papers, setting.people, 4, NULL, NULL, NULL, NULL);
    const double expected[] = {0.9 / 1.5, 0.1 / 1.5, 0.5 / 1.5, 0.2, 0.1, 0.15, 0, 0, 0};
    for (guint paper = 0; paper < 3; paper++) {
        float row[3];
        chairlift_affinity_row(affinity, paper, row);
        for (guint person = 0; person < 3; person++)
            g_assert_cmpfloat_with_epsilon((double)row[person], expected[paper * 3 + person], 1e-6);
    }
    setting_clear(&setting);
}

static void expect_conflict(const Setting *setting, guint paper, guint person, const char *reason)
{
    g_assert_cmpstr(chairlift_conflicts_reason(setting->conflicts, paper, person), ==, reason);
}

static void test_conflicts(void)
{
    Setting setting;
    setting_init(&setting);
    add_author(add_paper(&setting, "a", "A", SAFETY_PAPER), "Ida One", "~ida_one1", NULL, NULL);
    add_author(add_paper(&setting, "b", "B", SAFETY_PAPER), NULL, NULL, "IDA@gmail.com", NULL);
    add_author(add_paper(&setting, "c", "C", SAFETY_PAPER), "ida  ONE", NULL, NULL, NULL);
    add_author(add_paper(&setting, "d", "D", SAFETY_PAPER), "Ida One", "~Ida_One2", NULL, NULL);
    add_author(add_paper(&setting, "e", "E", SAFETY_PAPER), "Bo", NULL, "bo@gmail.com", NULL);
    add_author(add_paper(&setting, "f", "F", SAFETY_PAPER), "Bo", NULL, "bo@cs.hill.ac.uk", NULL);
    add_author(add_paper(&setting, "g", "G", SAFETY_PAPER), "Bo", NULL, "bo@dale.ac.uk", NULL);
    add_author(add_paper(&setting, "h", "H", SAFETY_PAPER), "Bo", NULL, NULL,
               "University of Hill!");
    add_paper(&setting, "i", "I", SAFETY_PAPER)->paper->number = g_strdup("9");
    ChairliftPerson *ida = add_person(&setting, "~Ida_One1", "Ida One", 9, NOTHING);
    ida->email = g_strdup("ida@gmail.com");
    g_ptr_array_add(ida->institutions, g_strdup("maths.hill.ac.uk"));
    g_ptr_array_add(ida->institutions, g_strdup("university of hill"));
    ChairliftPerson *cy = add_person(&setting, "~Cy_Two1", "Cy Two", 9, NOTHING);
    cy->file = g_strdup("chairs.csv");
    cy->line = 3;
    g_ptr_array_add(cy->conflicts, g_strdup("9"));
    g_ptr_array_add(cy->conflicts, g_strdup("bo@dale.ac.uk"));
    g_ptr_array_add(cy->conflicts, g_strdup("nobody"));
    g_autoptr(GPtrArray) listed =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_listed_conflict_free);
    const char *const rows[][3] = {
        {"a", "cy two", NULL}, {"z", "~Cy_Two1", NULL}, {"i", "~Ida_One1", "former advisor"}};
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        ChairliftListedConflict *conflict = g_new0(ChairliftListedConflict, 1);
        *conflict = (ChairliftListedConflict){.paper = g_strdup(rows[i][0]),
                                              .person = g_strdup(rows[i][1]),
                                              .reason = g_strdup(rows[i][2]),
                                              .line = i + 2};
        g_ptr_array_add(listed, conflict);
    }
    g_autoptr(ChairliftRouting) routing = route(&setting, listed);
    expect_conflict(&setting, 0, 0, "author");
    expect_conflict(&setting, 1, 0, "author");
    expect_conflict(&setting, 2, 0, "has the name of an author");
    expect_conflict(&setting, 3, 0, NULL);
    expect_conflict(&setting, 4, 0, NULL);
    expect_conflict(&setting, 5, 0, "same institution as an author (hill.ac.uk)");
    expect_conflict(&setting, 6, 0, NULL);
    expect_conflict(&setting, 7, 0, "same institution as an author (university of hill)");
    expect_conflict(&setting, 8, 0, "former advisor");
    expect_conflict(&setting, 8, 1, "stated by the person");
    expect_conflict(&setting, 6, 1, "stated by the person");
    expect_conflict(&setting, 0, 1, "listed");
    expect_conflict(&setting, 1, 1, NULL);
    g_assert_cmpuint(chairlift_conflicts_count(setting.conflicts), ==, 9);
    g_assert_cmpuint(setting.warnings->len, ==, 2);
    g_assert_cmpstr(g_ptr_array_index(setting.warnings, 0), ==,
                    "chairs.csv:3: Cy Two has a conflict with \"nobody\", which is neither a paper "
                    "nor an author here");
    g_assert_cmpstr(g_ptr_array_index(setting.warnings, 1), ==,
                    "conflicts.csv:3: there is no paper \"z\"; this conflict is left out");
    for (guint i = 0; i < routing->assignment->placements->len; i++) {
        const ChairliftPlacement *placement =
            &g_array_index(routing->assignment->placements, ChairliftPlacement, i);
        g_assert_null(
            chairlift_conflicts_reason(setting.conflicts, placement->paper, placement->person));
    }
    g_clear_pointer(&routing, chairlift_routing_free);
    setting_clear(&setting);
}

/* Five papers: two for circuits, one for safety that only its author could take, one that nobody
 * has room for, one that could not be read. */
static ChairliftRouting *route_example(Setting *setting)
{
    setting_init(setting);
    add_paper(setting, "11", "=cmd|'/c calc'!A0", CIRCUITS_PAPER)->paper->number = g_strdup("11");
    add_paper(setting, "12", "Two, with a comma and \"marks\"", CIRCUITS_PAPER);
    ChairliftRoutedPaper *safety = add_paper(setting, "13", "<b>Three</b>", SAFETY_PAPER);
    add_author(safety, "Ida", "~Ida1", NULL, NULL);
    add_author(safety, "Bo", "~Bo1", NULL, NULL);
    add_paper(setting, "14", "Four", FAINT_PAPER);
    add_paper(setting, "15", NULL, NULL);
    add_person(setting, "~Ida1", "Ida", 1, CIRCUITS)->email = g_strdup("ida&co@x.example");
    add_person(setting, "~Bo1", "Bo", 1, CIRCUITS)->email = g_strdup("bo@y.example");
    return route(setting, NULL);
}

static void test_rows(void)
{
    Setting setting;
    g_autoptr(ChairliftRouting) routing = route_example(&setting);
    g_assert_true(routing->assignment->certified);
    g_autoptr(GPtrArray) rows = chairlift_routing_rows(routing);
    g_assert_cmpuint(rows->len, ==, 5);
    static const struct {
        ChairliftRoutingStatus status;
        const char *person, *topic, *reason;
    } EXPECTED[] = {
        {CHAIRLIFT_ROUTING_PLACED, "~Bo1", "circuits",
         "circuits 0.90, dictionary-learning 0.30; the chair declared circuits"},
        {CHAIRLIFT_ROUTING_PLACED, "~Ida1", "circuits",
         "circuits 0.90, dictionary-learning 0.30; the chair declared circuits"},
        {CHAIRLIFT_ROUTING_UNPLACED, NULL, "safety",
         "conflicts with every chair (Ida: author, Bo: author)"},
        {CHAIRLIFT_ROUTING_UNPLACED, NULL, "circuits", "all 2 chairs are full"},
        {CHAIRLIFT_ROUTING_FAILED, NULL, NULL, "x.pdf: is no PDF"},
    };
    for (guint i = 0; i < rows->len; i++) {
        const ChairliftRoutingRow *row = g_ptr_array_index(rows, i);
        g_assert_cmpint(row->status, ==, EXPECTED[i].status);
        g_assert_cmpstr(row->person != NULL ? row->person->id : NULL, ==, EXPECTED[i].person);
        g_assert_cmpstr(row->topic, ==, EXPECTED[i].topic);
        g_assert_cmpstr(row->reason, ==, EXPECTED[i].reason);
    }
    g_autoptr(GPtrArray) advice = chairlift_routing_advice(routing, TRUE);
    static const char *const ADVICE[] = {
        "paper 13 has conflicts with everybody: lift one, or add a chair who has none",
        ("3 papers ask for 3 places and 2 are to be had: all who could take them (Ida, Bo) are "
         "full; left over: 14"),
        "raising the capacity of any one of Ida, Bo by 1 would be enough",
        "the fewest more places (1), where they do most good: raise ", /* either of the two */
        "if everybody took at most the same number of papers: 1 each leaves 2 over, 2 each leaves "
        "1 over",
    };
    g_assert_cmpuint(advice->len, ==, G_N_ELEMENTS(ADVICE));
    for (guint i = 0; i < advice->len; i++)
        g_assert_true(g_str_has_prefix(g_ptr_array_index(advice, i), ADVICE[i]));
    g_clear_pointer(&rows, g_ptr_array_unref);
    g_clear_pointer(&routing, chairlift_routing_free);
    setting_clear(&setting);
}

/* The words for papers that fit nobody, and for papers that are doubtful. */
static void test_reasons(void)
{
    static const double OTHER[] = {0, 0, 0, 0.004};
    Setting setting;
    setting_init(&setting);
    add_paper(&setting, "a", "A", FAINT_PAPER)->paper->flags = CHAIRLIFT_PAPER_ABSTRACT_UNCERTAIN;
    ChairliftRoutedPaper *off = add_paper(&setting, "b", "B", OTHER);
    off->fits = FALSE;
    off->theme = 0.1;
    add_paper(&setting, "c", "C", CIRCUITS_PAPER);
    add_person(&setting, "1", NULL, 9, SAFETY);
    g_autoptr(ChairliftRouting) routing = route(&setting, NULL);
    g_autoptr(GPtrArray) rows = chairlift_routing_rows(routing);
    static const char *const REASONS[] = {
        "no topic stands out, likeliest is circuits 0.20; the chair did not declare it; likeliest "
        "of the chair's own is safety 0.10; flagged abstract-uncertain",
        "no topic stands out, likeliest is safety 0.00; the chair declared it; does not fit the "
        "theme (0.10)",
        "circuits 0.90, dictionary-learning 0.30; the chair declared none of these; likeliest of "
        "the chair's own is safety 0.10"};
    g_assert_cmpuint(rows->len, ==, G_N_ELEMENTS(REASONS));
    for (guint i = 0; i < rows->len; i++)
        g_assert_cmpstr(((const ChairliftRoutingRow *)g_ptr_array_index(rows, i))->reason, ==,
                        REASONS[i]);
    g_clear_pointer(&rows, g_ptr_array_unref);
    g_clear_pointer(&routing, chairlift_routing_free);
    setting_clear(&setting);
}

/* Writes a routing to a file and returns its text. */
static char *write_to_text(const ChairliftRouting *routing, ChairliftRoutingFormat format,
                           GError **error)
{
    g_autofree char *folder = g_dir_make_tmp("routing-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "routing", NULL);
    g_autoptr(ChairliftOutput) output = chairlift_output_open(file, NULL);
    const ChairliftOpenReviewVenue venue = {
        "V.cc/2026/Workshop/W", {"Area_Chairs", "Reviewers"}, "first"};
    char *text = NULL;
    if (chairlift_routing_write(routing, format, &venue, output, error)) {
        g_assert_true(chairlift_output_commit(output, NULL));
        g_assert_true(g_file_get_contents(file, &text, NULL, NULL));
        g_remove(file);
    }
    g_rmdir(folder);
    return text;
}

static char *written(const ChairliftRouting *routing, ChairliftRoutingFormat format)
{
    g_autoptr(GError) error = NULL;
    char *text = write_to_text(routing, format, &error);
    g_assert_no_error(error);
    return text;
}

static void test_csv(void)
{
    Setting setting;
    g_autoptr(ChairliftRouting) routing = route_example(&setting);
    g_autofree char *text = written(routing, CHAIRLIFT_ROUTING_CSV);
    g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 7);
    g_assert_cmpstr(lines[0], ==, "paper,title,chair,chair_name,topic,score,reason,status");
    g_assert_cmpstr(lines[1], ==,
                    "11,'=cmd|'/c calc'!A0,~Bo1,Bo,circuits,0.6000,\"circuits 0.90, "
                    "dictionary-learning 0.30; the chair declared circuits\",placed");
    g_assert_true(g_str_has_prefix(lines[2], "12,\"Two, with a comma and \"\"marks\"\"\",~Ida1,"));
    g_assert_cmpstr(lines[4], ==, "14,Four,,,circuits,,all 2 chairs are full,unplaced");
    g_assert_cmpstr(lines[5], ==, "15,,,,,,x.pdf: is no PDF,failed");
    g_assert_cmpstr(lines[6], ==, "");
    g_clear_pointer(&routing, chairlift_routing_free);
    setting_clear(&setting);
}

/* Each change as "paper role before|after reason", with "-" for what is not there. */
static void expect_changes(const ChairliftRouting *routing, const char *expected)
{
    g_autoptr(GPtrArray) changes = chairlift_routing_changes(routing);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < changes->len; i++) {
        const ChairliftRoutingChange *change = g_ptr_array_index(changes, i);
        g_string_append_printf(text, "%s %s %s|%s %s\n", change->paper,
                               chairlift_role_name(change->role),
                               change->before != NULL ? change->before : "-",
                               change->after != NULL ? change->after : "-", change->reason);
    }
    g_assert_cmpstr(text->str, ==, expected);
}

static void add_previous(GPtrArray *previous, const char *paper, const char *person,
                         const char *role)
{
    ChairliftListedConflict *pair = g_new0(ChairliftListedConflict, 1);
    pair->paper = g_strdup(paper);
    pair->person = g_strdup(person);
    pair->role = g_strdup(role);
    g_ptr_array_add(previous, pair);
}

/* A paper is withdrawn, a chair drops out, another gets a conflict, a reviewer is wanted less. */
static void test_changes(void)
{
    Setting setting;
    setting_init(&setting);
    add_paper(&setting, "a", "A", CIRCUITS_PAPER);
    add_paper(&setting, "b", "B", CIRCUITS_PAPER);
    add_paper(&setting, "c", "C", SAFETY_PAPER);
    add_author(g_ptr_array_index(setting.papers, 1), NULL, "~Bo1", NULL, NULL);
    add_person(&setting, "~Bo1", "Bo", 3, SAFETY);
    add_person(&setting, "~Cy1", "Cy", 3, CIRCUITS);
    add_person(&setting, "~Bo1", "Bo", 2, CIRCUITS)->role = CHAIRLIFT_ROLE_REVIEWER;
    add_person(&setting, "~Di1", "Di", 2, SAFETY)->role = CHAIRLIFT_ROLE_REVIEWER;
    g_autoptr(GPtrArray) previous =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_listed_conflict_free);
    add_previous(previous, "a", "~Bo1", "chair");
    add_previous(previous, "a", "~Di1", "reviewer");
    add_previous(previous, "b", "~Bo1", "chair");
    add_previous(previous, "b", "~Di1", "reviewer");
    add_previous(previous, "c", "~Ex1", "chair");
    add_previous(previous, "c", "~Bo1", "reviewer");
    add_previous(previous, "c", "~Di1", "reviewer");
    add_previous(previous, "w", "~Cy1", "chair");
    setting.options.previous = previous;
    g_autoptr(ChairliftRouting) routing = route(&setting, NULL);
    g_assert_cmpuint(routing->assignment->unplaced, ==, 0);
    g_assert_cmpuint(routing->assignment->kept, ==, 4);
    expect_changes(routing, "b chair Bo|Cy Bo has a conflict (author)\n"
                            "c chair ~Ex1|Cy ~Ex1 is no chair any more\n"
                            "c reviewer Bo, Di|Bo the paper wants fewer people\n"
                            "w chair Cy|- withdrawn\n");
    g_clear_pointer(&routing, chairlift_routing_free);
    setting_clear(&setting);
}

/* One colleague on a paper, in whatever role, and nobody in two roles. */
static void test_one_per_institution(void)
{
    Setting setting;
    setting_init(&setting);
    add_paper(&setting, "a", "A", CIRCUITS_PAPER);
    add_person(&setting, "~Bo1", "Bo", 1, CIRCUITS)->email = g_strdup("bo@cs.dale.example");
    add_person(&setting, "~Bo1", "Bo", 1, CIRCUITS)->role = CHAIRLIFT_ROLE_REVIEWER;
    ChairliftPerson *colleague = add_person(&setting, "~Cy1", "Cy", 1, CIRCUITS);
    colleague->role = CHAIRLIFT_ROLE_REVIEWER;
    g_ptr_array_add(colleague->institutions, g_strdup("dale.example"));
    add_person(&setting, "~Di1", "Di", 1, SAFETY)->role = CHAIRLIFT_ROLE_REVIEWER;
    g_autoptr(ChairliftRouting) together = route(&setting, NULL);
    g_assert_cmpuint(together->assignment->load[1], ==, 0); /* Bo is the chair already */
    g_assert_cmpuint(together->assignment->load[2], ==, 1);
    g_clear_pointer(&together, chairlift_routing_free);
    g_clear_pointer(&setting.conflicts, chairlift_conflicts_free);
    setting.options.one_per_institution = TRUE;
    g_autoptr(ChairliftRouting) apart = route(&setting, NULL);
    g_assert_cmpuint(apart->assignment->load[2], ==, 0);
    g_assert_cmpuint(apart->assignment->load[3], ==, 1);
    g_clear_pointer(&apart, chairlift_routing_free);
    g_clear_pointer(&setting.conflicts, chairlift_conflicts_free);
    setting.options.demand[CHAIRLIFT_ROLE_REVIEWER] = 2;
    g_autoptr(ChairliftRouting) short_of = route(&setting, NULL);
    g_autoptr(GPtrArray) advice = chairlift_routing_advice(short_of, TRUE);
    g_assert_cmpuint(advice->len, ==, 2);
    g_assert_cmpstr(g_ptr_array_index(advice, 0), ==,
                    "1 place is empty only because people of one institution may not be with a "
                    "paper together; 1 exception would fill it: one more of dale.example for paper "
                    "a");
    g_assert_cmpstr(g_ptr_array_index(advice, 1), ==,
                    "1 place no capacity fills without lifting conflicts or adding people of other "
                    "institutions");
    g_clear_pointer(&short_of, chairlift_routing_free);
    setting_clear(&setting);
}

/* The call's rules: somebody for each submission, nobody for more than so many, everybody reviews
 * so many, and nobody their own. */
static void test_reciprocal(void)
{
    Setting setting;
    setting_init(&setting);
    for (int i = 0; i < 5; i++) {
        g_autofree char *id = g_strdup_printf("p%d", i);
        g_autofree char *email = g_strdup_printf("author%d@u%d.example", i, i);
        add_author(add_paper(&setting, id, "T", i < 2 ? CIRCUITS_PAPER : SAFETY_PAPER), NULL, NULL,
                   email, NULL);
    }
    add_author(g_ptr_array_index(setting.papers, 1), "Ana", NULL, "author0@u0.example", NULL);
    g_autoptr(GPtrArray) nominations =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_listed_conflict_free);
    add_previous(nominations, "p0", "author0@u0.example", NULL);
    add_previous(nominations, "p1", "author0@u0.example", NULL);
    add_previous(nominations, "p2", "author2@u2.example", NULL);
    add_previous(nominations, "p2", "stranger@x.example", NULL);
    add_previous(nominations, "p3", "~Unknown1", NULL); /* nobody's id is known there */
    add_previous(nominations, "p9", "author9@u9.example", NULL);
    g_autoptr(GPtrArray) listed =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_listed_conflict_free);
    const ChairliftReciprocalRules rules = {.most = 1, .load = 2};
    g_autoptr(GPtrArray) findings = chairlift_reciprocal_enlist(
        setting.papers, setting.people, 4, listed, nominations, "nominations.csv", &rules);
    static const char *const FINDINGS[] = {
        "stranger@x.example is nominated by paper p2, but is none of its authors, and left out",
        "nominations.csv:0: there is no paper \"p9\" here",
        "author0@u0.example is nominated by 2 papers, more than 1: p0, p1",
        "paper p4 nominates no reciprocal reviewer",
    };
    g_assert_cmpuint(findings->len, ==, G_N_ELEMENTS(FINDINGS));
    for (guint i = 0; i < findings->len; i++)
        g_assert_cmpstr(g_ptr_array_index(findings, i), ==, FINDINGS[i]);
    g_assert_cmpuint(setting.people->len, ==, 3);
    const ChairliftPerson *first = g_ptr_array_index(setting.people, 0);
    g_assert_cmpuint(first->topics->len, ==, 1); /* of the own papers, circuits */
    g_assert_cmpuint(g_array_index(first->topics, guint, 0), ==, 0);
    g_autoptr(ChairliftRouting) routing = route(&setting, listed);
    g_assert_cmpuint(routing->assignment->unplaced, ==, 0);
    for (guint i = 0; i < routing->people->len; i++)
        g_assert_cmpuint(routing->assignment->load[i], <=, 2);
    g_assert_cmpstr(chairlift_conflicts_reason(setting.conflicts, 0, 0), ==, "author");
    g_assert_cmpstr(chairlift_conflicts_reason(setting.conflicts, 3, 2), ==,
                    "nominated by this paper");
    g_clear_pointer(&routing, chairlift_routing_free);
    setting_clear(&setting);
}

/* The earlier routing that the CSV becomes: two of the old pairs stay although a better assignment
 * has appeared. */
static void test_keep(void)
{
    Setting setting;
    g_autoptr(ChairliftRouting) routing = route_example(&setting);
    g_autofree char *text = written(routing, CHAIRLIFT_ROUTING_CSV);
    g_clear_pointer(&routing, chairlift_routing_free);
    g_clear_pointer(&setting.conflicts, chairlift_conflicts_free);
    g_autoptr(ChairliftInput) input =
        chairlift_input_new_for_bytes("old.csv", text, (gssize)strlen(text));
    g_autoptr(GPtrArray) previous = chairlift_previous_read_csv(input, NULL);
    g_assert_cmpuint(previous->len, ==, 5); /* with those that nobody had */
    setting.options.previous = previous;
    add_paper(&setting, "0", "New", CIRCUITS_PAPER);
    const int all[] = {0, 1, 2, 3, -1};
    add_person(&setting, "~All1", "All", 3, all);
    g_autoptr(ChairliftRouting) later = route(&setting, NULL);
    g_assert_cmpuint(later->previous_pairs, ==, 2);
    g_assert_cmpuint(later->assignment->kept, ==, 2);
    g_assert_cmpuint(later->assignment->unplaced, ==, 0);
    g_autoptr(GPtrArray) rows = chairlift_routing_rows(later);
    const ChairliftRoutingRow *first = g_ptr_array_index(rows, 0);
    g_assert_cmpstr(first->person->id, ==, "~Bo1");
    g_assert_true(g_str_has_prefix(first->reason, "kept as it was; "));
    expect_changes(later, "13 chair |All had fewer people than it wants\n"
                          "14 chair |All had fewer people than it wants\n"
                          "0 chair -|All new\n");
    g_clear_pointer(&rows, g_ptr_array_unref);
    g_clear_pointer(&later, chairlift_routing_free);
    setting_clear(&setting);
}

/* What an assignment of a small routing is worth: higher goals first. */
typedef struct Worth {
    guint places; /* filled, of papers and minimums */
    guint kept;
    gint64 total; /* millionths */
} Worth;

static gint compare_worth(const Worth *first, const Worth *second)
{
    if (first->places != second->places)
        return first->places < second->places ? -1 : 1;
    if (first->kept != second->kept)
        return first->kept < second->kept ? -1 : 1;
    return first->total < second->total ? -1 : first->total > second->total;
}

static gboolean was_together(const GPtrArray *previous, const char *paper, const char *person)
{
    for (guint i = 0; i < previous->len; i++) {
        const ChairliftListedConflict *pair = g_ptr_array_index(previous, i);
        if (strcmp(pair->paper, paper) == 0 && strcmp(pair->person, person) == 0)
            return TRUE;
    }
    return FALSE;
}

/* FALSE when the chosen pairs, bits of papers * people, break a bound or a conflict. */
static gboolean judge(const ChairliftRouting *routing, guint32 chosen, Worth *worth)
{
    const ChairliftAssignmentProblem *problem = &routing->problem;
    guint load[8] = {0};
    *worth = (Worth){0};
    for (guint paper = 0; paper < problem->papers; paper++) {
        guint placed = 0;
        for (guint person = 0; person < problem->people; person++) {
            const gsize pair = paper * problem->people + person;
            if (((chosen >> pair) & 1) == 0)
                continue;
            if (chairlift_conflicts_reason(routing->conflicts, paper, person) != NULL)
                return FALSE;
            placed++;
            load[person]++;
            worth->total += (gint64)lrint(1e6 * (double)problem->affinity[pair]);
            worth->kept += was_together(routing->previous, problem->paper_ids[paper],
                                        problem->person_ids[person]);
        }
        if (placed > 1)
            return FALSE;
        worth->places += placed;
    }
    for (guint person = 0; person < problem->people; person++) {
        const ChairliftPerson *of = g_ptr_array_index(routing->people, person);
        if (load[person] > of->capacity)
            return FALSE;
        worth->places += MIN(load[person], of->minimum);
    }
    return TRUE;
}

/* Papers and people with conflicts, from number `first` on. */
static void draw_papers(GRand *random, Setting *setting, guint first, guint count)
{
    for (guint i = first; i < first + count; i++) {
        g_autofree char *id = g_strdup_printf("p%u", i);
        double topics[4];
        for (guint topic = 0; topic < 4; topic++)
            topics[topic] = g_rand_int_range(random, 0, 5) / 4.0;
        add_paper(setting, id, id, topics);
    }
}

static void draw_people(GRand *random, Setting *setting, guint first, guint count)
{
    for (guint i = first; i < first + count; i++) {
        g_autofree char *id = g_strdup_printf("~c%u", i);
        const int topics[] = {g_rand_int_range(random, 0, 4), -1};
        ChairliftPerson *person =
            add_person(setting, id, id, (guint)g_rand_int_range(random, 0, 3), topics);
        person->minimum = (guint)g_rand_int_range(random, 0, (gint32)person->capacity + 1);
        if (g_rand_int_range(random, 0, 3) == 0)
            g_ptr_array_add(person->conflicts,
                            g_strdup_printf("p%d", g_rand_int_range(random, 0, 5)));
    }
}

/* Papers withdrawn and new ones, people who drop out and who join, capacities that change: nothing
 * serves the goals better, in their order. */
static void test_keep_exhaustive(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(41);
    guint changed = 0, kept = 0;
    for (int round = 0; round < 150; round++) {
        Setting setting;
        setting_init(&setting);
        draw_papers(random, &setting, 0, 3);
        draw_people(random, &setting, 0, 3);
        g_autoptr(ChairliftRouting) first = route(&setting, NULL);
        g_autoptr(GPtrArray) previous =
            g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_listed_conflict_free);
        for (guint i = 0; i < first->assignment->placements->len; i++) {
            const ChairliftPlacement *placement =
                &g_array_index(first->assignment->placements, ChairliftPlacement, i);
            add_previous(previous, first->problem.paper_ids[placement->paper],
                         first->problem.person_ids[placement->person], NULL);
        }
        g_clear_pointer(&first, chairlift_routing_free);
        g_clear_pointer(&setting.conflicts, chairlift_conflicts_free);
        setting.options.previous = previous;
        if (round % 2 == 0)
            g_ptr_array_remove_index(setting.papers, (guint)g_rand_int_range(random, 0, 3));
        if (round % 3 == 0)
            g_ptr_array_remove_index(setting.people, (guint)g_rand_int_range(random, 0, 3));
        draw_papers(random, &setting, 3, 1 + (guint)(round % 2 == 0));
        draw_people(random, &setting, 3, (guint)(round % 3 == 0));
        g_autoptr(ChairliftRouting) later = route(&setting, NULL);
        Worth best = {0}, found = {0}, worth;
        guint32 reached = 0;
        const guint people = setting.people->len;
        for (guint i = 0; i < later->assignment->placements->len; i++) {
            const ChairliftPlacement *placement =
                &g_array_index(later->assignment->placements, ChairliftPlacement, i);
            reached |= 1u << (placement->paper * people + placement->person);
        }
        g_assert_true(judge(later, reached, &found));
        for (guint32 chosen = 0; chosen < 1u << (setting.papers->len * people); chosen++) {
            if (judge(later, chosen, &worth) && compare_worth(&worth, &best) > 0)
                best = worth;
        }
        g_assert_cmpint(compare_worth(&found, &best), ==, 0);
        g_assert_cmpuint(later->assignment->kept, ==, found.kept);
        kept += found.kept;
        changed += found.kept < previous->len;
        g_clear_pointer(&later, chairlift_routing_free);
        setting_clear(&setting);
    }
    g_assert_cmpuint(kept, >, 100);
    g_assert_cmpuint(changed, >, 50);
}

static void test_json(void)
{
    Setting setting;
    g_autoptr(ChairliftRouting) routing = route_example(&setting);
    g_autofree char *text = written(routing, CHAIRLIFT_ROUTING_JSON);
    json_error_t problem;
    json_t *root = json_loads(text, 0, &problem);
    g_assert_nonnull(root);
    const json_t *summary = json_object_get(root, "summary");
    g_assert_true(json_is_true(json_object_get(summary, "certified")));
    g_assert_cmpint(json_integer_value(json_object_get(summary, "unplaced")), ==, 2);
    const json_t *rows = json_object_get(root, "assignments");
    g_assert_cmpuint(json_array_size(rows), ==, 5);
    g_assert_cmpstr(json_string_value(json_object_get(json_array_get(rows, 2), "title")), ==,
                    "<b>Three</b>");
    g_assert_true(json_is_null(json_object_get(json_array_get(rows, 2), "score")));
    g_assert_cmpuint(json_array_size(json_object_get(root, "chairs")), ==, 2);
    g_assert_cmpuint(json_array_size(json_object_get(root, "conflicts")), ==, 2);
    g_assert_cmpuint(json_array_size(json_object_get(root, "advice")), ==, 5);
    json_decref(root);
    g_clear_pointer(&routing, chairlift_routing_free);
    setting_clear(&setting);
}

/* As OpenReview reads it: line.split(','), then max(round(float(score), 4), 0). */
static void test_openreview_affinity(void)
{
    Setting setting;
    g_autoptr(ChairliftRouting) routing = route_example(&setting);
    g_autofree char *text = written(routing, CHAIRLIFT_ROUTING_OPENREVIEW_AFFINITY);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    /* Four papers by two people, without the two conflicts and the paper that failed. */
    g_assert_cmpuint(g_strv_length(lines), ==, 7);
    guint row = 0;
    for (guint paper = 0; paper < 4; paper++) {
        for (guint person = 0; person < 2; person++) {
            if (paper == 2)
                continue;
            g_auto(GStrv) cells = g_strsplit(lines[row++], ",", -1);
            g_assert_cmpuint(g_strv_length(cells), ==, 3);
            g_assert_cmpstr(cells[0], ==, routing->problem.paper_ids[paper]);
            g_assert_cmpstr(cells[1], ==, routing->problem.person_ids[person]);
            g_assert_cmpfloat_with_epsilon(g_ascii_strtod(cells[2], NULL),
                                           (double)routing->problem.affinity[paper * 2 + person],
                                           5.1e-5);
            g_assert_cmpuint(strlen(cells[2]), ==, 6);
        }
    }
    g_clear_pointer(&routing, chairlift_routing_free);
    setting_clear(&setting);
}

static void test_openreview_edges(void)
{
    Setting setting;
    g_autoptr(ChairliftRouting) routing = route_example(&setting);
    g_autofree char *text = written(routing, CHAIRLIFT_ROUTING_OPENREVIEW_EDGES);
    json_error_t problem;
    json_t *edges = json_loads(text, 0, &problem);
    g_assert_cmpuint(json_array_size(edges), ==, 4);
    guint proposed = 0, conflicts = 0;
    size_t i;
    json_t *edge;
    json_array_foreach(edges, i, edge)
    {
        const char *invitation = json_string_value(json_object_get(edge, "invitation"));
        const double weight = json_number_value(json_object_get(edge, "weight"));
        g_assert_cmpint(*json_string_value(json_object_get(edge, "tail")), ==, '~');
        g_assert_true(g_str_has_prefix(invitation, "V.cc/2026/Workshop/W/Area_Chairs/-/"));
        if (g_str_has_suffix(invitation, "/Proposed_Assignment")) {
            g_assert_cmpfloat_with_epsilon(weight, 0.6, 1e-9);
            proposed++;
        } else {
            g_assert_true(g_str_has_suffix(invitation, "/Conflict"));
            g_assert_cmpstr(json_string_value(json_object_get(edge, "label")), ==, "Conflict");
            g_assert_cmpfloat(weight, ==, -1);
            conflicts++;
        }
    }
    g_assert_cmpuint(proposed, ==, 2);
    g_assert_cmpuint(conflicts, ==, 2);
    json_decref(edges);
    g_clear_pointer(&routing, chairlift_routing_free);
    setting_clear(&setting);
}

/* Who may read and write an edge, as OpenReview's invitations say it. */
static void test_openreview_permissions(void)
{
    Setting setting;
    setting_init(&setting);
    add_author(add_paper(&setting, "note-a", "A", CIRCUITS_PAPER), "Cy", "~Cy1", NULL, NULL);
    ((ChairliftRoutedPaper *)g_ptr_array_index(setting.papers, 0))->paper->number = g_strdup("7");
    add_person(&setting, "~Ida1", "Ida", 1, CIRCUITS);
    add_person(&setting, "~Bo1", "Bo", 1, CIRCUITS)->role = CHAIRLIFT_ROLE_REVIEWER;
    add_person(&setting, "~Cy1", "Cy", 1, CIRCUITS)->role = CHAIRLIFT_ROLE_REVIEWER;
    g_autoptr(ChairliftRouting) routing = route(&setting, NULL);
    g_autofree char *text = written(routing, CHAIRLIFT_ROUTING_OPENREVIEW_EDGES);
    g_assert_cmpstr(
        text, ==,
        "[\n"
        "{\"invitation\":\"V.cc/2026/Workshop/W/Area_Chairs/-/Proposed_Assignment\","
        "\"head\":\"note-a\",\"tail\":\"~Ida1\",\"weight\":0.6000,\"label\":\"first\","
        "\"readers\":[\"V.cc/2026/Workshop/W\",\"~Ida1\"],"
        "\"nonreaders\":[\"V.cc/2026/Workshop/W/Submission7/Authors\"],"
        "\"writers\":[\"V.cc/2026/Workshop/W\"],"
        "\"signatures\":[\"V.cc/2026/Workshop/W/Program_Chairs\"]},\n"
        "{\"invitation\":\"V.cc/2026/Workshop/W/Reviewers/-/Proposed_Assignment\","
        "\"head\":\"note-a\",\"tail\":\"~Bo1\",\"weight\":0.6000,\"label\":\"first\","
        "\"readers\":[\"V.cc/2026/Workshop/W\","
        "\"V.cc/2026/Workshop/W/Submission7/Area_Chairs\",\"~Bo1\"],"
        "\"nonreaders\":[\"V.cc/2026/Workshop/W/Submission7/Authors\"],"
        "\"writers\":[\"V.cc/2026/Workshop/W\",\"V.cc/2026/Workshop/W/Submission7/Area_Chairs\"],"
        "\"signatures\":[\"V.cc/2026/Workshop/W/Program_Chairs\"]},\n"
        "{\"invitation\":\"V.cc/2026/Workshop/W/Reviewers/-/Conflict\","
        "\"head\":\"note-a\",\"tail\":\"~Cy1\",\"weight\":-1,\"label\":\"Conflict\","
        "\"readers\":[\"V.cc/2026/Workshop/W\",\"V.cc/2026/Workshop/W/Area_Chairs\",\"~Cy1\"],"
        "\"nonreaders\":[],"
        "\"writers\":[\"V.cc/2026/Workshop/W\"],"
        "\"signatures\":[\"V.cc/2026/Workshop/W/Program_Chairs\"]}\n]\n");
    g_clear_pointer(&((ChairliftRoutedPaper *)g_ptr_array_index(setting.papers, 0))->paper->number,
                    g_free);
    g_autoptr(GError) error = NULL;
    g_assert_null(write_to_text(routing, CHAIRLIFT_ROUTING_OPENREVIEW_EDGES, &error));
    g_assert_true(g_str_has_prefix(error->message, "paper note-a has no number, by which "));
    g_clear_pointer(&routing, chairlift_routing_free);
    setting_clear(&setting);
}

static void test_hotcrp(void)
{
    Setting setting;
    g_autoptr(ChairliftRouting) routing = route_example(&setting);
    g_autofree char *text = written(routing, CHAIRLIFT_ROUTING_HOTCRP);
    g_assert_cmpstr(text, ==,
                    "paper,action,email\n11,lead,bo@y.example\n12,lead,ida&co@x.example\n");
    ChairliftPerson *person = g_ptr_array_index(setting.people, 1);
    g_clear_pointer(&person->email, g_free);
    g_autoptr(GError) error = NULL;
    g_assert_null(write_to_text(routing, CHAIRLIFT_ROUTING_HOTCRP, &error));
    g_assert_cmpstr(error->message, ==,
                    "Bo has no e-mail address, by which HotCRP knows people: add a column called "
                    "\"email\"");
    g_clear_pointer(&routing, chairlift_routing_free);
    setting_clear(&setting);
}

/* What is written as preferences is the affinity again when it is read as bids. */
static void test_hotcrp_preferences(void)
{
    Setting setting;
    g_autoptr(ChairliftRouting) routing = route_example(&setting);
    g_autofree char *text = written(routing, CHAIRLIFT_ROUTING_HOTCRP_PREFERENCES);
    g_assert_true(g_str_has_prefix(text, "paper,action,email,preference\n"
                                         "11,preference,ida&co@x.example,4\n"
                                         "11,preference,bo@y.example,4\n12,"));
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftInput) input =
        chairlift_input_new_for_bytes("prefs.csv", text, strlen(text));
    g_autoptr(GPtrArray) bids = chairlift_bids_read(input, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(bids->len, ==, 6);
    for (guint i = 0; i < bids->len; i++) {
        const ChairliftBid *bid = g_ptr_array_index(bids, i);
        const guint paper = i / 2 + (i >= 4); /* nobody may have the third */
        const double affinity = (double)routing->problem.affinity[paper * 2 + i % 2];
        g_assert_cmpfloat_with_epsilon((1 + bid->value) / 2, affinity, 1 / 80.0 + 1e-9);
    }
    g_clear_pointer(&routing, chairlift_routing_free);
    setting_clear(&setting);
}

/* Collects "paper person" pairs from CMT's XML. */
static void start_element(GMarkupParseContext *context, const char *element,
                          const char **attributes, const char **values, gpointer user_data,
                          GError **error)
{
    (void)context;
    (void)error;
    GString *pairs = user_data;
    if (strcmp(element, "submission") == 0) {
        g_assert_cmpstr(attributes[0], ==, "submissionId");
        g_string_append_printf(pairs, "[%s]", values[0]);
    } else if (strcmp(element, "user") == 0) {
        g_assert_cmpstr(attributes[0], ==, "email");
        g_string_append(pairs, values[0]);
    } else {
        g_assert_cmpstr(element, ==, "assignments");
    }
}

static void test_cmt(void)
{
    Setting setting;
    g_autoptr(ChairliftRouting) routing = route_example(&setting);
    g_autofree char *text = written(routing, CHAIRLIFT_ROUTING_CMT);
    const GMarkupParser parser = {.start_element = start_element};
    g_autoptr(GString) pairs = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, pairs, NULL);
    g_assert_true(g_markup_parse_context_parse(context, text, -1, &error));
    g_assert_true(g_markup_parse_context_end_parse(context, &error));
    g_markup_parse_context_free(context);
    g_assert_cmpstr(pairs->str, ==, "[11]bo@y.example[12]ida&co@x.example");
    g_clear_pointer(&routing, chairlift_routing_free);
    setting_clear(&setting);
}

static void read_scores(const char *text, GPtrArray *papers, GError **error)
{
    Setting setting;
    setting_init(&setting);
    guint64 others = 0;
    g_autoptr(ChairliftInput) input =
        chairlift_input_new_for_bytes("scores.jsonl", text, (gssize)strlen(text));
    chairlift_scores_read(input, setting.venue, papers, &others, error);
    g_assert_cmpuint(others, ==, 1);
    setting_clear(&setting);
}

static void test_scores(void)
{
    static const char TEXT[] =
        "{\"id\":\"a\",\"title\":\"A\",\"venue\":\"core\",\"theme\":{\"probability\":0.2,"
        "\"verdict\":\"does not fit\"},\"topics\":[{\"id\":\"safety\",\"probability\":0.75},"
        "{\"id\":\"circuits\",\"probability\":0.5},"
        "{\"id\":\"reasoning\",\"probability\":0},"
        "{\"id\":\"dictionary-learning\",\"probability\":1}],"
        "\"flags\":[\"abstract-uncertain\",\"no-evidence\"]}\n"
        "{\"id\":\"a\",\"title\":\"A\",\"venue\":\"other\",\"theme\":{},\"topics\":[]}\n"
        "{\"id\":\"b\",\"title\":null,\"venue\":\"core\",\"error\":\"b.pdf: is empty\"}\n";
    g_autofree char *venue = chairlift_scores_recognise(TEXT, sizeof TEXT - 1);
    g_assert_cmpstr(venue, ==, "core");
    g_assert_null(chairlift_scores_recognise("[{\"id\":1,\"title\":\"T\"}]", 22));
    g_autoptr(GPtrArray) papers =
        g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_routed_paper_free);
    g_autoptr(GError) error = NULL;
    read_scores(TEXT, papers, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(papers->len, ==, 2);
    const ChairliftRoutedPaper *first = g_ptr_array_index(papers, 0);
    g_assert_cmpfloat(first->topic[0], ==, 0.5);
    g_assert_cmpfloat(first->topic[3], ==, 0.75);
    g_assert_cmpfloat(first->theme, ==, 0.2);
    g_assert_false(first->fits);
    g_assert_true(first->no_evidence);
    g_assert_cmpuint(first->paper->flags, ==, CHAIRLIFT_PAPER_ABSTRACT_UNCERTAIN);
    const ChairliftRoutedPaper *second = g_ptr_array_index(papers, 1);
    g_assert_null(second->topic);
    g_assert_cmpstr(second->paper->failure, ==, "b.pdf: is empty");
}

static void test_score_errors(void)
{
#define BEGINNING "{\"id\":\"z\",\"venue\":\"core\",\"theme\":{\"probability\":0.5},\"topics\":["
    static const struct {
        const char *record, *message;
    } CASES[] = {
        {BEGINNING "{\"id\":\"woodwork\",\"probability\":0.1}]}",
         "core has no topic \"woodwork\"; score the papers again"},
        {BEGINNING "{\"id\":\"safety\",\"probability\":1.5}]}",
         "the probability of safety is 1.5, not within 0 and 1"},
        {BEGINNING "{\"id\":\"safety\",\"probability\":\"high\"}]}",
         "the probability of safety is missing or no number"},
        {BEGINNING "{\"id\":\"safety\",\"probability\":0.5}]}",
         "the topic \"circuits\" of core is missing; score the papers again"},
        {"{\"id\":\"z\",\"venue\":\"core\",\"theme\":{\"probability\":-1},\"topics\":[]}",
         "the probability of the theme is -1, not within 0 and 1"},
        {"{\"id\":\"z\",\"venue\":\"core\",\"error\":\"x\"}\n"
         "{\"id\":\"z\",\"venue\":\"core\",\"error\":\"x\"}",
         "the paper \"z\" stands in scores.jsonl:2 already; keep one of the two"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(GPtrArray) papers =
            g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_routed_paper_free);
        g_autoptr(GError) error = NULL;
        g_autofree char *text =
            g_strconcat("{\"id\":\"a\",\"venue\":\"other\"}\n", CASES[i].record, "\n", NULL);
        read_scores(text, papers, &error);
        g_assert_nonnull(error);
        g_autofree char *expected = g_strdup_printf(
            "scores.jsonl:%d: %s", strchr(CASES[i].record, '\n') != NULL ? 3 : 2, CASES[i].message);
        g_assert_cmpstr(error->message, ==, expected);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/routing/affinity", test_affinity);
    g_test_add_func("/routing/conflicts", test_conflicts);
    g_test_add_func("/routing/rows", test_rows);
    g_test_add_func("/routing/reasons", test_reasons);
    g_test_add_func("/routing/csv", test_csv);
    g_test_add_func("/routing/keep", test_keep);
    g_test_add_func("/routing/keep/exhaustive", test_keep_exhaustive);
    g_test_add_func("/routing/changes", test_changes);
    g_test_add_func("/routing/one-per-institution", test_one_per_institution);
    g_test_add_func("/routing/reciprocal", test_reciprocal);
    g_test_add_func("/routing/json", test_json);
    g_test_add_func("/routing/openreview/affinity", test_openreview_affinity);
    g_test_add_func("/routing/openreview/edges", test_openreview_edges);
    g_test_add_func("/routing/openreview/permissions", test_openreview_permissions);
    g_test_add_func("/routing/hotcrp/preferences", test_hotcrp_preferences);
    g_test_add_func("/routing/hotcrp", test_hotcrp);
    g_test_add_func("/routing/cmt", test_cmt);
    g_test_add_func("/routing/scores", test_scores);
    g_test_add_func("/routing/scores/errors", test_score_errors);
    return g_test_run();
}
