/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of HTML that stands alone: nothing in it is fetched from anywhere.
 *
 * The page has one style sheet, for light and dark screens, phones and paper, and at most one
 * script. A Content-Security-Policy lets that script run, known by its hash, and nothing else: what
 * a title smuggled in would stay text even if it were not escaped. The page must make sense without
 * the script. Elements that the style sheet knows:
 *
 *   <p class="note">          small print
 *   <div class="scroll">      around a table that may be wider than a phone
 *   <td class="number">       a figure, aligned to the right
 *   <td class="heat" style="--v:0.42">  a cell of a heat map; 0 to 1 from pale to full
 *   <td class="heat marked">  with an outline
 *   <th class="slant">        a heading that stands upright, above a narrow column
 *   <ul class="sentences">    sentences, which may begin with a small letter
 *   <table class="map">       of narrow columns
 *   <table class="stack">     whose cells stand below each other on a phone, without the heading:
 *                             <td data-label="..."> says there what a cell is
 *   <td class="bar" style="--v:0.42">   a cell with a bar behind its text; 0 to 1 of its width
 *   <span class="badge good|warn|bad">  a word of judgement
 *   <div class="cards">       of <div class="card"><b>figure</b><span>what it is</span></div>
 *   <div class="plots">       of figures side by side where there is room
 *   <div class="no-print">    what makes no sense on paper
 */
#ifndef CHAIRLIFT_REPORT_HTML_H
#define CHAIRLIFT_REPORT_HTML_H

#include <glib.h>

/* Appends everything up to and including <main> and a first heading with the title. script: the
 * page's own JavaScript, run when the page is there; NULL: none. */
void chairlift_html_begin(GString *out, const char *title, const char *script);

/* Appends the end of the page. */
void chairlift_html_end(GString *out);

/* Appends text so that it stands as text, in an element or a quoted attribute, whatever it holds:
 * bytes that are not UTF-8 and control characters become U+FFFD. */
void chairlift_html_text(GString *out, const char *text);

/* Appends markup as printf writes it, with every %s made text as above. Knows %s, %d, %u, %f with
 * a precision (%.2f) and %%; aborts on others, which are mistakes of the program. */
void chairlift_html_append(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);

#endif
