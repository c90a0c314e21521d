/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a loaded model and a scorer hold. */
#ifndef CHAIRLIFT_MODEL_INSIDE_H
#define CHAIRLIFT_MODEL_INSIDE_H

#include "../features/occurrences.h"
#include "manifest.h"

#include "chairlift/model.h"

/* Longest name of a file, with NUL. */
enum { CHAIRLIFT_LONGEST_PATH = 4096 };

/* A column is one SVM. Venues whose SVMs are the same file have a column together. */
typedef struct ChairliftColumn {
    uint64_t checksum; /* of its file */
    uint64_t size;     /* of its file, in bytes */
    double step;       /* of its weights */
    double rho;
    double sigmoid_a, sigmoid_b;
    double boundary; /* probability at margin 0 */
} ChairliftColumn;

/* Columns are padded to a multiple of this, so that they are added in blocks. */
enum { CHAIRLIFT_COLUMN_BLOCK = 4 };

enum { CHAIRLIFT_CACHE_LINE = 64 }; /* bytes */

typedef struct ChairliftVenueModel {
    ChairliftManifest manifest;
    size_t *column; /* [topics + 1] of the theme, then of each topic */
} ChairliftVenueModel;

/* Neighbouring columns, in blocks, of which every block is used. */
typedef struct ChairliftRun {
    size_t first, length; /* columns, multiples of CHAIRLIFT_COLUMN_BLOCK */
} ChairliftRun;

static inline size_t chairlift_row_size(size_t padded)
{
    return sizeof(double) + padded * sizeof(int16_t);
}

struct ChairliftModel {
    ChairliftVocabulary *vocabulary;
    size_t vocabulary_size; /* of its file, in bytes */
    uint32_t features;
    size_t venues;
    ChairliftVenueModel *venue; /* [venues] */
    size_t topics;              /* of all venues */
    size_t columns;
    ChairliftColumn *column; /* [columns] */
    size_t used;             /* columns of the venues: a compiled model may have others */
    size_t *used_column;     /* [used] ascending */
    size_t runs;
    ChairliftRun *run;      /* [runs] */
    size_t padded;          /* columns, and the padding */
    const double *rows;     /* [features] rows of row_size bytes: what a feature weighs in a paper
                               (the vocabulary's idf points here) and its weights in all SVMs */
    size_t row_size;        /* a multiple of 8 */
    const int16_t *weights; /* [features][stride] of which [padded] in steps of the columns: the
                               weights in the rows */
    size_t stride;          /* row_size as a number of weights */
    double *own_rows;       /* rows, or NULL where they are in the mapping */
    void *mapping;          /* [mapping_size] of a compiled model, or NULL */
    size_t mapping_size;
};

/* Tells a model, whose columns and vocabulary are known, where its rows are. */
void chairlift_model_set_rows(ChairliftModel *model, const double *rows);

/* Finds out which columns the venues use, once they know theirs. False when memory runs out. */
bool chairlift_model_find_used(ChairliftModel *model);

/* Loads a model from the text files, passing over a compiled one. */
ChairliftModel *chairlift_model_load_text(const char *directory, const char *const *venues,
                                          size_t length, ChairliftError *error);

/* Decides what is said of a paper of these scores: verdict, topics (in the venue's order, with
 * margins and probabilities), confidence. */
void chairlift_decide(const ChairliftModel *model, const ChairliftVenueModel *venue,
                      ChairliftTopicScore *topics, ChairliftScores *scores);

/* A sentence of a paper. */
typedef struct ChairliftSentence {
    size_t last; /* number, from 1, of its last occurrence; 0 when it has none */
} ChairliftSentence;

/* Finds the places of the features of the paper last scored, in reading order. False, with error
 * set, only when memory runs out. */
bool chairlift_scorer_place(ChairliftScorer *scorer, ChairliftError *error);

/* The probability that 1 / (1 + exp(a * margin + b)) gives, without overflow. */
double chairlift_column_probability(const ChairliftColumn *column, double margin);

/* Finds out whether a paper that a call tells to fit would be told that it does not, if one
 * sentence of its abstract were missing; marks scores[venue] then, of which those before it are
 * done. False, with error set, only when memory runs out. */
bool chairlift_check_sentences(ChairliftScorer *scorer, size_t venue, ChairliftScores *scores,
                               ChairliftError *error);

struct ChairliftScorer {
    const ChairliftModel *model;
    ChairliftTextReader *reader;
    ChairliftTally tally;             /* of the paper last scored */
    ChairliftVector vector;           /* likewise */
    ChairliftOccurrences occurrences; /* likewise, once they have been asked for */
    bool placed;                      /* they are known */
    bool located;                     /* occurrences, tally and vector are in ascending order */
    char *text[CHAIRLIFT_FIELDS];     /* [text_capacity] copies of its title and abstract */
    size_t text_capacity[CHAIRLIFT_FIELDS];
    double *margins;               /* [padded] */
    double *probability;           /* [columns] by its sigmoid alone */
    ChairliftTopicScore *topics;   /* [topics] */
    ChairliftTopicScore *unsorted; /* [topics] of one venue */
    ChairliftEvidence *evidence;   /* [evidence_capacity] */
    size_t evidence_capacity;
    char *spellings;             /* the evidence's terms, each NUL-terminated */
    ChairliftSentence *sentence; /* [sentence_capacity] */
    size_t sentence_capacity;
};

#endif
