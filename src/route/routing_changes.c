/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an earlier routing and this one do not have in common, paper by paper. */
#include <string.h>

#include "chairlift/routing.h"

/* People of a paper and role, then and now. */
typedef struct Pairing {
    gboolean is_old;   /* the earlier routing has the paper */
    GPtrArray *before; /* of const ChairliftListedConflict *, with a person */
    GPtrArray *after;  /* of const ChairliftPerson * */
} Pairing;

static Pairing *pairing_new(void)
{
    Pairing *pairing = g_new0(Pairing, 1);
    pairing->before = g_ptr_array_new();
    pairing->after = g_ptr_array_new();
    return pairing;
}

static void pairing_free(gpointer data)
{
    Pairing *pairing = data;
    g_ptr_array_unref(pairing->before);
    g_ptr_array_unref(pairing->after);
    g_free(pairing);
}

static void free_change(gpointer data)
{
    ChairliftRoutingChange *change = data;
    g_free(change->paper);
    g_free(change->before);
    g_free(change->after);
    g_free(change->reason);
    g_free(change);
}

/* The person of this id and role today, or G_MAXUINT. */
static guint find_person(const ChairliftRouting *routing, const char *id, ChairliftRole role)
{
    for (guint i = 0; i < routing->people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(routing->people, i);
        if (person->role == role && strcmp(person->id, id) == 0)
            return i;
    }
    return G_MAXUINT;
}

/* What to call somebody of an earlier routing. */
static const char *label_of(const ChairliftRouting *routing, const char *id, ChairliftRole role)
{
    const guint person = find_person(routing, id, role);
    return person != G_MAXUINT ? chairlift_person_label(g_ptr_array_index(routing->people, person))
                               : id;
}

/* The role that an earlier routing gave somebody; where it does not say, that of today. */
static ChairliftRole role_of(const ChairliftRouting *routing, const ChairliftListedConflict *pair)
{
    if (pair->role != NULL)
        return strcmp(pair->role, chairlift_role_name(CHAIRLIFT_ROLE_REVIEWER)) == 0
                   ? CHAIRLIFT_ROLE_REVIEWER
                   : CHAIRLIFT_ROLE_CHAIR;
    return pair->person != NULL &&
                   find_person(routing, pair->person, CHAIRLIFT_ROLE_CHAIR) == G_MAXUINT &&
                   find_person(routing, pair->person, CHAIRLIFT_ROLE_REVIEWER) != G_MAXUINT
               ? CHAIRLIFT_ROLE_REVIEWER
               : CHAIRLIFT_ROLE_CHAIR;
}

/* Each paper's pairings, by its id: an array of one for each role. */
static Pairing **pairings_of(GHashTable *table, const char *paper)
{
    Pairing **pairings = g_hash_table_lookup(table, paper);
    if (pairings == NULL) {
        pairings = g_new0(Pairing *, CHAIRLIFT_ROLES);
        for (guint role = 0; role < CHAIRLIFT_ROLES; role++)
            pairings[role] = pairing_new();
        g_hash_table_insert(table, g_strdup(paper), pairings);
    }
    return pairings;
}

static void free_pairings(gpointer data)
{
    Pairing **pairings = data;
    for (guint role = 0; role < CHAIRLIFT_ROLES; role++)
        pairing_free(pairings[role]);
    g_free(pairings);
}

static GHashTable *pair_up(const ChairliftRouting *routing)
{
    GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_pairings);
    for (guint i = 0; i < routing->previous->len; i++) {
        const ChairliftListedConflict *pair = g_ptr_array_index(routing->previous, i);
        Pairing *pairing = pairings_of(table, pair->paper)[role_of(routing, pair)];
        pairing->is_old = TRUE;
        if (pair->person != NULL)
            g_ptr_array_add(pairing->before, (gpointer)pair);
    }
    const GArray *placements = routing->assignment->placements;
    for (guint i = 0; i < placements->len; i++) {
        const ChairliftPlacement *placement = &g_array_index(placements, ChairliftPlacement, i);
        ChairliftPerson *person = g_ptr_array_index(routing->people, placement->person);
        const char *paper = routing->problem.paper_ids[placement->paper];
        g_ptr_array_add(pairings_of(table, paper)[person->role]->after, person);
    }
    return table;
}

static gboolean stays(const Pairing *pairing, const ChairliftListedConflict *before)
{
    for (guint i = 0; i < pairing->after->len; i++) {
        if (strcmp(((const ChairliftPerson *)g_ptr_array_index(pairing->after, i))->id,
                   before->person) == 0)
            return TRUE;
    }
    return FALSE;
}

static gboolean is_same(const Pairing *pairing)
{
    gboolean same = pairing->before->len == pairing->after->len;
    for (guint i = 0; same && i < pairing->before->len; i++)
        same = stays(pairing, g_ptr_array_index(pairing->before, i));
    return same;
}

/* Why somebody has the paper no longer. */
static char *reason_of(const ChairliftRouting *routing, guint paper, ChairliftRole role,
                       const Pairing *pairing, const ChairliftListedConflict *before)
{
    const guint person = find_person(routing, before->person, role);
    const char *label = label_of(routing, before->person, role);
    if (person == G_MAXUINT)
        return g_strdup_printf("%s is no %s any more", label, chairlift_role_name(role));
    const char *conflict = chairlift_conflicts_reason(routing->conflicts, paper, person);
    if (conflict != NULL)
        return g_strdup_printf("%s has a conflict (%s)", label, conflict);
    if (pairing->before->len > chairlift_routing_demand(routing, paper, role))
        return g_strdup("the paper wants fewer people");
    if (routing->assignment->load[person] >= routing->problem.capacity[person])
        return g_strdup_printf("%s is full with others", label);
    return g_strdup("so that more papers find a place or minimums are met");
}

/* Adds a reason, unless it stands there already. */
static void add_reason(GString *text, const char *reason)
{
    if (strstr(text->str, reason) == NULL)
        g_string_append_printf(text, "%s%s", text->len > 0 ? "; " : "", reason);
}

static char *names_before(const ChairliftRouting *routing, const Pairing *pairing,
                          ChairliftRole role)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < pairing->before->len; i++) {
        const ChairliftListedConflict *pair = g_ptr_array_index(pairing->before, i);
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
                               label_of(routing, pair->person, role));
    }
    return g_string_free(text, FALSE);
}

static char *names_after(const Pairing *pairing)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < pairing->after->len; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
                               chairlift_person_label(g_ptr_array_index(pairing->after, i)));
    return g_string_free(text, FALSE);
}

static ChairliftRoutingChange *add_change(GPtrArray *changes, const char *paper, ChairliftRole role)
{
    ChairliftRoutingChange *change = g_new0(ChairliftRoutingChange, 1);
    change->paper = g_strdup(paper);
    change->role = role;
    g_ptr_array_add(changes, change);
    return change;
}

static void compare_paper(const ChairliftRouting *routing, guint paper, ChairliftRole role,
                          const Pairing *pairing, gboolean is_new, GPtrArray *changes)
{
    if (is_same(pairing) && !(is_new && chairlift_routing_demand(routing, paper, role) > 0))
        return;
    ChairliftRoutingChange *change = add_change(changes, routing->problem.paper_ids[paper], role);
    g_autoptr(GString) reason = g_string_new(NULL);
    for (guint i = 0; i < pairing->before->len; i++) {
        const ChairliftListedConflict *before = g_ptr_array_index(pairing->before, i);
        if (stays(pairing, before))
            continue;
        g_autofree char *why = reason_of(routing, paper, role, pairing, before);
        add_reason(reason, why);
    }
    if (reason->len == 0)
        g_string_append(reason, is_new ? "new" : "had fewer people than it wants");
    change->before = is_new ? NULL : names_before(routing, pairing, role);
    change->after = names_after(pairing);
    change->reason = g_strdup(reason->str);
}

/* Whether the earlier routing gave papers to people of the role at all. */
static gboolean was_assigned(const ChairliftRouting *routing, ChairliftRole role)
{
    for (guint i = 0; i < routing->previous->len; i++) {
        if (role_of(routing, g_ptr_array_index(routing->previous, i)) == role)
            return TRUE;
    }
    return FALSE;
}

/* Papers that are not here any more, each once, in the order of the earlier routing. */
static void add_withdrawn(const ChairliftRouting *routing, GHashTable *table, GHashTable *present,
                          GPtrArray *changes)
{
    for (guint i = 0; i < routing->previous->len; i++) {
        const ChairliftListedConflict *pair = g_ptr_array_index(routing->previous, i);
        if (!g_hash_table_add(present, pair->paper))
            continue;
        Pairing **pairings = g_hash_table_lookup(table, pair->paper);
        for (guint role = 0; role < CHAIRLIFT_ROLES; role++) {
            if (pairings[role]->before->len == 0)
                continue;
            ChairliftRoutingChange *change = add_change(changes, pair->paper, (ChairliftRole)role);
            change->before = names_before(routing, pairings[role], (ChairliftRole)role);
            change->reason = g_strdup("withdrawn");
        }
    }
}

GPtrArray *chairlift_routing_changes(const ChairliftRouting *routing)
{
    GPtrArray *changes = g_ptr_array_new_with_free_func(free_change);
    if (routing->previous == NULL)
        return changes;
    g_autoptr(GHashTable) table = pair_up(routing);
    g_autoptr(GHashTable) present = g_hash_table_new(g_str_hash, g_str_equal);
    gboolean compares[CHAIRLIFT_ROLES];
    for (guint role = 0; role < CHAIRLIFT_ROLES; role++)
        compares[role] = was_assigned(routing, (ChairliftRole)role);
    for (guint paper = 0; paper < routing->papers->len; paper++) {
        const char *id = routing->problem.paper_ids[paper];
        Pairing **pairings = pairings_of(table, id);
        gboolean is_new = TRUE;
        for (guint role = 0; role < CHAIRLIFT_ROLES; role++)
            is_new &= !pairings[role]->is_old;
        g_hash_table_add(present, (gpointer)id);
        for (guint role = 0; role < CHAIRLIFT_ROLES; role++) {
            if (compares[role])
                compare_paper(routing, paper, (ChairliftRole)role, pairings[role], is_new, changes);
        }
    }
    add_withdrawn(routing, table, present, changes);
    return changes;
}
