/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenReview notes (https://docs.openreview.net, API 2 "Note"): as its API returns them and
 * openreview-py's get_all_notes saves them.
 *
 * In API 2 each field of the content is an object with a "value" (and perhaps "readers"); in API 1
 * it is the value itself. Authors are either two arrays, authors and authorids, or one array of
 * objects. */
#include "json_paper.h"

#include <string.h>

/* A field's value in either API, or NULL. */
static const json_t *content(const json_t *note, const char *field)
{
    const json_t *value = json_object_get(json_object_get(note, "content"), field);
    return json_is_object(value) ? json_object_get(value, "value") : value;
}

gboolean chairlift_note_is_note(const json_t *value)
{
    return json_is_object(json_object_get(value, "content"));
}

/* Whether a group or invitation ("ICML.cc/2026/Workshop/-/Withdrawn_Submission") ends so. */
static gboolean ends_with(const json_t *name, const char *ending)
{
    return json_is_string(name) && g_str_has_suffix(json_string_value(name), ending);
}

/* Whether the venue, or one of the invitations, says so. */
static gboolean is_marked(const json_t *note, const char *mark)
{
    if (ends_with(content(note, "venueid"), mark) ||
        ends_with(json_object_get(note, "invitation"), mark))
        return TRUE;
    const json_t *invitations = json_object_get(note, "invitations");
    for (gsize i = 0; i < json_array_size(invitations); i++) {
        if (ends_with(json_array_get(invitations, i), mark))
            return TRUE;
    }
    return FALSE;
}

ChairliftNoteState chairlift_note_state(const json_t *note)
{
    const json_t *id = json_object_get(note, "id");
    const json_t *forum = json_object_get(note, "forum");
    if (json_is_string(json_object_get(note, "replyto")) ||
        (json_is_string(id) && json_is_string(forum) && !json_equal(id, forum)))
        return CHAIRLIFT_NOTE_REPLY;
    if (is_marked(note, "Withdrawn_Submission"))
        return CHAIRLIFT_NOTE_WITHDRAWN;
    if (is_marked(note, "Desk_Rejected_Submission"))
        return CHAIRLIFT_NOTE_DESK_REJECTED;
    if (json_is_number(json_object_get(note, "ddate")))
        return CHAIRLIFT_NOTE_DELETED;
    return CHAIRLIFT_NOTE_SUBMITTED;
}

/* When it was published: as the content says, else when OpenReview does, else when the note was
 * made. */
static guint note_year(const json_t *note)
{
    guint year = chairlift_json_year(content(note, "year"));
    if (year == 0)
        year = chairlift_json_year(json_object_get(note, "pdate"));
    return year > 0 ? year : chairlift_json_year(json_object_get(note, "cdate"));
}

void chairlift_note_read(const json_t *note, ChairliftPaper *paper)
{
    char *id = chairlift_json_text(json_object_get(note, "id"));
    if (id == NULL)
        id = chairlift_json_text(json_object_get(note, "forum"));
    if (id != NULL) {
        g_free(paper->id);
        paper->id = id;
    }
    const json_t *title = content(note, "title");
    const json_t *abstract = content(note, "abstract");
    chairlift_paper_set_title(paper, json_string_value(title), (gssize)json_string_length(title));
    chairlift_paper_set_abstract(paper, json_string_value(abstract),
                                 (gssize)json_string_length(abstract));
    chairlift_json_add_authors(paper, content(note, "authors"), content(note, "authorids"), NULL);
    chairlift_json_add_keywords(paper, content(note, "keywords"));
    paper->number = chairlift_json_text(json_object_get(note, "number"));
    paper->year = note_year(note);
    if (paper->title == NULL && paper->abstract == NULL)
        chairlift_paper_set_failure(paper, "the note has neither title nor abstract");
}
