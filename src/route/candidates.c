/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A solver that is shown every pair of 30,000 papers and 1,500 people needs gigabytes; a handful
 * for each paper is enough, if they are the right ones. The first are guessed: prices of people are
 * estimated by subgradient steps on the Lagrangian dual (Held, Wolfe & Crowder 1974), and a paper
 * would choose whom it likes best after the price is paid. What the guess missed, pricing finds
 * (column generation, Ford & Fulkerson 1958): a bad guess costs time, never the optimum.
 */
#include "candidates.h"

#include <math.h>

enum {
    FIRST_CHOICES = 14, /* candidates for each paper, beyond its demand */
    MORE_CHOICES = 6,   /* that one round of pricing adds for a paper */
    ESTIMATE_PASSES = 80,
    SCATTER = 1000000007 /* a prime above any number of papers */
};

/* The best few people for one paper, best first. */
typedef struct Choices {
    size_t most, length;
    guint32 *person; /* [most] */
    double *value;   /* [most] */
} Choices;

static void choices_init(Choices *choices, size_t most)
{
    choices->most = most;
    choices->length = 0;
    choices->person = g_new(guint32, most);
    choices->value = g_new(double, most);
}

static void choices_clear(Choices *choices)
{
    g_free(choices->person);
    g_free(choices->value);
}

/* Of equal values the one offered first stays ahead. */
static inline void choices_offer(Choices *choices, guint32 person, double value)
{
    if (choices->length == choices->most) {
        if (choices->most == 0 || value <= choices->value[choices->most - 1])
            return;
        choices->length--;
    }
    size_t place = choices->length++;
    for (; place > 0 && choices->value[place - 1] < value; place--) {
        choices->value[place] = choices->value[place - 1];
        choices->person[place] = choices->person[place - 1];
    }
    choices->value[place] = value;
    choices->person[place] = person;
}

/* Whom the paper would choose at these prices. People who are worth the same to everybody take
 * turns: each paper starts to look at another place. */
static void choose(const ChairliftTransport *transport, size_t paper, const double *price,
                   Choices *choices)
{
    const gint32 *gain = transport->gain + paper * transport->people;
    const size_t start = paper % MAX(transport->people, 1);
    choices->length = 0;
    for (size_t i = 0; i < transport->people; i++) {
        const size_t person =
            start + i < transport->people ? start + i : start + i - transport->people;
        if (gain[person] != CHAIRLIFT_FORBIDDEN)
            choices_offer(choices, (guint32)person, gain[person] - price[person]);
    }
}

static double widest_gain(const ChairliftTransport *transport)
{
    double widest = 1;
    for (size_t i = 0; i < transport->papers * transport->people; i++) {
        if (transport->gain[i] != CHAIRLIFT_FORBIDDEN)
            widest = MAX(widest, ABS((double)transport->gain[i]));
    }
    return widest;
}

/* Papers in an order that has nothing to do with how they are numbered. */
static size_t scattered(size_t i, size_t papers)
{
    return (i * SCATTER) % papers;
}

/* One pass over the papers: each takes whom it likes best at the prices of the moment, which makes
 * these people dearer for the next. Afterwards everybody becomes cheaper by what a full load has
 * made dearer. */
static void bid(const ChairliftTransport *transport, double step, Choices *choices, double *price)
{
    for (size_t i = 0; i < transport->papers; i++) {
        const size_t paper = scattered(i, transport->papers);
        choose(transport, paper, price, choices);
        for (size_t k = 0; k < MIN(choices->length, transport->demand[paper]); k++)
            price[choices->person[k]] += step / MAX(transport->capacity[choices->person[k]], 1);
    }
    for (size_t person = 0; person < transport->people; person++) {
        price[person] -= step;
        if (transport->minimum[person] == 0)
            price[person] = MAX(price[person], 0);
    }
}

static double *estimate_prices(const ChairliftTransport *transport)
{
    guint most = 0;
    for (size_t paper = 0; paper < transport->papers; paper++)
        most = MAX(most, transport->demand[paper]);
    Choices choices;
    choices_init(&choices, MIN(most, transport->people));
    double *price = g_new0(double, transport->people);
    double step = 0.3 * widest_gain(transport);
    for (int pass = 0; pass < ESTIMATE_PASSES; pass++, step *= 0.86)
        bid(transport, step, &choices, price);
    choices_clear(&choices);
    return price;
}

ChairliftCandidates *chairlift_candidates_new(const ChairliftTransport *transport)
{
    ChairliftCandidates *candidates = g_new0(ChairliftCandidates, 1);
    candidates->pairs = g_array_new(FALSE, FALSE, sizeof(ChairliftCandidate));
    candidates->members = g_new0(guint8, (transport->papers * transport->people + 7) / 8);
    return candidates;
}

void chairlift_candidates_free(ChairliftCandidates *candidates)
{
    if (candidates == NULL)
        return;
    g_array_unref(candidates->pairs);
    g_free(candidates->members);
    g_free(candidates->price);
    g_free(candidates);
}

static inline gboolean is_member(const ChairliftCandidates *candidates, size_t pair)
{
    return (candidates->members[pair / 8] >> (pair % 8)) & 1;
}

static void add(ChairliftCandidates *candidates, const ChairliftTransport *transport, size_t paper,
                size_t person)
{
    const size_t pair = paper * transport->people + person;
    if (is_member(candidates, pair))
        return;
    candidates->members[pair / 8] |= (guint8)(1 << (pair % 8));
    const ChairliftCandidate candidate = {(guint32)paper, (guint32)person};
    g_array_append_val(candidates->pairs, candidate);
}

/* People that the paper gets when papers choose one after the other and nobody takes more than the
 * capacity: with them the solver starts from a problem in which nearly all find a place. */
static void choose_in_turn(const ChairliftTransport *transport, const double *price,
                           ChairliftFlow *flow)
{
    Choices choices;
    choices_init(&choices, transport->people);
    g_autofree double *closing = g_memdup2(price, transport->people * sizeof *price);
    for (size_t person = 0; person < transport->people; person++) {
        if (transport->capacity[person] == 0)
            closing[person] = INFINITY;
    }
    for (size_t i = 0; i < transport->papers; i++) {
        const size_t paper = scattered(i, transport->papers);
        choices.most = MIN(transport->demand[paper], transport->people);
        choose(transport, paper, closing, &choices);
        for (size_t k = 0; k < choices.length && !isinf(choices.value[k]); k++) {
            const guint32 person = choices.person[k];
            chairlift_flow_place(flow, paper, person);
            if (flow->load[person] == transport->capacity[person])
                closing[person] = INFINITY;
        }
    }
    choices_clear(&choices);
}

void chairlift_candidates_start(ChairliftCandidates *candidates,
                                const ChairliftTransport *transport)
{
    candidates->price = estimate_prices(transport);
    g_autoptr(ChairliftFlow) in_turn = chairlift_flow_new(transport);
    choose_in_turn(transport, candidates->price, in_turn);
    for (size_t paper = 0; paper < transport->papers; paper++) {
        if (transport->demand[paper] == 0)
            continue;
        Choices choices;
        choices_init(&choices, MIN(transport->demand[paper] + FIRST_CHOICES, transport->people));
        choose(transport, paper, candidates->price, &choices);
        for (size_t i = 0; i < choices.length; i++)
            add(candidates, transport, paper, choices.person[i]);
        for (guint32 i = transport->kept_start[paper]; i < transport->kept_start[paper + 1]; i++)
            add(candidates, transport, paper, transport->kept[i]);
        for (guint i = 0; i < in_turn->placed[paper]; i++)
            add(candidates, transport, paper, in_turn->person[in_turn->start[paper] + i]);
        choices_clear(&choices);
    }
}

/* What being with the submission costs people because it keeps groups apart, in price units, not
 * above 0. Leaves penalty as it was when undo is set. */
static void price_groups(const ChairliftTransport *transport, const ChairliftFlow *flow,
                         size_t submission, gboolean undo, gint64 *penalty)
{
    for (gint32 row = flow->last_apart[submission]; row >= 0;) {
        const ChairliftApart *apart = &g_array_index(flow->apart, ChairliftApart, (guint)row);
        const guint32 *start = transport->member_start + apart->group;
        for (guint32 i = start[0]; i < start[1]; i++)
            penalty[transport->member[i]] = undo ? 0 : penalty[transport->member[i]] + apart->price;
        row = apart->earlier;
    }
}

/* The best people for the paper that the solver has not been shown and that pay at these prices. */
static void choose_missing(const ChairliftCandidates *candidates,
                           const ChairliftTransport *transport, const ChairliftFlow *flow,
                           size_t paper, const gint64 *penalty, Choices *choices)
{
    const size_t row = paper * transport->people;
    const gint64 unit = chairlift_price_unit(transport), paper_price = flow->paper_price[paper];
    choices->length = 0;
    /* Kept pairs are members from the start, so that gain is all that others have. */
    for (size_t person = 0; person < transport->people; person++) {
        const gint32 gain = transport->gain[row + person];
        const gint64 profit =
            unit * gain + paper_price + flow->person_price[person] + penalty[person];
        if (profit > 0 && gain != CHAIRLIFT_FORBIDDEN && !is_member(candidates, row + person))
            choices_offer(choices, (guint32)person, (double)profit);
    }
}

size_t chairlift_candidates_grow(ChairliftCandidates *candidates,
                                 const ChairliftTransport *transport, const ChairliftFlow *flow)
{
    const guint before = candidates->pairs->len;
    g_autofree gint64 *penalty = g_new0(gint64, transport->people);
    Choices choices;
    choices_init(&choices, MORE_CHOICES);
    for (size_t paper = 0; paper < transport->papers; paper++) {
        if (transport->demand[paper] == 0)
            continue;
        const size_t submission = paper / transport->roles;
        price_groups(transport, flow, submission, FALSE, penalty);
        choose_missing(candidates, transport, flow, paper, penalty, &choices);
        price_groups(transport, flow, submission, TRUE, penalty);
        for (size_t i = 0; i < choices.length; i++)
            add(candidates, transport, paper, choices.person[i]);
    }
    choices_clear(&choices);
    return candidates->pairs->len - before;
}
