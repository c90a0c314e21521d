/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "institutions.h"

#include <stdlib.h>
#include <string.h>

#include "chairlift/routing.h"

/* Takes ownership of name. Groups of the same people are one. */
static void add_group(ChairliftColleagues *colleagues, char *name, const GArray *members,
                      gboolean is_strict)
{
    g_ptr_array_add(colleagues->names, name);
    for (guint i = 0; i < colleagues->groups->len; i++) {
        ChairliftGroup *group = &g_array_index(colleagues->groups, ChairliftGroup, i);
        if (group->length == members->len &&
            memcmp(group->people, members->data, members->len * sizeof(guint)) == 0) {
            group->is_strict |= is_strict;
            return;
        }
    }
    guint *people = g_memdup2(members->data, members->len * sizeof(guint));
    g_ptr_array_add(colleagues->members, people);
    const ChairliftGroup group = {name, people, members->len, is_strict};
    g_array_append_val(colleagues->groups, group);
}

static int by_key(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Institutions in the order of their names. */
static void add_institutions(ChairliftColleagues *colleagues, const GPtrArray *people)
{
    g_autoptr(GHashTable) institutions = chairlift_people_by_institution(people);
    guint length = 0;
    g_autofree gpointer *keys = g_hash_table_get_keys_as_array(institutions, &length);
    qsort(keys, length, sizeof *keys, by_key);
    for (guint i = 0; i < length; i++) {
        const GArray *members = g_hash_table_lookup(institutions, keys[i]);
        if (members->len > 1)
            add_group(colleagues, g_strdup(keys[i]), members, FALSE);
    }
}

/* The same id, or the same address, in another role is the same person. */
static gboolean is_same(const ChairliftPerson *first, const ChairliftPerson *second)
{
    return first->role != second->role && (g_ascii_strcasecmp(first->id, second->id) == 0 ||
                                           (first->email != NULL && second->email != NULL &&
                                            g_ascii_strcasecmp(first->email, second->email) == 0));
}

static void add_people_with_two_roles(ChairliftColleagues *colleagues, const GPtrArray *people)
{
    for (guint i = 0; i < people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(people, i);
        for (guint k = i + 1; k < people->len; k++) {
            if (!is_same(person, g_ptr_array_index(people, k)))
                continue;
            g_autoptr(GArray) both = g_array_new(FALSE, FALSE, sizeof(guint));
            g_array_append_val(both, i);
            g_array_append_val(both, k);
            add_group(colleagues, g_strdup(person->id), both, TRUE);
        }
    }
}

ChairliftColleagues *chairlift_colleagues_find(const GPtrArray *people, gboolean institutions)
{
    ChairliftColleagues *colleagues = g_new0(ChairliftColleagues, 1);
    colleagues->groups = g_array_new(FALSE, FALSE, sizeof(ChairliftGroup));
    colleagues->names = g_ptr_array_new_with_free_func(g_free);
    colleagues->members = g_ptr_array_new_with_free_func(g_free);
    if (institutions)
        add_institutions(colleagues, people);
    add_people_with_two_roles(colleagues, people);
    return colleagues;
}

void chairlift_colleagues_free(ChairliftColleagues *colleagues)
{
    if (colleagues == NULL)
        return;
    g_array_unref(colleagues->groups);
    g_ptr_array_unref(colleagues->names);
    g_ptr_array_unref(colleagues->members);
    g_free(colleagues);
}
