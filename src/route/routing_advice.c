/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The explanation of an assignment in sentences that a chair can act upon, simplest change first.
 */
#include "../paper/plural.h"

#include "chairlift/routing.h"

enum { SHOWN = 8 }; /* of a list */

static const char *paper_name(const ChairliftRouting *routing, guint paper)
{
    return routing->problem.paper_ids[paper];
}

static const char *person_name(const ChairliftRouting *routing, guint person)
{
    return chairlift_person_label(g_ptr_array_index(routing->people, person));
}

typedef const char *(*NameFunction)(const ChairliftRouting *routing, guint index);

/* "A, B, C and 4 more" */
static char *list(const ChairliftRouting *routing, const GArray *numbers, NameFunction name)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < MIN(numbers->len, (guint)SHOWN); i++)
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
                               name(routing, g_array_index(numbers, guint, i)));
    if (numbers->len > SHOWN)
        g_string_append_printf(text, " and %u more", numbers->len - SHOWN);
    return g_strdup(text->str);
}

static void G_GNUC_PRINTF(2, 3) say(GPtrArray *advice, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(advice, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

/* What people alone cannot end: papers want more of them than there are. */
static void advise_on_demand(const ChairliftRouting *routing, GPtrArray *advice)
{
    guint most = 0;
    for (guint paper = 0; paper < routing->papers->len; paper++)
        most = MAX(most, routing->problem.demand[paper]);
    if (most > routing->people->len)
        say(advice,
            "each paper wants %u chairs, and there %s only %u: add chairs, or ask for fewer", most,
            routing->people->len == 1 ? "is" : "are", routing->people->len);
}

/* Papers for which no capacity would be enough, because of their conflicts. */
static void advise_on_conflicts(const ChairliftRouting *routing,
                                const ChairliftBottleneck *bottleneck, GPtrArray *advice)
{
    for (guint i = 0; i < bottleneck->unplaced->len; i++) {
        const guint paper = g_array_index(bottleneck->unplaced, guint, i);
        guint allowed = 0;
        for (guint person = 0; person < routing->people->len; person++)
            allowed += chairlift_conflicts_reason(routing->conflicts, paper, person) == NULL;
        const guint demand = MIN(routing->problem.demand[paper], routing->people->len);
        if (allowed >= demand)
            continue;
        if (allowed == 0)
            say(advice,
                "paper %s has conflicts with everybody: lift one, or add a chair who has none",
                paper_name(routing, paper));
        else
            say(advice,
                "paper %s wants %u chairs, and only %u %s no conflict: lift %u of its "
                "conflicts, or add a chair who has none",
                paper_name(routing, paper), routing->problem.demand[paper], allowed,
                allowed == 1 ? "has" : "have", demand - allowed);
    }
}

static char *list_repair(const ChairliftRouting *routing, const GArray *repair)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < MIN(repair->len, (guint)SHOWN); i++) {
        const ChairliftExtraRoom *room = &g_array_index(repair, ChairliftExtraRoom, i);
        g_string_append_printf(text, "%s%s from %u to %u", i > 0 ? ", " : "",
                               person_name(routing, room->person),
                               routing->problem.capacity[room->person],
                               routing->problem.capacity[room->person] + room->extra);
    }
    if (repair->len > SHOWN)
        g_string_append_printf(text, " and %u more chair%s", repair->len - SHOWN,
                               chairlift_plural(repair->len - SHOWN));
    return g_strdup(text->str);
}

static void advise_on_capacity(const ChairliftRouting *routing,
                               const ChairliftBottleneck *bottleneck, GPtrArray *advice)
{
    const guint wanted = bottleneck->missing - bottleneck->stuck;
    if (wanted == 0)
        return;
    g_autofree char *unplaced = list(routing, bottleneck->unplaced, paper_name);
    g_autofree char *people = list(routing, bottleneck->people, person_name);
    const gboolean is_one = bottleneck->papers->len == 1;
    say(advice,
        "%u paper%s ask%s for %" G_GUINT64_FORMAT " place%s and %" G_GUINT64_FORMAT
        " %s to be had: all who could take %s (%s) are full; left over: %s",
        bottleneck->papers->len, is_one ? "" : "s", is_one ? "s" : "", bottleneck->demand,
        chairlift_plural(bottleneck->demand), bottleneck->room,
        bottleneck->room == 1 ? "is" : "are", is_one ? "it" : "them", people, unplaced);
    if (bottleneck->any_of != NULL && bottleneck->any_of->len > 0) {
        g_autofree char *any_of = list(routing, bottleneck->any_of, person_name);
        say(advice, "raising the capacity of %s%s by %u would be enough",
            bottleneck->any_of->len > 1 ? "any one of " : "", any_of, wanted);
    }
    g_autofree char *repair = list_repair(routing, bottleneck->repair);
    say(advice, "the fewest more places (%u), where they do most good: raise %s", wanted, repair);
}

/* The simplest remedy. Where conflicts alone are to blame, it is none. */
static void advise_on_uniform_load(const ChairliftRouting *routing, GPtrArray *advice)
{
    const GArray *uniform = routing->explanation->uniform;
    const GPtrArray *bottlenecks = routing->explanation->bottlenecks;
    gboolean any_wants_room = FALSE;
    for (guint i = 0; i < bottlenecks->len; i++) {
        const ChairliftBottleneck *bottleneck = g_ptr_array_index(bottlenecks, i);
        any_wants_room |= bottleneck->missing > bottleneck->stuck;
    }
    if (uniform->len == 0 || !any_wants_room)
        return;
    g_autoptr(GString) table = g_string_new(NULL);
    for (guint i = 0; i < uniform->len; i++) {
        const ChairliftUniformLoad *row = &g_array_index(uniform, ChairliftUniformLoad, i);
        g_string_append_printf(table, "%s%u each leaves %" G_GUINT64_FORMAT " over",
                               i > 0 ? ", " : "", row->load, row->unplaced);
    }
    say(advice, "if everybody took at most the same number of papers: %s", table->str);
}

static void advise_on_minimums(const ChairliftRouting *routing, GPtrArray *advice)
{
    for (guint i = 0; i < routing->explanation->idle->len; i++) {
        const ChairliftIdleGroup *idle = g_ptr_array_index(routing->explanation->idle, i);
        g_autofree char *people = list(routing, idle->people, person_name);
        say(advice,
            "%s: at least %" G_GUINT64_FORMAT " paper%s wanted%s, but only %" G_GUINT64_FORMAT
            " can come without a conflict and without taking from others' minimums: lower %s by "
            "%" G_GUINT64_FORMAT,
            people, idle->minimum, chairlift_plural(idle->minimum),
            idle->people->len > 1 ? " together" : "", idle->available,
            idle->people->len > 1 ? "their minimums" : "the minimum", idle->shortfall);
    }
}

GPtrArray *chairlift_routing_advice(const ChairliftRouting *routing)
{
    GPtrArray *advice = g_ptr_array_new_with_free_func(g_free);
    if (routing->explanation == NULL)
        return advice;
    const GPtrArray *bottlenecks = routing->explanation->bottlenecks;
    advise_on_uniform_load(routing, advice);
    advise_on_demand(routing, advice);
    for (guint i = 0; i < bottlenecks->len; i++) {
        advise_on_capacity(routing, g_ptr_array_index(bottlenecks, i), advice);
        advise_on_conflicts(routing, g_ptr_array_index(bottlenecks, i), advice);
    }
    advise_on_minimums(routing, advice);
    return advice;
}
