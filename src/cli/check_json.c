/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift check --format json: an array with an object for each paper:
 *   file                  as named, or found in a folder
 *   status                "ok", or why it could not be checked ("password", "no-text", ...)
 *   message               one line about that; only when status is not "ok"
 *   title, pages, template, template_year, form   as chairlift extract has them
 *   main_text             {pages, end: {heading, page, position}}: how many pages the main text
 *                         takes up and which heading ends it (position: 0 top of the page, 1
 *                         bottom); null when no heading does
 *   venues                array of
 *     venue, track        ids; track null when none was chosen
 *     outcome             "violation", else "warning", else "passed"
 *     findings            array of
 *       check             id of the check: "theme", "page-limit", ...
 *       outcome           "passed", "violation", "warning", "not-applicable", "not-checked"
 *       text              a sentence
 *       advice            what to do, or null
 *       source            place in the call, or null
 *       places            array of {page, box, excerpt}: page from 1, null for the file as a whole;
 *                         box [left, top, right, bottom] as fractions of the page, null for all of
 *                         it; excerpt text or null
 *     scores              the record of chairlift score for paper and venue; null without models
 *     words               {in_favour, against}: the paper's words that speak most for the theme,
 *                         and against it, strongest first; null without scores
 */
#include "check_json.h"

#include "../check/main_text.h"

#include "chairlift/exchange.h"

static json_t *text_or_null(const char *text)
{
    json_t *value = text != NULL ? json_string(text) : NULL;
    return value != NULL ? value : json_null();
}

static json_t *place_to_json(const ChairliftPlace *place)
{
    gboolean whole = place->right <= place->left || place->bottom <= place->top;
    json_t *box =
        whole ? json_null()
              : json_pack("[f, f, f, f]", place->left, place->top, place->right, place->bottom);
    return json_pack("{s:o, s:o, s:o}", "page",
                     place->page > 0 ? json_integer(place->page) : json_null(), "box", box,
                     "excerpt", text_or_null(place->excerpt));
}

static json_t *findings_to_json(const GPtrArray *findings)
{
    json_t *array = json_array();
    for (guint i = 0; i < findings->len; i++) {
        const ChairliftFinding *finding = g_ptr_array_index(findings, i);
        json_t *places = json_array();
        for (guint j = 0; j < finding->places->len; j++)
            json_array_append_new(places, place_to_json(g_ptr_array_index(finding->places, j)));
        json_array_append_new(
            array, json_pack("{s:s, s:s, s:s, s:o, s:o, s:o}", "check", finding->check, "outcome",
                             chairlift_check_outcome_name(finding->outcome), "text", finding->text,
                             "advice", text_or_null(finding->advice), "source",
                             text_or_null(finding->source), "places", places));
    }
    return array;
}

static json_t *words_to_json(const GPtrArray *words)
{
    json_t *array = json_array();
    for (guint i = 0; i < words->len; i++)
        json_array_append_new(array, json_string(g_ptr_array_index(words, i)));
    return array;
}

static json_t *scores_to_json(const ChairliftPaper *paper, const CheckedVenue *checked)
{
    if (checked->scores == NULL)
        return json_null();
    g_autoptr(GString) record = g_string_new(NULL);
    chairlift_scores_append(record, CHAIRLIFT_SCORES_JSON, paper, checked->venue->id,
                            checked->scores, NULL, NULL);
    json_t *scores = json_loadb(record->str, record->len, 0, NULL);
    return scores != NULL ? scores : json_null();
}

static const char *worst_outcome(const GPtrArray *findings)
{
    CheckedCounts counts = chairlift_checked_count(findings);
    if (counts.of[CHAIRLIFT_CHECK_VIOLATION] > 0)
        return chairlift_check_outcome_name(CHAIRLIFT_CHECK_VIOLATION);
    return chairlift_check_outcome_name(
        counts.of[CHAIRLIFT_CHECK_WARNING] > 0 ? CHAIRLIFT_CHECK_WARNING : CHAIRLIFT_CHECK_PASSED);
}

static json_t *venue_to_json(const Checked *checked, const CheckedVenue *venue)
{
    json_t *words = json_null();
    if (venue->scores != NULL)
        words = json_pack("{s:o, s:o}", "in_favour", words_to_json(venue->in_favour), "against",
                          words_to_json(venue->against));
    return json_pack("{s:s, s:o, s:s, s:o, s:o, s:o}", "venue", venue->venue->id, "track",
                     text_or_null(checked->track), "outcome", worst_outcome(venue->findings),
                     "findings", findings_to_json(venue->findings), "scores",
                     scores_to_json(checked->paper, venue), "words", words);
}

static json_t *main_text_to_json(const ChairliftPdf *pdf)
{
    const CheckStyle *style = check_style_of(pdf->page_template);
    if (pdf->structure == NULL)
        return json_null();
    MainText text = main_text_find(pdf->structure, check_style_not_counted(style));
    if (text.sure.heading == NULL)
        return json_null();
    return json_pack("{s:i, s:{s:s, s:i, s:f}}", "pages", (int)text.sure.pages, "end", "heading",
                     text.sure.heading->title, "page", (int)text.sure.heading->page, "position",
                     text.sure.heading->position);
}

json_t *check_to_json(const Checked *checked)
{
    const ChairliftPdf *pdf = checked->pdf;
    gboolean read = pdf->status == CHAIRLIFT_PDF_OK;
    json_t *object = json_pack("{s:s, s:s}", "file", checked->paper->source, "status",
                               chairlift_pdf_status_name(pdf->status));
    if (!read)
        json_object_set_new(object, "message", text_or_null(pdf->message));
    json_object_set_new(object, "title", text_or_null(checked->paper->title));
    json_object_set_new(object, "pages", read ? json_integer(pdf->pages) : json_null());
    json_object_set_new(
        object, "template",
        text_or_null(read ? chairlift_pdf_template_name(pdf->page_template) : NULL));
    json_object_set_new(object, "template_year",
                        pdf->template_year > 0 ? json_integer(pdf->template_year) : json_null());
    json_object_set_new(object, "form",
                        text_or_null(read ? chairlift_pdf_form_name(pdf->form) : NULL));
    json_object_set_new(object, "main_text", main_text_to_json(pdf));
    json_t *venues = json_array();
    for (guint i = 0; i < checked->venues->len; i++)
        json_array_append_new(venues,
                              venue_to_json(checked, g_ptr_array_index(checked->venues, i)));
    json_object_set_new(object, "venues", venues);
    return object;
}
