/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a file that is to be uploaded: either rows that can be verified, or an error in one
 * line with its place. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "chairlift/upload.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static GPtrArray *papers_of_tests(void)
{
    GPtrArray *papers = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_routed_paper_free);
    g_ptr_array_add(papers, chairlift_routed_paper_new(chairlift_paper_new("note-a", "x")));
    g_ptr_array_add(papers, chairlift_routed_paper_new(chairlift_paper_new("2", "x")));
    return papers;
}

/* One chair, who also reviews. */
static GPtrArray *people_of_tests(void)
{
    GPtrArray *people = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_person_free);
    for (guint role = 0; role < CHAIRLIFT_ROLES; role++) {
        ChairliftPerson *person = chairlift_person_new();
        person->role = (ChairliftRole)role;
        person->id = g_strdup("~Ida_One1");
        person->name = g_strdup("Ida One");
        person->email = g_strdup("ida@x.example");
        person->has_capacity = TRUE;
        person->capacity = 1;
        g_ptr_array_add(people, person);
    }
    return people;
}

static void verify(const ChairliftUpload *upload)
{
    g_autoptr(GPtrArray) papers = papers_of_tests(), people = people_of_tests();
    const ChairliftConflictOptions how = {.file = "x"};
    g_autoptr(ChairliftConflicts) conflicts = chairlift_conflicts_find(papers, people, &how);
    const guint demand[CHAIRLIFT_ROLES] = {1, 2};
    g_autoptr(GPtrArray) findings =
        chairlift_upload_verify(upload, papers, people, conflicts, demand);
    for (guint i = 0; i < findings->len; i++) {
        const ChairliftUploadFinding *finding = g_ptr_array_index(findings, i);
        if (strchr(finding->text, '\n') != NULL || !g_utf8_validate(finding->text, -1, NULL))
            abort();
    }
    if (upload->rows->len == 0 && findings->len == 0)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(ChairliftInput) input = chairlift_input_new_for_bytes("x.csv", data, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftUpload) upload = chairlift_upload_read(input, &error);
    if ((upload == NULL) != (error != NULL))
        abort();
    if (error != NULL &&
        (!g_str_has_prefix(error->message, "x.csv:") || strchr(error->message, '\n') != NULL ||
         !g_utf8_validate(error->message, -1, NULL)))
        abort();
    if (upload != NULL)
        verify(upload);
    return 0;
}
