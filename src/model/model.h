/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a loaded model and a scorer hold. */
#ifndef CHAIRLIFT_MODEL_INSIDE_H
#define CHAIRLIFT_MODEL_INSIDE_H

#include "../features/occurrences.h"
#include "manifest.h"

#include "chairlift/model.h"

/* A column is one SVM: column 0 is the theme, column 1 + t topic t. */
typedef struct ChairliftColumn {
    double rho;
    double sigmoid_a, sigmoid_b;
} ChairliftColumn;

struct ChairliftModel {
    ChairliftManifest manifest;
    ChairliftVocabulary *vocabulary;
    uint32_t features;
    size_t columns;          /* topics + 1 */
    ChairliftColumn *column; /* [columns] */
    float *weights; /* [features][columns]: the weights of one feature in all SVMs lie together */
};

struct ChairliftScorer {
    const ChairliftModel *model;
    ChairliftTextReader *reader;
    ChairliftOccurrences occurrences; /* of the paper last scored */
    ChairliftVector vector;           /* likewise */
    char *text[CHAIRLIFT_FIELDS];     /* likewise: copies of title and abstract, or NULL */
    double *margins;                  /* [columns] */
    ChairliftTopicScore *topics;      /* [topics] */
    ChairliftEvidence *evidence;      /* [evidence_capacity] */
    size_t evidence_capacity;
    char *spellings; /* the evidence's terms, each NUL-terminated */
    size_t spellings_capacity;
};

#endif
