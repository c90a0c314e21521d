/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who wrote with whom, as a conflict: from people's own papers and from those at hand; and whom the
 * papers' own records name. */
#include <string.h>

#include "chairlift/routing.h"

typedef struct Scene {
    GPtrArray *papers, *people;
} Scene;

static ChairliftAuthor *author(const char *name, const char *id, const char *email)
{
    return chairlift_author_new(name, id, email, NULL);
}

static ChairliftPaper *add_submission(Scene *scene, const char *id)
{
    ChairliftPaper *paper = chairlift_paper_new(id, "tests");
    g_ptr_array_add(scene->papers, chairlift_routed_paper_new(paper));
    return paper;
}

static ChairliftPerson *add_person(Scene *scene, const char *id, const char *name)
{
    ChairliftPerson *person = chairlift_person_new();
    person->id = g_strdup(id);
    person->name = g_strdup(name);
    g_ptr_array_add(scene->people, person);
    return person;
}

/* A paper that the person wrote, with somebody else (owned). */
static void add_publication(ChairliftPerson *person, guint year, ChairliftAuthor *other)
{
    ChairliftPaper *paper = chairlift_paper_new("own", "tests");
    paper->year = year;
    g_ptr_array_add(paper->authors, author(person->name, person->id, NULL));
    g_ptr_array_add(paper->authors, other);
    g_ptr_array_add(person->publications, paper);
}

static void scene_init(Scene *scene)
{
    scene->papers = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_routed_paper_free);
    scene->people = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_person_free);
}

static void scene_clear(Scene *scene)
{
    g_ptr_array_unref(scene->papers);
    g_ptr_array_unref(scene->people);
}

static void expect(const Scene *scene, guint since, guint paper, guint person, const char *reason)
{
    const ChairliftConflictOptions options = {.coauthors_since = since};
    g_autoptr(ChairliftConflicts) conflicts =
        chairlift_conflicts_find(scene->papers, scene->people, &options);
    g_assert_cmpstr(chairlift_conflicts_reason(conflicts, paper, person), ==, reason);
}

static void test_own_papers(void)
{
    Scene scene;
    scene_init(&scene);
    g_ptr_array_add(add_submission(&scene, "p")->authors,
                    author("Cy Four", "~Cy_Four1", "cy@z.example"));
    ChairliftPerson *ida = add_person(&scene, "~Ida_One1", "Ida One");
    add_publication(ida, 2021, author("Cy Four", "~Cy_Four1", NULL));
    expect(&scene, 2022, 0, 0, NULL); /* too long ago */
    expect(&scene, 0, 0, 0, NULL);    /* not looked for */
    expect(&scene, 2021, 0, 0, "co-author of Cy Four, 2021");
    add_publication(ida, 2024, author("Cy Four", NULL, "CY@z.example"));
    expect(&scene, 2022, 0, 0, "co-author of Cy Four, 2024");
    scene_clear(&scene);
}

static void test_without_year(void)
{
    Scene scene;
    scene_init(&scene);
    g_ptr_array_add(add_submission(&scene, "p")->authors, author("Cy Four", "~Cy_Four1", NULL));
    add_publication(add_person(&scene, "~Ida_One1", "Ida One"), 0, author(NULL, "~Cy_Four1", NULL));
    expect(&scene, 2022, 0, 0, "co-author of Cy Four");
    scene_clear(&scene);
}

static void test_by_name(void)
{
    Scene scene;
    scene_init(&scene);
    g_ptr_array_add(add_submission(&scene, "p")->authors, author("Cy  FOUR", NULL, NULL));
    g_ptr_array_add(add_submission(&scene, "q")->authors, author("Cy Four", "~Cy_Four2", NULL));
    ChairliftPerson *ida = add_person(&scene, "~Ida_One1", "Ida One");
    add_publication(ida, 2024, author("Cy Four", "~Cy_Four1", NULL));
    expect(&scene, 2022, 0, 0, "co-author of Cy  FOUR, 2024, by name");
    expect(&scene, 2022, 1, 0, NULL); /* two profiles are two people */
    scene_clear(&scene);
}

/* Somebody who wrote one submission with an author of another. */
static void test_at_hand(void)
{
    Scene scene;
    scene_init(&scene);
    ChairliftPaper *together = add_submission(&scene, "p");
    g_ptr_array_add(together->authors, author("Ida One", "~Ida_One1", NULL));
    g_ptr_array_add(together->authors, author("Cy Four", "~Cy_Four1", NULL));
    g_ptr_array_add(add_submission(&scene, "q")->authors, author("Cy Four", "~Cy_Four1", NULL));
    g_ptr_array_add(add_submission(&scene, "r")->authors, author("Di Five", "~Di_Five1", NULL));
    add_person(&scene, "~Ida_One1", "Ida One");
    expect(&scene, 2022, 0, 0, "author");
    expect(&scene, 2022, 1, 0, "co-author of Cy Four");
    expect(&scene, 2022, 2, 0, NULL);
    scene_clear(&scene);
}

static void test_since(void)
{
    Scene scene;
    scene_init(&scene);
    g_autoptr(GError) error = NULL;
    g_autofree char *file = g_test_build_filename(G_TEST_DIST, "..", "corpus", "venues",
                                                  "mechinterp-icml-2026.venue", NULL);
    g_autoptr(ChairliftVenue) venue = chairlift_venue_load(file, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(chairlift_coauthors_since(venue, scene.people, 3), ==, 2023);
    g_assert_cmpuint(chairlift_coauthors_since(venue, scene.people, 0), ==, 0);
    g_ptr_array_set_size(venue->dates, 0);
    g_assert_cmpuint(chairlift_coauthors_since(venue, scene.people, 3), ==, 0);
    add_publication(add_person(&scene, "~Ida_One1", "Ida One"), 2019, author("X", NULL, NULL));
    g_assert_cmpuint(chairlift_coauthors_since(venue, scene.people, 3), ==, 2016);
    scene_clear(&scene);
}

/* Of the people whom a paper's record names, those who are here. */
static void test_named_by_papers(void)
{
    Scene scene;
    scene_init(&scene);
    ChairliftPaper *paper = add_submission(&scene, "p");
    chairlift_paper_add_conflict(paper, "IDA@x.example", "conflict in HotCRP (advisor)");
    chairlift_paper_add_conflict(paper, "nobody@x.example", "conflict in HotCRP");
    chairlift_paper_add_conflict(paper, " \n", "conflict in HotCRP");
    g_assert_cmpuint(paper->conflicts->len, ==, 2);
    add_submission(&scene, "q");
    add_person(&scene, "~Ida_One1", "Ida One")->email = g_strdup("ida@x.example");
    expect(&scene, 0, 0, 0, "conflict in HotCRP (advisor)");
    expect(&scene, 0, 1, 0, NULL);
    scene_clear(&scene);
}

static void test_collaborators(void)
{
    Scene scene;
    scene_init(&scene);
    g_ptr_array_add(add_submission(&scene, "p")->authors, author("Cy Four", "~Cy_Four1", NULL));
    ChairliftPerson *ida = add_person(&scene, "~Ida_One1", "Ida One");
    g_ptr_array_add(ida->collaborators, g_strdup("Nobody Here"));
    expect(&scene, 0, 0, 0, NULL);
    g_ptr_array_add(ida->collaborators, g_strdup("cy four"));
    expect(&scene, 0, 0, 0, "collaborator of an author (cy four)");
    scene_clear(&scene);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/coauthors/own-papers", test_own_papers);
    g_test_add_func("/coauthors/without-year", test_without_year);
    g_test_add_func("/coauthors/by-name", test_by_name);
    g_test_add_func("/coauthors/at-hand", test_at_hand);
    g_test_add_func("/coauthors/since", test_since);
    g_test_add_func("/coauthors/named-by-papers", test_named_by_papers);
    g_test_add_func("/coauthors/collaborators", test_collaborators);
    return g_test_run();
}
