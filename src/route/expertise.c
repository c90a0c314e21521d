/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mean of cosines with several texts is the inner product with the mean of their unit vectors,
 * so a person is one vector over terms and one point in the semantic space. A list for each term of
 * the people who use it makes a paper's row as cheap as the terms it has.
 */
#include "expertise.h"

#include "chairlift/text.h"

/* A text as both similarities see it. */
typedef struct Text {
    ChairliftVector vector;
    float *point; /* [dimensions] */
} Text;

/* What a term weighs in a person's papers. */
typedef struct Use {
    guint person;
    float weight;
} Use;

struct ChairliftExpertise {
    const ChairliftSpace *space;
    const GPtrArray *people; /* of ChairliftPerson */
    guint32 dimensions;
    Text *paper; /* [papers->len] */
    guint papers;
    Text **publication; /* [people->len][their publications->len] */
    guint *known;       /* [people->len] publications with a known word */
    float *point;       /* [people->len * dimensions] mean of their points */
    GArray **uses;      /* [features] of Use, ascending persons; NULL for none */
};

static gboolean read_text(const ChairliftExpertise *expertise, ChairliftTextReader *reader,
                          const ChairliftPaper *paper, Text *text, GError **error)
{
    ChairliftError cause;
    text->point = g_new(float, expertise->dimensions);
    if (!chairlift_features_vectorize(chairlift_space_vocabulary(expertise->space), reader,
                                      paper->title, paper->abstract, &text->vector, &cause)) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL, cause.message);
        return FALSE;
    }
    chairlift_space_place(expertise->space, &text->vector, text->point);
    return TRUE;
}

static void add_use(ChairliftExpertise *expertise, guint32 feature, guint person, float weight)
{
    GArray **uses = &expertise->uses[feature];
    if (*uses == NULL)
        *uses = g_array_new(FALSE, FALSE, sizeof(Use));
    Use *last = (*uses)->len > 0 ? &g_array_index(*uses, Use, (*uses)->len - 1) : NULL;
    if (last != NULL && last->person == person) {
        last->weight += weight;
        return;
    }
    const Use use = {person, weight};
    g_array_append_val(*uses, use);
}

/* Makes the means over a person's publications, which have been read. */
static void sum_up(ChairliftExpertise *expertise, guint person, guint publications)
{
    float *mean = expertise->point + (gsize)person * expertise->dimensions;
    for (guint i = 0; i < publications; i++)
        expertise->known[person] += expertise->publication[person][i].vector.length > 0;
    for (guint i = 0; i < publications; i++) {
        const Text *text = &expertise->publication[person][i];
        const float share = 1 / (float)expertise->known[person];
        for (size_t k = 0; k < text->vector.length; k++)
            add_use(expertise, text->vector.feature[k], person, text->vector.value[k] * share);
        for (guint32 d = 0; text->vector.length > 0 && d < expertise->dimensions; d++)
            mean[d] += text->point[d] * share;
    }
}

static gboolean read_person(ChairliftExpertise *expertise, ChairliftTextReader *reader,
                            guint person, GError **error)
{
    const GPtrArray *publications =
        ((const ChairliftPerson *)g_ptr_array_index(expertise->people, person))->publications;
    expertise->publication[person] = g_new0(Text, publications->len + 1);
    for (guint i = 0; i < publications->len; i++) {
        if (!read_text(expertise, reader, g_ptr_array_index(publications, i),
                       &expertise->publication[person][i], error))
            return FALSE;
    }
    sum_up(expertise, person, publications->len);
    return TRUE;
}

static gboolean read_texts(ChairliftExpertise *expertise, ChairliftTextReader *reader,
                           const GPtrArray *papers, GError **error)
{
    for (guint i = 0; i < papers->len; i++) {
        const ChairliftRoutedPaper *routed = g_ptr_array_index(papers, i);
        if (!read_text(expertise, reader, routed->paper, &expertise->paper[i], error))
            return FALSE;
    }
    for (guint i = 0; i < expertise->people->len; i++) {
        if (!read_person(expertise, reader, i, error))
            return FALSE;
    }
    return TRUE;
}

ChairliftExpertise *chairlift_expertise_new(const ChairliftSpace *space, const GPtrArray *papers,
                                            const GPtrArray *people, GError **error)
{
    ChairliftError cause;
    ChairliftTextReader *reader = chairlift_text_reader_new(&cause);
    if (reader == NULL) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_MODEL, cause.message);
        return NULL;
    }
    ChairliftExpertise *expertise = g_new0(ChairliftExpertise, 1);
    expertise->space = space;
    expertise->people = people;
    expertise->papers = papers->len;
    expertise->dimensions = chairlift_space_dimensions(space);
    expertise->paper = g_new0(Text, papers->len + 1);
    expertise->publication = g_new0(Text *, people->len + 1);
    expertise->known = g_new0(guint, people->len + 1);
    expertise->point = g_new0(float, (gsize)people->len * expertise->dimensions + 1);
    expertise->uses =
        g_new0(GArray *, chairlift_vocabulary_size(chairlift_space_vocabulary(space)) + 1);
    if (!read_texts(expertise, reader, papers, error))
        g_clear_pointer(&expertise, chairlift_expertise_free);
    chairlift_text_reader_free(reader);
    return expertise;
}

static void text_clear(Text *text)
{
    chairlift_vector_clear(&text->vector);
    g_free(text->point);
}

void chairlift_expertise_free(ChairliftExpertise *expertise)
{
    if (expertise == NULL)
        return;
    const guint32 features =
        chairlift_vocabulary_size(chairlift_space_vocabulary(expertise->space));
    for (guint i = 0; i < expertise->papers; i++)
        text_clear(&expertise->paper[i]);
    for (guint i = 0; i < expertise->people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(expertise->people, i);
        for (guint k = 0; expertise->publication[i] != NULL && k < person->publications->len; k++)
            text_clear(&expertise->publication[i][k]);
        g_free(expertise->publication[i]);
    }
    for (guint32 i = 0; i < features; i++) {
        if (expertise->uses[i] != NULL)
            g_array_unref(expertise->uses[i]);
    }
    g_free(expertise->paper);
    g_free(expertise->publication);
    g_free(expertise->known);
    g_free(expertise->point);
    g_free(expertise->uses);
    g_free(expertise);
}

guint chairlift_expertise_publications(const ChairliftExpertise *expertise, guint person)
{
    return expertise->known[person];
}

gboolean chairlift_expertise_has_text(const ChairliftExpertise *expertise, guint paper)
{
    return expertise->paper[paper].vector.length > 0;
}

static float product(const float *a, const float *b, guint32 length)
{
    float sum = 0;
    for (guint32 i = 0; i < length; i++)
        sum += a[i] * b[i];
    return sum;
}

void chairlift_expertise_row(const ChairliftExpertise *expertise, guint paper, float *row)
{
    const Text *text = &expertise->paper[paper];
    for (guint i = 0; i < expertise->people->len; i++)
        row[i] = product(text->point, expertise->point + (gsize)i * expertise->dimensions,
                         expertise->dimensions);
    for (size_t k = 0; k < text->vector.length; k++) {
        const GArray *uses = expertise->uses[text->vector.feature[k]];
        for (guint i = 0; uses != NULL && i < uses->len; i++) {
            const Use *use = &g_array_index(uses, Use, i);
            row[use->person] += text->vector.value[k] * use->weight;
        }
    }
    for (guint i = 0; i < expertise->people->len; i++)
        row[i] /= 2;
}

/* Inner product of two sparse vectors. */
static float overlap(const ChairliftVector *a, const ChairliftVector *b)
{
    float sum = 0;
    for (size_t i = 0, k = 0; i < a->length && k < b->length;) {
        if (a->feature[i] == b->feature[k])
            sum += a->value[i++] * b->value[k++];
        else if (a->feature[i] < b->feature[k])
            i++;
        else
            k++;
    }
    return sum;
}

const ChairliftPaper *chairlift_expertise_nearest(const ChairliftExpertise *expertise, guint paper,
                                                  guint person)
{
    const GPtrArray *publications =
        ((const ChairliftPerson *)g_ptr_array_index(expertise->people, person))->publications;
    const Text *text = &expertise->paper[paper];
    const ChairliftPaper *nearest = NULL;
    float best = 0;
    for (guint i = 0; i < publications->len; i++) {
        const Text *own = &expertise->publication[person][i];
        if (own->vector.length == 0)
            continue;
        const float similarity = product(text->point, own->point, expertise->dimensions) +
                                 overlap(&text->vector, &own->vector);
        if (nearest == NULL || similarity > best) {
            nearest = g_ptr_array_index(publications, i);
            best = similarity;
        }
    }
    return nearest;
}
