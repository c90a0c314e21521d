/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From one JSON value to a paper. */
#ifndef CHAIRLIFT_EXCHANGE_JSON_PAPER_H
#define CHAIRLIFT_EXCHANGE_JSON_PAPER_H

#include <jansson.h>

#include "chairlift/paper.h"

/* Why a note, or a paper of HotCRP, is no submission to judge. */
typedef enum ChairliftNoteState {
    CHAIRLIFT_NOTE_SUBMITTED,
    CHAIRLIFT_NOTE_WITHDRAWN,
    CHAIRLIFT_NOTE_DESK_REJECTED,
    CHAIRLIFT_NOTE_DELETED,
    CHAIRLIFT_NOTE_DRAFT, /* of HotCRP: not submitted yet */
    CHAIRLIFT_NOTE_REPLY, /* a review, comment or decision */
    CHAIRLIFT_NOTE_STATES
} ChairliftNoteState;

/* Whether the value is an OpenReview note, and what its state is. */
gboolean chairlift_note_is_note(const json_t *value);
ChairliftNoteState chairlift_note_state(const json_t *note);

/* Fills a paper from an OpenReview note of API 1 or 2. */
void chairlift_note_read(const json_t *note, ChairliftPaper *paper);

/* Whether the value is an object with a place for a title or an abstract, or with an id and a
 * reason why there is neither. */
gboolean chairlift_record_is_record(const json_t *value);

/* The state of such an object; one that is not of HotCRP is always submitted. */
ChairliftNoteState chairlift_record_state(const json_t *record);

/* Fills a paper from such an object: {id, title, abstract, authors, keywords} under the names that
 * parts.c lists; HotCRP's papers are of this shape. */
void chairlift_record_read(const json_t *record, ChairliftPaper *paper);

/* A string, number, or NULL for anything else, as cleaned text. */
char *chairlift_json_text(const json_t *value);

/* A year, as a number or a text, or one of OpenReview's times in milliseconds since 1970; 0 when it
 * is none. */
guint chairlift_json_year(const json_t *value);

/* Adds the people of a JSON array (names, or objects of OpenReview, HotCRP or Semantic Scholar), of
 * a string, or of nothing. ids and emails: arrays that go with an array of names, or NULL. */
void chairlift_json_add_authors(ChairliftPaper *paper, const json_t *authors, const json_t *ids,
                                const json_t *emails);

/* Adds the keywords of an array of strings, of a string, or of nothing. */
void chairlift_json_add_keywords(ChairliftPaper *paper, const json_t *keywords);

#endif
