/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The corpus in memory: terms, labelled papers as counts of terms, and the background. */
#ifndef CHAIRLIFT_LEARN_CORPUS_H
#define CHAIRLIFT_LEARN_CORPUS_H

#include "lines.h"

#include "chairlift/features.h"
#include "chairlift/learn.h"

#define CHAIRLIFT_CORPUS_FORMAT "chairlift-corpus-1"

/* A term that occurs in less papers than this is not kept: it is no statistic, and a paper's text
 * must not be put together again from it. */
#define CHAIRLIFT_CORPUS_LEAST_PAPERS 5

typedef struct ChairliftCorpusTerm {
    char *text;         /* a stem, or two joined by one space */
    guint32 labelled;   /* number of labelled papers with it in the title or the abstract */
    guint32 background; /* number of background papers likewise */
} ChairliftCorpusTerm;

/* A paper's labels for one call. */
typedef struct ChairliftLabels {
    const char *key;     /* interned: "neurips_2025" */
    int theme;           /* 2 in theme, 1 borderline, 0 out, of this call */
    gboolean own_theme;  /* whether the call has a "fit" of its own, else it is the paper's theme */
    const char **topics; /* interned ids, best first, ended by NULL */
} ChairliftLabels;

typedef struct ChairliftCorpusPaper {
    char *id;
    char *title;        /* the citation; NULL for a background paper */
    const char *sample; /* interned: how it was chosen; NULL for a background paper */
    int theme;          /* 2 in theme, 1 borderline, 0 out */
    GArray *labels;     /* of ChairliftLabels, in order of key; NULL for a background paper */
    ChairliftCount *counts[CHAIRLIFT_FIELDS]; /* [length[field]], `feature` is an index into the
                                                 corpus' terms, ascending */
    gsize length[CHAIRLIFT_FIELDS];
} ChairliftCorpusPaper;

struct ChairliftCorpus {
    GArray *terms;        /* of ChairliftCorpusTerm */
    GPtrArray *papers;    /* of ChairliftCorpusPaper, labelled, in ascending order of id */
    GPtrArray *sample;    /* of ChairliftCorpusPaper: some of the background, likewise */
    guint documents;      /* number of background papers that `background` above counts */
    char *terms_checksum; /* SHA-256 of terms.tsv, hexadecimal; the other files name it */
    char *checksum;       /* SHA-256 of the checksums of all files, once read or written */
};

ChairliftCorpus *chairlift_corpus_new(void);
void chairlift_corpus_paper_free(ChairliftCorpusPaper *paper);

/* The labels for a call, or NULL. */
const ChairliftLabels *chairlift_corpus_labels(const ChairliftCorpusPaper *paper, const char *key);
gboolean chairlift_labels_have(const ChairliftLabels *labels, const char *topic);

/* The parts of chairlift_corpus_load, in the order in which they must be called. */
gboolean chairlift_corpus_read_terms(ChairliftCorpus *corpus, ChairliftLines *lines,
                                     GError **error);
gboolean chairlift_corpus_read_papers(ChairliftCorpus *corpus, ChairliftLines *lines,
                                      GError **error);
gboolean chairlift_corpus_read_background(ChairliftCorpus *corpus, ChairliftLines *lines,
                                          GError **error);

/* The files' text; free with g_string_free. */
GString *chairlift_corpus_write_terms(const ChairliftCorpus *corpus);
GString *chairlift_corpus_write_papers(const ChairliftCorpus *corpus);
GString *chairlift_corpus_write_background(const ChairliftCorpus *corpus);

#endif
