/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A paper's text as one string, of which every byte knows where on the pages it stands and to which
 * part of the paper it belongs. */
#ifndef CHAIRLIFT_CHECK_MANUSCRIPT_H
#define CHAIRLIFT_CHECK_MANUSCRIPT_H

#include "chairlift/check.h"

typedef enum ManuscriptRegion {
    REGION_BODY, /* all that is none of the others, from the title to the appendix */
    REGION_ACKNOWLEDGEMENTS,
    REGION_CONTRIBUTIONS, /* who did what */
    REGION_REFERENCES
} ManuscriptRegion;

/* What one line brought. */
typedef struct ManuscriptPiece {
    guint start, end; /* bytes of the text */
    const ChairliftTrace *line;
    ManuscriptRegion region;
    gboolean heading;
} ManuscriptPiece;

typedef struct Manuscript {
    const ChairliftPdf *pdf;
    const ChairliftPdfTraces *traces;
    GString *text;    /* lines with a space between, or none where a hyphen broke a word */
    GArray *pieces;   /* of ManuscriptPiece, in order */
    double body_size; /* of most letters, points */
} Manuscript;

/* pdf and traces must outlive it. */
Manuscript *chairlift_manuscript_new(const ChairliftPdf *pdf, const ChairliftPdfTraces *traces);
void chairlift_manuscript_free(Manuscript *manuscript);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Manuscript, chairlift_manuscript_free)

/* The piece that a byte belongs to (the space after a line is its line's); NULL beyond the end. */
const ManuscriptPiece *chairlift_manuscript_piece(const Manuscript *manuscript, guint offset);

/* The piece of the line at a point of a page (fractions of it), or NULL. */
const ManuscriptPiece *chairlift_manuscript_piece_at(const Manuscript *manuscript, guint page,
                                                     double across, double down);

/* Where bytes [start, end) stand: on the line of the first of them. Free place.excerpt. */
ChairliftPlace chairlift_manuscript_place(const Manuscript *manuscript, guint start, guint end);

/* Where the character begins that the byte at offset is of; regular expressions read text from and
 * to characters only. */
guint chairlift_manuscript_character(const char *text, guint offset);

/* The sentence around bytes [start, end), or what may be one. */
void chairlift_manuscript_sentence(const Manuscript *manuscript, guint start, guint end,
                                   guint *sentence_start, guint *sentence_end);

#endif
