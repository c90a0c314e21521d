/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom and what a name, an id, a number or an e-mail address stands for. */
#include <string.h>

#include "chairlift/names.h"
#include "chairlift/people.h"
#include "chairlift/routed_paper.h"

typedef struct Cast {
    GPtrArray *papers, *people;
    ChairliftNames *names;
} Cast;

static void add_person(Cast *cast, const char *id, const char *name, const char *email,
                       const char *alias)
{
    ChairliftPerson *person = chairlift_person_new();
    person->id = g_strdup(id);
    person->name = g_strdup(name);
    person->email = g_strdup(email);
    if (alias != NULL)
        g_ptr_array_add(person->aliases, g_strdup(alias));
    g_ptr_array_add(cast->people, person);
}

static ChairliftPaper *add_paper(Cast *cast, const char *id, const char *number)
{
    ChairliftPaper *paper = chairlift_paper_new(id, "tests");
    paper->number = g_strdup(number);
    g_ptr_array_add(cast->papers, chairlift_routed_paper_new(paper));
    return paper;
}

static void cast_init(Cast *cast)
{
    cast->papers = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_routed_paper_free);
    cast->people = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_person_free);
    add_person(cast, "~Ida_One1", "Ida One", "ida@x.example", "ida@old.example");
    add_person(cast, "~Bo_Two1", "Bo Two", NULL, NULL);
    add_person(cast, "~Bo_Two2", "Bo  TWO", NULL, NULL);
    add_person(cast, "~Jos\xC3\xA9_Tres1", "Jos\xC3\xA9 Tres-Tres", NULL, NULL);
    ChairliftPaper *first = add_paper(cast, "aB3_x", "7");
    g_ptr_array_add(first->authors,
                    chairlift_author_new("Cy Four", "~Cy_Four1", "cy@z.example", NULL));
    g_ptr_array_add(first->authors, chairlift_author_new(NULL, "~Bo_Two1", "bo@y.example", NULL));
    ChairliftPaper *second = add_paper(cast, "7", "8");
    g_ptr_array_add(second->authors, chairlift_author_new("Cy Four", NULL, NULL, NULL));
    cast->names = chairlift_names_new(cast->papers, cast->people);
}

static void cast_clear(Cast *cast)
{
    chairlift_names_free(cast->names);
    g_ptr_array_unref(cast->papers);
    g_ptr_array_unref(cast->people);
}

/* The indices found are those of `wanted` ("0 2"), "" for none. */
static void expect(const GArray *found, const char *wanted)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; found != NULL && i < found->len; i++)
        g_string_append_printf(text, "%s%u", i > 0 ? " " : "", g_array_index(found, guint, i));
    g_assert_cmpstr(text->str, ==, wanted);
}

static void test_people(void)
{
    Cast cast;
    cast_init(&cast);
    static const struct {
        const char *name, *wanted;
    } CASES[] = {
        {"~Ida_One1", "0"},
        {"~IDA_one1", "0"},
        {"Ida@X.example", "0"},
        {"ida@old.example", "0"},
        {"ida  one", "0"},
        {"One Ida", ""},
        {"Bo Two", "1 2"},     /* either could be meant */
        {"bo@y.example", "1"}, /* a paper says whose address it is */
        {"jos\xC3\x89 tres tres", "3"},
        {"jose tres tres", ""},
        {"Cy Four", ""}, /* an author who is not among the people */
        {"", ""},
        {"...", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++)
        expect(chairlift_names_people(cast.names, CASES[i].name), CASES[i].wanted);
    cast_clear(&cast);
}

static void test_papers(void)
{
    Cast cast;
    cast_init(&cast);
    expect(chairlift_names_papers(cast.names, "ab3_X"), "0");
    expect(chairlift_names_papers(cast.names, "7"), "0 1"); /* one's number, the other's id */
    expect(chairlift_names_papers(cast.names, "8"), "1");
    expect(chairlift_names_papers(cast.names, "~Cy_Four1"), "");
    expect(chairlift_names_papers_of(cast.names, "8"), "1");
    expect(chairlift_names_papers_of(cast.names, "~cy_four1"), "0");
    expect(chairlift_names_papers_of(cast.names, "cy@z.example"), "0");
    expect(chairlift_names_papers_of(cast.names, "Cy Four"), "0 1");
    expect(chairlift_names_papers_of(cast.names, "Ida One"), "");
    cast_clear(&cast);
}

static void test_nothing(void)
{
    g_autoptr(GPtrArray) none = g_ptr_array_new();
    g_autoptr(ChairliftNames) names = chairlift_names_new(none, none);
    expect(chairlift_names_people(names, "Ida One"), "");
    expect(chairlift_names_papers(names, "7"), "");
    expect(chairlift_names_papers_of(names, "7"), "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/names/people", test_people);
    g_test_add_func("/names/papers", test_papers);
    g_test_add_func("/names/nothing", test_nothing);
    return g_test_run();
}
