/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The corpus in memory: terms, labelled papers as counts of terms, and the background. */
#ifndef CHAIRLIFT_LEARN_CORPUS_H
#define CHAIRLIFT_LEARN_CORPUS_H

#include "line_reader.h"

#include "chairlift/features.h"
#include "chairlift/learn.h"

#define CHAIRLIFT_CORPUS_FORMAT "chairlift-corpus-1"

/* First line of terms.tsv. */
static const char CHAIRLIFT_TERMS_HEADER[] = "term\tlabelled\tbackground";
/* Where a paper's counts of a field stand. */
static const char *const CHAIRLIFT_FIELD_KEYS[CHAIRLIFT_FIELDS] = {"title_terms", "abstract_terms"};

/* A term that occurs in less papers than this is not kept: it is no statistic, and a paper's text
 * must not be put together again from it. */
#define CHAIRLIFT_CORPUS_LEAST_PAPERS 5

typedef struct ChairliftCorpusTerm {
    char *text;         /* a stem, or two joined by one space */
    guint32 labelled;   /* number of labelled papers with it in the title or the abstract */
    guint32 background; /* number of background papers likewise */
} ChairliftCorpusTerm;

/* One label of a paper: a degree of fit to a theme, or the topics it has. */
typedef struct ChairliftLabel {
    const char *path;    /* interned: "theme", "neurips_2025", "interplay_2025.fit" */
    int degree;          /* 2 in theme, 1 borderline, 0 out; unused when there are topics */
    const char **topics; /* interned ids, best first, ended by NULL; or NULL for a degree */
    guint provenance;    /* index into the corpus' statements: how it came about */
} ChairliftLabel;

typedef struct ChairliftCorpusPaper {
    char *id;
    char *title;        /* the citation; NULL for a background paper */
    const char *sample; /* interned: how it was chosen; NULL for a background paper */
    GArray *labels;     /* of ChairliftLabel, in order of path; NULL for a background paper */
    ChairliftCount *counts[CHAIRLIFT_FIELDS]; /* [length[field]], `feature` is an index into the
                                                 corpus' terms, ascending */
    gsize length[CHAIRLIFT_FIELDS];
} ChairliftCorpusPaper;

struct ChairliftCorpus {
    GArray *terms;         /* of ChairliftCorpusTerm */
    GPtrArray *papers;     /* of ChairliftCorpusPaper, labelled, in ascending order of id */
    GPtrArray *sample;     /* of ChairliftCorpusPaper: some of the background, likewise */
    guint documents;       /* number of background papers that `background` above counts */
    GPtrArray *provenance; /* of char *: statements how labels came about (provenance.h) */
    char *terms_checksum;  /* SHA-256 of terms.tsv, hexadecimal; the other files name it */
    char *checksum;        /* SHA-256 of all files' lines, once read or written; hexadecimal */
};

ChairliftCorpus *chairlift_corpus_new(void);
ChairliftCorpusPaper *chairlift_corpus_paper_new(const char *id);
void chairlift_corpus_paper_free(ChairliftCorpusPaper *paper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftCorpusPaper, chairlift_corpus_paper_free)

GArray *chairlift_labels_new(void);

/* The label at a path, or NULL. */
const ChairliftLabel *chairlift_corpus_label(const ChairliftCorpusPaper *paper, const char *path);

/* The degree of fit at a path, or -1 when the paper has none there. */
int chairlift_corpus_degree(const ChairliftCorpusPaper *paper, const char *path);

/* The topics at a path, best first, ended by NULL; NULL when the paper has no such label. */
const char **chairlift_corpus_topics(const ChairliftCorpusPaper *paper, const char *path);

/* How far a paper has the topic id at a path: 1 where it is its first, less further on
 * (CHAIRLIFT_PLACE_COST), 0 when it has not. */
double chairlift_topic_strength(const ChairliftCorpusPaper *paper, const char *path,
                                const char *id);

/* The parts of chairlift_corpus_load, in the order in which they must be called. */
gboolean chairlift_corpus_read_terms(ChairliftCorpus *corpus, ChairliftLineReader *lines,
                                     GError **error);
gboolean chairlift_corpus_read_papers(ChairliftCorpus *corpus, ChairliftLineReader *lines,
                                      GError **error);
gboolean chairlift_corpus_read_background(ChairliftCorpus *corpus, ChairliftLineReader *lines,
                                          GError **error);

/* The files' text; free with g_string_free. */
GString *chairlift_corpus_write_terms(const ChairliftCorpus *corpus);
GString *chairlift_corpus_write_papers(const ChairliftCorpus *corpus);
GString *chairlift_corpus_write_background(const ChairliftCorpus *corpus);

#endif
