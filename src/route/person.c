/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chairlift/paper.h"
#include "chairlift/people.h"

const char *chairlift_role_name(ChairliftRole role)
{
    static const char *const NAMES[CHAIRLIFT_ROLES] = {"chair", "reviewer"};
    return NAMES[role];
}

ChairliftPerson *chairlift_person_new(void)
{
    ChairliftPerson *person = g_new0(ChairliftPerson, 1);
    person->aliases = g_ptr_array_new_with_free_func(g_free);
    person->publications = g_ptr_array_new_with_free_func((GDestroyNotify)chairlift_paper_free);
    person->topics = g_array_new(FALSE, FALSE, sizeof(guint));
    person->institutions = g_ptr_array_new_with_free_func(g_free);
    person->conflicts = g_ptr_array_new_with_free_func(g_free);
    person->collaborators = g_ptr_array_new_with_free_func(g_free);
    return person;
}

void chairlift_person_free(ChairliftPerson *person)
{
    if (person == NULL)
        return;
    g_free(person->id);
    g_free(person->name);
    g_free(person->email);
    g_free(person->file);
    g_ptr_array_unref(person->aliases);
    g_ptr_array_unref(person->publications);
    g_array_unref(person->topics);
    g_ptr_array_unref(person->institutions);
    g_ptr_array_unref(person->conflicts);
    g_ptr_array_unref(person->collaborators);
    g_free(person);
}

const char *chairlift_person_label(const ChairliftPerson *person)
{
    return person->name != NULL ? person->name : person->id;
}

void chairlift_listed_conflict_free(ChairliftListedConflict *conflict)
{
    if (conflict == NULL)
        return;
    g_free(conflict->paper);
    g_free(conflict->person);
    g_free(conflict->reason);
    g_free(conflict->role);
    g_free(conflict);
}

void chairlift_bid_free(ChairliftBid *bid)
{
    if (bid == NULL)
        return;
    g_free(bid->paper);
    g_free(bid->person);
    g_free(bid);
}
