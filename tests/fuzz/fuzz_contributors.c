/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a list of contributors: either people with something known of each, or an error in
 * one line that names the file. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "chairlift/contributors.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_strings(const GPtrArray *strings)
{
    for (guint i = 0; i < strings->len; i++) {
        const char *string = g_ptr_array_index(strings, i);
        if (*string == '\0' || !g_utf8_validate(string, -1, NULL))
            abort();
    }
}

static void check_person(const ChairliftContributor *person)
{
    if (person->names->len + person->emails->len + person->institutions->len +
            person->accounts->len ==
        0)
        abort();
    for (guint i = 0; i < person->names->len; i++) {
        const ChairliftContributorName *name = g_ptr_array_index(person->names, i);
        if (name->family == NULL || *name->family == '\0' ||
            !g_utf8_validate(name->family, -1, NULL) ||
            (name->given != NULL && !g_utf8_validate(name->given, -1, NULL)))
            abort();
    }
    check_strings(person->emails);
    check_strings(person->institutions);
    check_strings(person->accounts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(ChairliftInput) input = chairlift_input_new_for_bytes("team", data, size);
    g_autoptr(GError) error = NULL;
    g_autoptr(ChairliftContributors) contributors = chairlift_contributors_read(input, &error);
    if ((contributors == NULL) != (error != NULL))
        abort();
    if (error != NULL &&
        (!g_str_has_prefix(error->message, "team:") || strchr(error->message, '\n') != NULL))
        abort();
    for (guint i = 0; contributors != NULL && i < contributors->people->len; i++)
        check_person(g_ptr_array_index(contributors->people, i));
    return 0;
}
