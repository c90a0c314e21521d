/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence: a linear SVM's margin is a sum over the paper's features, so each feature's part in it
 * is exact, not an approximation as for other classifiers. Stems are for the machine; people see
 * the words as the paper has them where they first stand, the title before the abstract.
 */
#include "../text/character.h"
#include "../text/markup.h"
#include "model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_SPELLING = 160 };

static const char ELLIPSIS[] = "\xE2\x80\xA6";

/* Room for a spelling, its ellipsis and its NUL. */
enum { SPELLING_SIZE = LONGEST_SPELLING + sizeof ELLIPSIS };

/* Bytes at text[at] that are not shown: markup, a hyphen at the end of a line with the break, what
 * is not UTF-8; 0 when the character is shown. */
static size_t hidden(const char *text, size_t end, size_t at, const ChairliftCharacter *character)
{
    if (character->kind == CHAIRLIFT_CHARACTER_INVISIBLE)
        return (unsigned char)text[at] == 0xCC || (unsigned char)text[at] == 0xCD
                   ? 0 /* a combining accent belongs to the letter before */
                   : character->bytes;
    if (character->kind == CHAIRLIFT_CHARACTER_HYPHEN)
        return chairlift_line_break(text, end, at, character->bytes);
    if (character->kind != CHAIRLIFT_CHARACTER_SEPARATOR)
        return 0;
    bool is_formula;
    size_t markup = chairlift_markup_inside_word(text, end, at);
    if (markup == 0)
        markup = chairlift_markup_between_words(text, end, at, &is_formula);
    if (markup > 0)
        return markup;
    return character->bytes == 1 && (unsigned char)text[at] >= 0x80 ? 1 : 0;
}

/* Writes text[start, end) as people should see it, NUL-terminated; returns the bytes written with
 * the NUL, at most SPELLING_SIZE. */
static size_t spell(const char *text, size_t start, size_t end, char *spelling)
{
    size_t length = 0;

    for (size_t at = start; at < end;) {
        ChairliftCharacter character = chairlift_character_read(text + at, end - at);
        size_t skipped = hidden(text, end, at, &character);
        if (skipped > 0) {
            at += skipped;
            continue;
        }
        if (length + character.bytes > LONGEST_SPELLING) {
            memcpy(spelling + length, ELLIPSIS, sizeof ELLIPSIS);
            return length + sizeof ELLIPSIS;
        }
        if (character.kind != CHAIRLIFT_CHARACTER_SPACE) {
            memcpy(spelling + length, text + at, character.bytes);
            length += character.bytes;
        } else if (length > 0 && spelling[length - 1] != ' ') {
            spelling[length++] = ' ';
        }
        at += character.bytes;
    }
    spelling[length] = '\0';
    return length + 1;
}

static int by_strength(const void *a, const void *b)
{
    const ChairliftEvidence *left = a, *right = b;
    double difference = fabs(left->contribution) - fabs(right->contribution);

    if (difference != 0)
        return difference > 0 ? -1 : 1;
    return strcmp(left->term, right->term);
}

static bool reserve(ChairliftScorer *scorer, size_t features)
{
    if (scorer->evidence != NULL && scorer->evidence_capacity >= features)
        return true;
    ChairliftEvidence *evidence =
        realloc(scorer->evidence, (features + 1) * sizeof *scorer->evidence);
    if (evidence == NULL)
        return false;
    scorer->evidence = evidence;
    char *spellings = realloc(scorer->spellings, (features + 1) * SPELLING_SIZE);
    if (spellings == NULL)
        return false;
    scorer->spellings = spellings;
    scorer->evidence_capacity = features;
    return true;
}

bool chairlift_scorer_place(ChairliftScorer *scorer, ChairliftError *error)
{
    const ChairliftModel *model = scorer->model;

    if (!scorer->placed)
        scorer->placed = chairlift_occurrences_read(
            &scorer->occurrences, model->vocabulary, scorer->reader,
            scorer->text[CHAIRLIFT_FIELD_TITLE], scorer->text[CHAIRLIFT_FIELD_ABSTRACT], error);
    return scorer->placed;
}

/* Puts the paper's features, their places and what each weighs into ascending order. */
static bool locate(ChairliftScorer *scorer, ChairliftError *error)
{
    const ChairliftModel *model = scorer->model;

    if (!chairlift_scorer_place(scorer, error))
        return false;
    chairlift_occurrences_sort(&scorer->occurrences);
    chairlift_tally_sort(&scorer->tally);
    scorer->located = chairlift_features_weigh(model->vocabulary, scorer->tally.counts,
                                               scorer->tally.length, &scorer->vector, error);
    return scorer->located;
}

/* Fills the evidence of one column. */
static void gather(ChairliftScorer *scorer, size_t column)
{
    const ChairliftModel *model = scorer->model;
    const double step = model->column[column].step;
    const ChairliftOccurrence *occurrence = scorer->occurrences.all;
    char *spelling = scorer->spellings;

    for (size_t i = 0; i < scorer->vector.length; i++) {
        uint32_t feature = scorer->vector.feature[i];
        while (occurrence->feature != feature)
            occurrence++;
        scorer->evidence[i] =
            (ChairliftEvidence){.term = spelling,
                                .field = occurrence->field,
                                .contribution = step * scorer->vector.value[i] *
                                                model->weights[feature * model->stride + column]};
        spelling +=
            spell(scorer->text[occurrence->field], occurrence->start, occurrence->end, spelling);
    }
    qsort(scorer->evidence, scorer->vector.length, sizeof *scorer->evidence, by_strength);
}

const ChairliftEvidence *chairlift_model_explain(ChairliftScorer *scorer, size_t venue,
                                                 size_t topic, size_t *length, double *bias,
                                                 ChairliftError *error)
{
    const ChairliftModel *model = scorer->model;
    size_t column = model->venue[venue].column[topic == CHAIRLIFT_THEME ? 0 : topic + 1];

    if (!reserve(scorer, scorer->vector.length)) {
        chairlift_error_set(error, "not enough memory for a paper's evidence");
        return NULL;
    }
    if (!scorer->located && !locate(scorer, error))
        return NULL;
    gather(scorer, column);
    *length = scorer->vector.length;
    *bias = -model->column[column].rho;
    return scorer->evidence;
}
