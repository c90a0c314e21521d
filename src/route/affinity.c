/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chairlift/affinity.h"

#include "expertise.h"

#include <math.h>

#include "chairlift/names.h"

/* Similarity of a paper and a person of no particular expertise, and the difference in similarity
 * that turns even odds into e to 1: half of a person's papers lie within it (models/README.md). */
static const double USUAL_SIMILARITY = 0.02, SIMILARITY_SCALE = 0.04;

/* Papers as near as people are on average, which everybody is taken to have besides. */
static const double USUAL_PAPERS = 1;

struct ChairliftAffinity {
    const GPtrArray *papers; /* of ChairliftRoutedPaper */
    const GPtrArray *people; /* of ChairliftPerson */
    guint topics;
    gboolean uses_topics, uses_papers, uses_bids;
    ChairliftExpertise *expertise; /* NULL unless uses_papers */
    GHashTable *bids;              /* gint64 *: paper * people + person -> double * */
};

static const ChairliftRoutedPaper *paper_at(const ChairliftAffinity *affinity, guint paper)
{
    return g_ptr_array_index(affinity->papers, paper);
}

static const ChairliftPerson *person_at(const ChairliftAffinity *affinity, guint person)
{
    return g_ptr_array_index(affinity->people, person);
}

static gboolean declared_topics(const ChairliftAffinity *affinity, guint person)
{
    return person_at(affinity, person)->topics->len > 0;
}

static gboolean has_publications(const ChairliftAffinity *affinity, guint person)
{
    return chairlift_expertise_publications(affinity->expertise, person) > 0;
}

/* ---- parts, each [people] for one paper ------------------------------------------------------ */

typedef gboolean (*KnownFunction)(const ChairliftAffinity *affinity, guint person);

/* Who has no value of his own gets the average of those who have, and of so many more whose value
 * is a half. */
static void fill_gaps(const ChairliftAffinity *affinity, KnownFunction is_known, guint usual,
                      float *part)
{
    double sum = usual / 2.0;
    guint known = usual;
    for (guint i = 0; i < affinity->people->len; i++) {
        if (is_known(affinity, i)) {
            sum += (double)part[i];
            known++;
        }
    }
    const float average = known > 0 ? (float)(sum / known) : 0;
    for (guint i = 0; i < affinity->people->len; i++) {
        if (!is_known(affinity, i))
            part[i] = average;
    }
}

static void fill_topics(const ChairliftAffinity *affinity, const ChairliftRoutedPaper *paper,
                        float *part)
{
    double weight = 0;
    for (guint topic = 0; topic < affinity->topics; topic++)
        weight += paper->topic[topic];
    weight = MAX(weight, 1.0);
    for (guint i = 0; i < affinity->people->len; i++) {
        const GArray *declared = person_at(affinity, i)->topics;
        double share = 0;
        for (guint k = 0; k < declared->len; k++)
            share += paper->topic[g_array_index(declared, guint, k)];
        part[i] = (float)MIN(share / weight, 1.0);
    }
    fill_gaps(affinity, declared_topics, 0, part);
}

static void fill_papers(const ChairliftAffinity *affinity, guint paper, float *part)
{
    chairlift_expertise_row(affinity->expertise, paper, part);
    double sum = CHAIRLIFT_USUAL_PEOPLE * USUAL_SIMILARITY;
    guint known = CHAIRLIFT_USUAL_PEOPLE;
    for (guint i = 0; i < affinity->people->len; i++) {
        if (has_publications(affinity, i)) {
            sum += (double)part[i];
            known++;
        }
    }
    for (guint i = 0; i < affinity->people->len; i++) {
        const guint publications = chairlift_expertise_publications(affinity->expertise, i);
        const double nearer =
            ((double)part[i] - sum / known) * publications / (publications + USUAL_PAPERS);
        part[i] = (float)(1 / (1 + exp(-nearer / SIMILARITY_SCALE)));
    }
    fill_gaps(affinity, has_publications, CHAIRLIFT_USUAL_PEOPLE, part);
}

/* NULL when the person did not bid. */
static const double *bid_of(const ChairliftAffinity *affinity, guint paper, guint person)
{
    const gint64 pair = (gint64)paper * affinity->people->len + person;
    return g_hash_table_lookup(affinity->bids, &pair);
}

static void fill_bids(const ChairliftAffinity *affinity, guint paper, float *part)
{
    for (guint i = 0; i < affinity->people->len; i++) {
        const double *bid = bid_of(affinity, paper, i);
        part[i] = bid != NULL ? (float)((1 + *bid) / 2) : 0.5F;
    }
}

static gboolean compares_papers(const ChairliftAffinity *affinity, guint paper)
{
    return affinity->uses_papers && chairlift_expertise_has_text(affinity->expertise, paper);
}

/* ---- together -------------------------------------------------------------------------------- */

static void add_part(float *row, const float *part, guint length)
{
    for (guint i = 0; i < length; i++)
        row[i] += part[i];
}

void chairlift_affinity_row(const ChairliftAffinity *affinity, guint paper, float *row)
{
    const ChairliftRoutedPaper *routed = paper_at(affinity, paper);
    const guint people = affinity->people->len;
    g_autofree float *part = g_new(float, people + 1);
    guint parts = 0;
    for (guint i = 0; i < people; i++)
        row[i] = 0;
    if (routed->topic == NULL)
        return;
    if (affinity->uses_topics) {
        fill_topics(affinity, routed, part);
        add_part(row, part, people);
        parts++;
    }
    if (compares_papers(affinity, paper)) {
        fill_papers(affinity, paper, part);
        add_part(row, part, people);
        parts++;
    }
    if (affinity->uses_bids) {
        fill_bids(affinity, paper, part);
        add_part(row, part, people);
        parts++;
    }
    for (guint i = 0; parts > 1 && i < people; i++)
        row[i] /= (float)parts;
}

static ChairliftAffinityPart part_of(gboolean is_known, float value)
{
    return (ChairliftAffinityPart){is_known ? CHAIRLIFT_AFFINITY_KNOWN : CHAIRLIFT_AFFINITY_AVERAGE,
                                   (double)value};
}

void chairlift_affinity_parts(const ChairliftAffinity *affinity, guint paper, guint person,
                              ChairliftAffinityParts *parts)
{
    const ChairliftRoutedPaper *routed = paper_at(affinity, paper);
    g_autofree float *part = g_new(float, affinity->people->len + 1);
    *parts = (ChairliftAffinityParts){0};
    if (routed->topic == NULL)
        return;
    if (affinity->uses_topics) {
        fill_topics(affinity, routed, part);
        parts->topics = part_of(declared_topics(affinity, person), part[person]);
    }
    if (compares_papers(affinity, paper)) {
        fill_papers(affinity, paper, part);
        parts->papers = part_of(has_publications(affinity, person), part[person]);
        parts->nearest = chairlift_expertise_nearest(affinity->expertise, paper, person);
    }
    if (affinity->uses_bids) {
        fill_bids(affinity, paper, part);
        parts->bid = part_of(bid_of(affinity, paper, person) != NULL, part[person]);
    }
}

gboolean chairlift_affinity_is_known(const ChairliftAffinity *affinity)
{
    return affinity->uses_topics || affinity->uses_papers || affinity->uses_bids;
}

gboolean chairlift_affinity_uses_papers(const ChairliftAffinity *affinity)
{
    return affinity->uses_papers;
}

/* ---- making it ------------------------------------------------------------------------------- */

/* The last bid of a person for a paper counts. */
static void take_bids(ChairliftAffinity *affinity, const GPtrArray *bids, guint *unknown)
{
    g_autoptr(ChairliftNames) names = chairlift_names_new(affinity->papers, affinity->people);
    guint left_out = 0;
    for (guint i = 0; i < bids->len; i++) {
        const ChairliftBid *bid = g_ptr_array_index(bids, i);
        const GArray *papers = chairlift_names_papers(names, bid->paper);
        const GArray *people = chairlift_names_people(names, bid->person);
        left_out += papers == NULL || people == NULL;
        for (guint p = 0; papers != NULL && people != NULL && p < papers->len; p++) {
            for (guint k = 0; k < people->len; k++) {
                const gint64 pair =
                    (gint64)g_array_index(papers, guint, p) * affinity->people->len +
                    g_array_index(people, guint, k);
                g_hash_table_replace(affinity->bids, g_memdup2(&pair, sizeof pair),
                                     g_memdup2(&bid->value, sizeof bid->value));
            }
        }
    }
    affinity->uses_bids = g_hash_table_size(affinity->bids) > 0;
    if (unknown != NULL)
        *unknown = left_out;
}

static gboolean take_publications(ChairliftAffinity *affinity, const ChairliftSpace *space,
                                  GError **error)
{
    affinity->expertise = chairlift_expertise_new(space, affinity->papers, affinity->people, error);
    if (affinity->expertise == NULL)
        return FALSE;
    for (guint i = 0; i < affinity->people->len; i++)
        affinity->uses_papers |= has_publications(affinity, i);
    return TRUE;
}

static gboolean has_any_publication(const GPtrArray *people)
{
    for (guint i = 0; i < people->len; i++) {
        if (((const ChairliftPerson *)g_ptr_array_index(people, i))->publications->len > 0)
            return TRUE;
    }
    return FALSE;
}

ChairliftAffinity *chairlift_affinity_new(const GPtrArray *papers, const GPtrArray *people,
                                          guint topics, const ChairliftSpace *space,
                                          const GPtrArray *bids, guint *unknown, GError **error)
{
    g_autoptr(ChairliftAffinity) affinity = g_new0(ChairliftAffinity, 1);
    affinity->papers = papers;
    affinity->people = people;
    affinity->topics = topics;
    affinity->bids = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
    for (guint i = 0; i < people->len; i++)
        affinity->uses_topics |= declared_topics(affinity, i);
    if (bids != NULL)
        take_bids(affinity, bids, unknown);
    if (space != NULL && has_any_publication(people) && !take_publications(affinity, space, error))
        return NULL;
    return g_steal_pointer(&affinity);
}

void chairlift_affinity_free(ChairliftAffinity *affinity)
{
    if (affinity == NULL)
        return;
    chairlift_expertise_free(affinity->expertise);
    g_hash_table_unref(affinity->bids);
    g_free(affinity);
}
