/* SPDX-License-Identifier: GPL-3.0-or-later */
/* paper: the record that every reader fills and everything else works on. */
#ifndef CHAIRLIFT_PAPER_H
#define CHAIRLIFT_PAPER_H

#include <glib.h>

#include "chairlift/export.h"

G_BEGIN_DECLS

/* The domain of every GError of this library. */
#define CHAIRLIFT_ERROR (chairlift_error_quark())
CHAIRLIFT_API GQuark chairlift_error_quark(void);

typedef enum ChairliftErrorCode {
    CHAIRLIFT_ERROR_USAGE,      /* an option or argument that makes no sense */
    CHAIRLIFT_ERROR_UNREADABLE, /* no such file, no permission, not what it should be */
    CHAIRLIFT_ERROR_FORMAT,     /* readable, but malformed: the message names file and line */
    CHAIRLIFT_ERROR_MODEL,      /* models missing, damaged, or not made for this venue */
    CHAIRLIFT_ERROR_OUTPUT,     /* could not be written */
    CHAIRLIFT_ERROR_INFEASIBLE, /* an assignment that cannot be made */
    CHAIRLIFT_ERROR_NO_PAPERS   /* well-formed, but it holds something else than papers */
} ChairliftErrorCode;

/* Why a paper cannot be judged as others are. More than one may hold. */
typedef enum ChairliftPaperFlag {
    CHAIRLIFT_PAPER_NO_TITLE = 1 << 0,
    CHAIRLIFT_PAPER_NO_ABSTRACT = 1 << 1,
    CHAIRLIFT_PAPER_TITLE_UNCERTAIN = 1 << 2,    /* read from layout, with low confidence */
    CHAIRLIFT_PAPER_ABSTRACT_UNCERTAIN = 1 << 3, /* likewise; or other text stands in for it */
    CHAIRLIFT_PAPER_NOT_ENGLISH = 1 << 4,
    CHAIRLIFT_PAPER_SHORT_TEXT = 1 << 5,    /* fewer than 30 words: too little to judge from */
    CHAIRLIFT_PAPER_DUPLICATE_ID = 1 << 6,  /* its id was given to an earlier paper of this input */
    CHAIRLIFT_PAPER_REPAIRED_TEXT = 1 << 7, /* held bytes that are not UTF-8; they were replaced */
    CHAIRLIFT_PAPER_REPETITIVE = 1 << 8,    /* says the same again and again, as no abstract does */
    CHAIRLIFT_PAPER_KEY_TERMS = 1 << 9      /* lists key terms, which are not judged */
} ChairliftPaperFlag;

/* An author: for conflicts of interest and the self-check. Never becomes a feature. */
typedef struct ChairliftAuthor {
    char *name;        /* or NULL */
    char *id;          /* OpenReview profile ("~Ada_Lovelace1") or NULL */
    char *email;       /* or NULL */
    char *institution; /* name or domain, or NULL */
} ChairliftAuthor;

/* Somebody who must not judge a paper, as the paper's own record says. */
typedef struct ChairliftPaperConflict {
    char *person; /* id, e-mail address or name */
    char *reason; /* in words */
} ChairliftPaperConflict;

typedef struct ChairliftPaper {
    char *id;           /* unique in a run: the system's id, else the file's name; never NULL */
    char *source;       /* file it came from, as the user named it, with :line where it has lines */
    char *title;        /* valid UTF-8, or NULL */
    char *abstract;     /* valid UTF-8, or NULL */
    GPtrArray *authors; /* of ChairliftAuthor, owned; never NULL, may be empty */
    GPtrArray *keywords;  /* of char *, owned; never NULL, may be empty */
    GPtrArray *conflicts; /* of ChairliftPaperConflict, owned; NULL when the record names nobody */
    guint counted_conflicts; /* that the record only counts, without saying with whom */
    char *number;            /* the venue's running number as text, or NULL */
    guint pages;             /* 0 when not known */
    guint year;              /* of publication; 0 when not known */
    guint flags;             /* of ChairliftPaperFlag */
    char *failure; /* NULL, or in one line why nothing could be read, without the source: such a
                      paper has a row of its own in every output and is not scored */
} ChairliftPaper;

/* Takes copies of id and source. Free with chairlift_paper_free, which takes NULL. */
CHAIRLIFT_API ChairliftPaper *chairlift_paper_new(const char *id, const char *source);
CHAIRLIFT_API void chairlift_paper_free(ChairliftPaper *paper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftPaper, chairlift_paper_free)

/* The id of a paper that has no other: its file's name without folders and without suffixes
 * (".pdf",
 * ".json.gz", ...); never empty. */
CHAIRLIFT_API char *chairlift_paper_file_id(const char *file);

CHAIRLIFT_API ChairliftAuthor *chairlift_author_new(const char *name, const char *id,
                                                    const char *email, const char *institution);
CHAIRLIFT_API void chairlift_author_free(ChairliftAuthor *author);

/* Takes copies; person and reason are foreign bytes, and nothing is added when a text is left empty
 * by chairlift_paper_clean_text. */
CHAIRLIFT_API void chairlift_paper_add_conflict(ChairliftPaper *paper, const char *person,
                                                const char *reason);

/* Foreign bytes (length -1: up to the NUL) to one line of valid UTF-8, or NULL when nothing is left
 * of them. Sets *repaired, unless it is NULL, to whether some bytes were not UTF-8. */
CHAIRLIFT_API char *chairlift_paper_clean_text(const char *text, gssize length, gboolean *repaired);

/* Sets a text from foreign bytes: trims it, turns runs of white space into one space, replaces what
 * is not UTF-8 by U+FFFD (and sets CHAIRLIFT_PAPER_REPAIRED_TEXT), drops control characters, joins
 * words that a hyphen breaks at the end of a line. What is left empty becomes NULL. */
CHAIRLIFT_API void chairlift_paper_set_title(ChairliftPaper *paper, const char *text,
                                             gssize length);
CHAIRLIFT_API void chairlift_paper_set_abstract(ChairliftPaper *paper, const char *text,
                                                gssize length);

/* The abstract as it is judged: each list of key terms in it is overwritten with newlines, so that
 * every other byte keeps its place. NULL without an abstract; to be freed with g_free. */
CHAIRLIFT_API char *chairlift_paper_prose(const ChairliftPaper *paper);

/* Says in one line why nothing could be read. */
CHAIRLIFT_API void chairlift_paper_set_failure(ChairliftPaper *paper, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

/* Sets the flags that follow from the texts themselves (no title, no abstract, short text, not
 * English, repetitive, key terms); none for a paper that failed. Readers call it when a paper is
 * complete. */
CHAIRLIFT_API void chairlift_paper_finish(ChairliftPaper *paper);

/* Names of the flags that are set, as they stand in outputs ("abstract-uncertain"): an array ended
 * by NULL, to be freed with g_free; the strings are static. */
CHAIRLIFT_API const char **chairlift_paper_flag_names(guint flags);

/* Where readers deliver papers, in the order of the input. Takes ownership. False stops reading. */
typedef gboolean (*ChairliftPaperFunction)(ChairliftPaper *paper, gpointer user_data);

G_END_DECLS

#endif
