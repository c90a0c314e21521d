/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The explanation of an assignment in sentences that a chair can act upon: for each bottleneck the
 * cheapest change first, then what changes everybody.
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

static const char *role_name(guint role)
{
    return chairlift_role_name((ChairliftRole)role);
}

static const ChairliftPerson *person_at(const ChairliftRouting *routing, guint index)
{
    return g_ptr_array_index(routing->people, index);
}

/* The load of reciprocal reviewers when a role has nobody else, so that one number says what all of
 * them take; else 0. */
static guint reciprocal_load(const ChairliftRouting *routing, guint role)
{
    guint load = 0;
    for (guint i = 0; i < routing->people->len; i++) {
        const ChairliftPerson *person = person_at(routing, i);
        if (person->role == role && !person->is_reciprocal)
            return 0;
        load = person->role == role ? person->capacity : load;
    }
    return load;
}

/* People of a role, and those of them without a conflict with the paper (G_MAXUINT: all). */
static guint count_people(const ChairliftRouting *routing, guint role, guint paper)
{
    guint count = 0;
    for (guint i = 0; i < routing->people->len; i++)
        count += person_at(routing, i)->role == role &&
                 (paper == G_MAXUINT ||
                  chairlift_conflicts_reason(routing->conflicts, paper, i) == NULL);
    return count;
}

/* What people alone cannot end: papers want more of them than there are. */
static void advise_on_demand(const ChairliftRouting *routing, guint role, GPtrArray *advice)
{
    guint most = 0;
    for (guint paper = 0; paper < routing->papers->len; paper++)
        most = MAX(most, chairlift_routing_demand(routing, paper, (ChairliftRole)role));
    const guint people = count_people(routing, role, G_MAXUINT);
    if (most > people)
        say(advice, "each paper wants %u %ss, and there %s only %u: add %ss, or ask for fewer",
            most, role_name(role), people == 1 ? "is" : "are", people, role_name(role));
}

/* Papers for which no capacity would be enough, because of their conflicts. */
static void advise_on_conflicts(const ChairliftRouting *routing,
                                const ChairliftBottleneck *bottleneck, GPtrArray *advice)
{
    const char *role = role_name(bottleneck->role);
    for (guint i = 0; i < bottleneck->unplaced->len; i++) {
        const guint paper = g_array_index(bottleneck->unplaced, guint, i);
        const guint allowed = count_people(routing, bottleneck->role, paper);
        const guint wanted =
            chairlift_routing_demand(routing, paper, (ChairliftRole)bottleneck->role);
        const guint demand = MIN(wanted, count_people(routing, bottleneck->role, G_MAXUINT));
        if (allowed >= demand)
            continue;
        if (allowed == 0)
            say(advice, "paper %s has conflicts with everybody: lift one, or add a %s who has none",
                paper_name(routing, paper), role);
        else
            say(advice,
                "paper %s wants %u %ss, and only %u %s no conflict: lift %u of its "
                "conflicts, or add a %s who has none",
                paper_name(routing, paper), wanted, role, allowed, allowed == 1 ? "has" : "have",
                demand - allowed, role);
    }
}

/* Papers left over that could go to nobody who knows them, even if there were room. */
static void advise_on_topics(const ChairliftRouting *routing, const ChairliftBottleneck *bottleneck,
                             GPtrArray *advice)
{
    for (guint i = 0; i < bottleneck->unplaced->len; i++) {
        const guint paper = g_array_index(bottleneck->unplaced, guint, i);
        const char *topic =
            chairlift_routing_barred_topic(routing, paper, (ChairliftRole)bottleneck->role);
        if (topic != NULL && count_people(routing, bottleneck->role, paper) > 0)
            say(advice, "paper %s has conflicts with everybody who declared %s",
                paper_name(routing, paper), topic);
    }
}

/* All of them, however many: this is done, not only read. */
static char *list_repair(const ChairliftRouting *routing, const GArray *repair)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < repair->len; i++) {
        const ChairliftExtraRoom *room = &g_array_index(repair, ChairliftExtraRoom, i);
        g_string_append_printf(text, "%s%s from %u to %u", i > 0 ? ", " : "",
                               person_name(routing, room->person),
                               routing->problem.capacity[room->person],
                               routing->problem.capacity[room->person] + room->extra);
    }
    return g_strdup(text->str);
}

/* If each of some people alone could take all that is wanted, they can share it in any way: the
 * vectors of extra places that end the shortage are the bases of an integral polymatroid, and a
 * mean of bases in whole numbers is a base. */
static void advise_on_any_of(const ChairliftRouting *routing, const ChairliftBottleneck *bottleneck,
                             guint wanted, GPtrArray *advice)
{
    const guint length = bottleneck->any_of != NULL ? bottleneck->any_of->len : 0;
    if (length == 0)
        return;
    g_autofree char *any_of = list(routing, bottleneck->any_of, person_name);
    if (length == 1)
        say(advice, "raising the capacity of %s by %u would be enough", any_of, wanted);
    else if (wanted == 1)
        say(advice, "raising the capacity of any one of %s by 1 would be enough", any_of);
    else if (wanted == length)
        say(advice,
            "raising the capacity of each of %s by 1 would be enough, or of any of them, %u "
            "together",
            any_of, wanted);
    else if (wanted < length)
        say(advice,
            "raising the capacity of any %u of %s by 1 would be enough, or of any one of them by "
            "%u",
            wanted, any_of, wanted);
    else
        say(advice, "raising the capacities of any of %s by %u together would be enough", any_of,
            wanted);
}

static void advise_on_capacity(const ChairliftRouting *routing,
                               const ChairliftBottleneck *bottleneck, GPtrArray *advice)
{
    const guint wanted = bottleneck->missing - bottleneck->stuck;
    if (wanted == 0)
        return;
    const char *role = chairlift_routing_has_roles(routing) ? role_name(bottleneck->role) : "";
    const char *gap = *role != '\0' ? " " : "";
    g_autofree char *unplaced = list(routing, bottleneck->unplaced, paper_name);
    g_autofree char *people = list(routing, bottleneck->people, person_name);
    const gboolean is_one = bottleneck->papers->len == 1;
    say(advice,
        "%u paper%s ask%s for %" G_GUINT64_FORMAT " %s%splace%s and %" G_GUINT64_FORMAT
        " %s to be had: all who could take %s (%s) are full; left over: %s",
        bottleneck->papers->len, is_one ? "" : "s", is_one ? "s" : "", bottleneck->demand, role,
        gap, chairlift_plural(bottleneck->demand), bottleneck->room,
        bottleneck->room == 1 ? "is" : "are", is_one ? "it" : "them", people, unplaced);
    if (reciprocal_load(routing, bottleneck->role) > 0)
        return;
    advise_on_any_of(routing, bottleneck, wanted, advice);
    if (bottleneck->repair->len == 0)
        return;
    g_autofree char *repair = list_repair(routing, bottleneck->repair);
    say(advice, "the fewest more places (%u), where they do most good: raise %s", wanted, repair);
}

/* The load with which capacity leaves nothing over that it can fill; 0 when that is not known. */
static guint sufficient_load(const ChairliftRouting *routing, guint role)
{
    const GArray *uniform = routing->explanation->uniform;
    guint load = 0;
    for (guint i = 0; i < uniform->len; i++) {
        const ChairliftUniformLoad *row = &g_array_index(uniform, ChairliftUniformLoad, i);
        load = row->role == role ? row->load : load;
    }
    return load;
}

/* Reciprocal reviewers all take the same: their load is what can be raised. */
static void advise_on_reciprocal_load(const ChairliftRouting *routing, guint role,
                                      GPtrArray *advice)
{
    const guint load = reciprocal_load(routing, role), enough = sufficient_load(routing, role);
    if (load > 0 && enough > load)
        say(advice,
            "raising the load of reciprocal reviewers from %u to %u (--reciprocal-load %u) would "
            "be enough, or adding reviewers (--reviewers)",
            load, enough, enough);
}

/* What would be simple, but changes everybody. Where conflicts alone are to blame, it is no remedy.
 */
static void advise_on_uniform_load(const ChairliftRouting *routing, guint role, GPtrArray *advice)
{
    const GArray *uniform = routing->explanation->uniform;
    const GPtrArray *bottlenecks = routing->explanation->bottlenecks;
    gboolean any_wants_room = FALSE;
    for (guint i = 0; i < bottlenecks->len; i++) {
        const ChairliftBottleneck *bottleneck = g_ptr_array_index(bottlenecks, i);
        any_wants_room |= bottleneck->role == role && bottleneck->missing > bottleneck->stuck;
    }
    g_autoptr(GString) table = g_string_new(NULL);
    for (guint i = 0; i < uniform->len; i++) {
        const ChairliftUniformLoad *row = &g_array_index(uniform, ChairliftUniformLoad, i);
        if (row->role == role)
            g_string_append_printf(table, "%s%u each leaves %" G_GUINT64_FORMAT " over",
                                   table->len > 0 ? ", " : "", row->load, row->unplaced);
    }
    if (table->len > 0 && any_wants_room)
        say(advice, "if %s took at most the same number of papers: %s",
            !chairlift_routing_has_roles(routing) ? "everybody"
            : role == CHAIRLIFT_ROLE_CHAIR        ? "all chairs"
                                                  : "all reviewers",
            table->str);
}

/* "a.example for paper x, b.example for paper y": all of them, too. */
static char *list_lifts(const ChairliftRouting *routing, const GArray *lifts)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < lifts->len; i++) {
        const ChairliftLift *lift = &g_array_index(lifts, ChairliftLift, i);
        g_string_append_printf(text, "%s%s for paper %s", i > 0 ? ", " : "",
                               routing->problem.groups[lift->group].name,
                               paper_name(routing, lift->paper));
    }
    return g_strdup(text->str);
}

static void advise_on_lifts(const ChairliftRouting *routing, const ChairliftExceptions *exceptions,
                            GPtrArray *advice)
{
    if (exceptions->apart == 0)
        return;
    g_autofree char *lifts = list_lifts(routing, exceptions->lifts);
    say(advice,
        "%" G_GUINT64_FORMAT
        " place%s empty only because people of one institution may not be with "
        "a paper together; %u exception%s would fill %s: one more of %s",
        exceptions->apart, exceptions->apart == 1 ? " is" : "s are", exceptions->lifts->len,
        chairlift_plural(exceptions->lifts->len), exceptions->apart == 1 ? "it" : "them", lifts);
}

static void advise_on_places(const ChairliftRouting *routing, const ChairliftExceptions *exceptions,
                             GPtrArray *advice)
{
    guint extra = 0;
    for (guint i = 0; i < exceptions->repair->len; i++)
        extra += g_array_index(exceptions->repair, ChairliftExtraRoom, i).extra;
    if (extra > 0) {
        g_autofree char *repair = list_repair(routing, exceptions->repair);
        say(advice,
            "as long as institutions are kept apart, the fewest more places (%u), where they do "
            "most good: "
            "raise %s",
            extra, repair);
    }
    guint64 known = 0, known_idle = 0;
    for (guint i = 0; i < routing->explanation->bottlenecks->len; i++) {
        const ChairliftBottleneck *bottleneck =
            g_ptr_array_index(routing->explanation->bottlenecks, i);
        known += bottleneck->stuck;
    }
    for (guint i = 0; i < routing->explanation->idle->len; i++) {
        const ChairliftIdleGroup *idle = g_ptr_array_index(routing->explanation->idle, i);
        known_idle += idle->shortfall;
    }
    if (exceptions->stuck > known)
        say(advice,
            "%" G_GUINT64_FORMAT " place%s no capacity fills without lifting conflicts or adding "
            "people of other institutions",
            exceptions->stuck, chairlift_plural(exceptions->stuck));
    if (exceptions->idle > known_idle)
        say(advice,
            "%" G_GUINT64_FORMAT " paper%s that minimums ask for cannot come as long as "
            "institutions are kept apart: lower minimums by %" G_GUINT64_FORMAT " together",
            exceptions->idle, chairlift_plural(exceptions->idle), exceptions->idle);
}

/* Where institutions are kept apart: what is cheaper comes first. */
static void advise_on_exceptions(const ChairliftRouting *routing, GPtrArray *advice)
{
    const ChairliftExceptions *exceptions = routing->explanation->exceptions;
    if (exceptions == NULL)
        return;
    guint extra = 0;
    for (guint i = 0; i < exceptions->repair->len; i++)
        extra += g_array_index(exceptions->repair, ChairliftExtraRoom, i).extra;
    const gboolean places_first =
        extra > 0 && exceptions->stuck == 0 && extra < exceptions->lifts->len;
    if (places_first)
        advise_on_places(routing, exceptions, advice);
    advise_on_lifts(routing, exceptions, advice);
    if (!places_first)
        advise_on_places(routing, exceptions, advice);
}

static void advise_on_minimums(const ChairliftRouting *routing, GPtrArray *advice)
{
    for (guint i = 0; i < routing->explanation->idle->len; i++) {
        const ChairliftIdleGroup *idle = g_ptr_array_index(routing->explanation->idle, i);
        const guint role = person_at(routing, g_array_index(idle->people, guint, 0))->role;
        g_autofree char *people = list(routing, idle->people, person_name);
        g_autofree char *change =
            reciprocal_load(routing, role) > 0
                ? g_strdup("lower --reciprocal-load")
                : g_strdup_printf("lower %s by %" G_GUINT64_FORMAT,
                                  idle->people->len > 1 ? "their minimums" : "the minimum",
                                  idle->shortfall);
        say(advice,
            "%s: at least %" G_GUINT64_FORMAT " paper%s wanted%s, but only %" G_GUINT64_FORMAT
            " can come without a conflict and without taking from others' minimums: %s, or ask for "
            "more %ss for each paper",
            people, idle->minimum, chairlift_plural(idle->minimum),
            idle->people->len > 1 ? " together" : "", idle->available, change, role_name(role));
    }
}

GPtrArray *chairlift_routing_advice(const ChairliftRouting *routing, gboolean with_loads)
{
    GPtrArray *advice = g_ptr_array_new_with_free_func(g_free);
    if (routing->explanation == NULL)
        return advice;
    const GPtrArray *bottlenecks = routing->explanation->bottlenecks;
    for (guint role = 0; role < routing->problem.roles; role++)
        advise_on_demand(routing, role, advice);
    for (guint i = 0; i < bottlenecks->len; i++) {
        advise_on_capacity(routing, g_ptr_array_index(bottlenecks, i), advice);
        advise_on_conflicts(routing, g_ptr_array_index(bottlenecks, i), advice);
        advise_on_topics(routing, g_ptr_array_index(bottlenecks, i), advice);
    }
    advise_on_exceptions(routing, advice);
    for (guint role = 0; role < routing->problem.roles; role++)
        advise_on_reciprocal_load(routing, role, advice);
    for (guint role = 0; with_loads && role < routing->problem.roles; role++)
        advise_on_uniform_load(routing, role, advice);
    advise_on_minimums(routing, advice);
    return advice;
}
