/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chairlift/routing.h"

/* Weight of all topics of a paper together. */
static double weight_of(const ChairliftRoutedPaper *paper, guint topics)
{
    double weight = 0;
    for (guint topic = 0; topic < topics; topic++)
        weight += paper->topic[topic];
    return MAX(weight, 1.0);
}

static double share_of(const ChairliftRoutedPaper *paper, const ChairliftPerson *person)
{
    double share = 0;
    for (guint i = 0; i < person->topics->len; i++)
        share += paper->topic[g_array_index(person->topics, guint, i)];
    return share;
}

static void fill_row(const ChairliftRoutedPaper *paper, const GPtrArray *people, guint topics,
                     float *row)
{
    const double weight = weight_of(paper, topics);
    double sum = 0;
    guint declared = 0;
    for (guint i = 0; i < people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(people, i);
        if (person->topics->len == 0)
            continue;
        const double affinity = MIN(share_of(paper, person) / weight, 1.0);
        row[i] = (float)affinity;
        sum += affinity;
        declared++;
    }
    /* Where nobody declared anything, everybody is worth the same. */
    const float average = declared > 0 ? (float)(sum / declared) : 0;
    for (guint i = 0; i < people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(people, i);
        if (person->topics->len == 0)
            row[i] = average;
    }
}

float *chairlift_topic_affinity(const GPtrArray *papers, const GPtrArray *people, guint topics)
{
    float *affinity = g_new0(float, (gsize)papers->len * people->len + 1);
    for (guint i = 0; i < papers->len; i++) {
        const ChairliftRoutedPaper *paper = g_ptr_array_index(papers, i);
        if (paper->topic != NULL)
            fill_row(paper, people, topics, affinity + (gsize)i * people->len);
    }
    return affinity;
}
