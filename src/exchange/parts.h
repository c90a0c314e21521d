/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of a paper are called in others' records and tables. */
#ifndef CHAIRLIFT_EXCHANGE_PARTS_H
#define CHAIRLIFT_EXCHANGE_PARTS_H

#include "chairlift/paper.h"

typedef enum ChairliftPart {
    CHAIRLIFT_PART_FORUM, /* URL of an OpenReview forum, or the id of one */
    CHAIRLIFT_PART_ID,
    CHAIRLIFT_PART_NUMBER,
    CHAIRLIFT_PART_FILE,
    CHAIRLIFT_PART_TITLE,
    CHAIRLIFT_PART_ABSTRACT,
    CHAIRLIFT_PART_AUTHOR_NAMES, /* rather than authors, where there are both */
    CHAIRLIFT_PART_AUTHORS,
    CHAIRLIFT_PART_AUTHOR_IDS,
    CHAIRLIFT_PART_AUTHOR_EMAILS,
    CHAIRLIFT_PART_KEYWORDS,
    CHAIRLIFT_PART_PAGES,
    CHAIRLIFT_PART_YEAR,
    CHAIRLIFT_PART_CONFLICTS, /* of tables: people, or how many, as CMT's says it */
    CHAIRLIFT_PART_PROBLEM,   /* why there is no text, as chairlift extract and HotCRP say it */
    CHAIRLIFT_PARTS
} ChairliftPart;

/* The part that a column or key of this name holds (case, spaces and punctuation do not matter),
 * or CHAIRLIFT_PARTS when it holds none. length -1: NUL-terminated. */
ChairliftPart chairlift_part_find(const char *name, gssize length);

/* The note id in an OpenReview URL ("https://openreview.net/forum?id=abc&noteId=..."), or a copy of
 * the text when it is none. */
char *chairlift_part_forum_id(const char *forum);

/* Adds the people of one text ("Ada Lovelace; Babbage, Charles*"), with where they work, their ids
 * and e-mail addresses when there are as many of those; each may be NULL. affiliated: as CMT writes
 * authors, "Ada Lovelace (Analytical Engines)*; ...". */
void chairlift_part_add_authors(ChairliftPaper *paper, const char *names, const char *affiliated,
                                const char *ids, const char *emails);

/* Adds the conflicts of one text: people ("ada@x.example; ~Charles_Babbage1"), or how many there
 * are
 * ("3"); may be NULL. */
void chairlift_part_add_conflicts(ChairliftPaper *paper, const char *conflicts);

/* Adds the keywords of one text ("circuits, probing"); may be NULL. */
void chairlift_part_add_keywords(ChairliftPaper *paper, const char *keywords);

#endif
