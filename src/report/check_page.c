/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check_page.h"

#include "html.h"

enum { MOST_PAGES = 12, MOST_PLACES = 12 /* of one finding */ };

/* A place that is shown, under a number. */
typedef struct Mark {
    guint number; /* from 1 */
    const ChairliftPlace *place;
    const ChairliftFinding *finding;
} Mark;

typedef struct Page {
    GString *out;
    const Checked *checked;
    GArray *marks; /* of Mark, in the order of the findings */
} Page;

static gboolean is_urgent(const ChairliftFinding *finding)
{
    return finding->outcome == CHAIRLIFT_CHECK_VIOLATION ||
           finding->outcome == CHAIRLIFT_CHECK_WARNING ||
           finding->outcome == CHAIRLIFT_CHECK_NOT_CHECKED;
}

static const char *badge_of(ChairliftCheckOutcome outcome)
{
    static const char *const CLASSES[] = {[CHAIRLIFT_CHECK_PASSED] = "good",
                                          [CHAIRLIFT_CHECK_VIOLATION] = "bad",
                                          [CHAIRLIFT_CHECK_WARNING] = "warn",
                                          [CHAIRLIFT_CHECK_NOT_APPLICABLE] = "",
                                          [CHAIRLIFT_CHECK_NOT_CHECKED] = "warn"};
    return CLASSES[outcome];
}

/* ---- findings -------------------------------------------------------------------------------- */

static void append_place(const Page *page, const ChairliftFinding *finding,
                         const ChairliftPlace *place)
{
    g_string_append(page->out, "<li>");
    if (place->page == 0) {
        g_string_append(page->out, "in the file");
    } else {
        Mark mark = {page->marks->len + 1, place, finding};
        g_array_append_val(page->marks, mark);
        chairlift_html_append(page->out, "<b>%u</b> on page %u", mark.number, place->page);
    }
    if (place->excerpt != NULL)
        chairlift_html_append(page->out, ": <q>%s</q>", place->excerpt);
    g_string_append(page->out, "</li>\n");
}

static void append_places(const Page *page, const ChairliftFinding *finding)
{
    guint shown = MIN(finding->places->len, MOST_PLACES);
    if (shown == 0)
        return;
    g_string_append(page->out, "<ul>\n");
    for (guint i = 0; i < shown; i++)
        append_place(page, finding, g_ptr_array_index(finding->places, i));
    if (finding->places->len > shown)
        chairlift_html_append(page->out, "<li>and %u more places</li>\n",
                              finding->places->len - shown);
    g_string_append(page->out, "</ul>\n");
}

static void append_finding(const Page *page, const ChairliftFinding *finding)
{
    chairlift_html_append(page->out, "<h4><span class=\"badge %s\">%s</span> %s</h4>\n<p>%s",
                          badge_of(finding->outcome), chairlift_checked_word(finding->outcome),
                          finding->check, finding->text);
    if (finding->source != NULL)
        chairlift_html_append(page->out, " <span class=\"note\">[the call: %s]</span>",
                              finding->source);
    g_string_append(page->out, "</p>\n");
    if (finding->advice != NULL)
        chairlift_html_append(page->out, "<p><b>What to do:</b> %s</p>\n", finding->advice);
    append_places(page, finding);
}

static void append_urgent(const Page *page, const GPtrArray *findings)
{
    for (guint order = 0; order < G_N_ELEMENTS(CHECKED_ORDER); order++) {
        for (guint i = 0; i < findings->len; i++) {
            const ChairliftFinding *finding = g_ptr_array_index(findings, i);
            if (finding->outcome == CHECKED_ORDER[order] && is_urgent(finding))
                append_finding(page, finding);
        }
    }
}

/* What needs no attention: a row each. */
static void append_quiet(const Page *page, const GPtrArray *findings)
{
    g_string_append(page->out, "<div class=\"scroll\"><table>\n<tr><th>check</th><th></th>"
                               "<th>what was found</th><th>place in the call</th></tr>\n");
    for (guint order = 0; order < G_N_ELEMENTS(CHECKED_ORDER); order++) {
        for (guint i = 0; i < findings->len; i++) {
            const ChairliftFinding *finding = g_ptr_array_index(findings, i);
            if (finding->outcome != CHECKED_ORDER[order] || is_urgent(finding))
                continue;
            chairlift_html_append(page->out,
                                  "<tr><td>%s</td><td><span class=\"badge %s\">%s</span></td>"
                                  "<td>%s</td><td>%s</td></tr>\n",
                                  finding->check, badge_of(finding->outcome),
                                  chairlift_checked_word(finding->outcome), finding->text,
                                  finding->source != NULL ? finding->source : "");
        }
    }
    g_string_append(page->out, "</table></div>\n");
}

/* ---- theme and topics ------------------------------------------------------------------------ */

static void append_words(const Page *page, const char *label, const GPtrArray *words)
{
    chairlift_html_append(page->out, "<p>%s ", label);
    for (guint i = 0; i < words->len; i++)
        chairlift_html_append(page->out, "%s<i>%s</i>", i > 0 ? ", " : "",
                              (const char *)g_ptr_array_index(words, i));
    g_string_append(page->out, words->len > 0 ? ".</p>\n" : "no word.</p>\n");
}

static void append_topics(const Page *page, const CheckedVenue *checked)
{
    g_string_append(page->out, "<div class=\"scroll\"><table>\n<tr><th>topic of the call</th>"
                               "<th>probability</th><th></th></tr>\n");
    for (size_t i = 0; i < checked->scores->length; i++) {
        const ChairliftTopicScore *score = &checked->scores->topics[i];
        const ChairliftTopic *topic = chairlift_venue_find_topic(checked->venue, score->id);
        chairlift_html_append(page->out, "<tr><td>%s</td>",
                              topic != NULL ? topic->name : score->id);
        chairlift_html_append(
            page->out, "<td class=\"bar\" style=\"--v:%.2f\">%.2f</td><td>%s</td></tr>\n",
            score->probability, score->probability, score->assigned ? "would be assigned" : "");
    }
    g_string_append(page->out, "</table></div>\n");
}

static void append_closest(const Page *page, const CheckedVenue *checked)
{
    const ChairliftTopicScore *first = &checked->scores->topics[0];
    const ChairliftTopic *topic = chairlift_venue_find_topic(checked->venue, first->id);
    if (topic != NULL)
        chairlift_html_append(
            page->out, "<p>Closest is <b>%s</b>%s: %s</p>\n", topic->name,
            first->probability < 0.5 ? ", though even that is less likely than not" : "",
            topic->description);
}

static void append_theme(const Page *page, const CheckedVenue *checked)
{
    if (checked->scores == NULL || checked->scores->no_evidence)
        return;
    g_string_append(page->out, "<h3>Theme and topics</h3>\n");
    append_words(page, "Words of title and abstract that speak for the theme:", checked->in_favour);
    append_words(page, "Words that speak against it:", checked->against);
    if (checked->scores->length > 0) {
        append_closest(page, checked);
        append_topics(page, checked);
    }
}

/* ---- calls ----------------------------------------------------------------------------------- */

static void append_comparison(const Page *page)
{
    g_string_append(page->out, "<h3>Calls compared</h3>\n<div class=\"scroll\"><table>\n<tr>"
                               "<th>call</th><th>theme</th><th></th><th>broken rules</th>"
                               "<th>to look at</th></tr>\n");
    for (guint i = 0; i < page->checked->venues->len; i++) {
        const CheckedVenue *venue = g_ptr_array_index(page->checked->venues, i);
        CheckedCounts counts = chairlift_checked_count(venue->findings);
        chairlift_html_append(page->out, "<tr><td>%s</td>", venue->venue->name);
        if (venue->scores != NULL)
            chairlift_html_append(
                page->out, "<td class=\"bar\" style=\"--v:%.2f\">%.2f</td><td>%s</td>",
                venue->scores->theme_probability, venue->scores->theme_probability,
                chairlift_verdict_name(venue->scores->verdict));
        else
            g_string_append(page->out, "<td></td><td></td>");
        chairlift_html_append(
            page->out, "<td class=\"number\">%u</td><td class=\"number\">%u</td></tr>\n",
            counts.of[CHAIRLIFT_CHECK_VIOLATION], counts.of[CHAIRLIFT_CHECK_WARNING]);
    }
    g_string_append(page->out, "</table></div>\n");
}

static void append_venue(const Page *page, const CheckedVenue *venue)
{
    g_autofree char *summary = chairlift_checked_summary(venue->findings);
    chairlift_html_append(page->out, "<h3>%s</h3>\n<p>%s</p>\n", venue->venue->name, summary);
    append_urgent(page, venue->findings);
    append_quiet(page, venue->findings);
    append_theme(page, venue);
}

/* ---- pictures -------------------------------------------------------------------------------- */

static void append_mark(const Page *page, const Mark *mark, const ChairliftPdfPicture *picture)
{
    const ChairliftPlace *place = mark->place;
    double width = picture->pixel_width, height = picture->pixel_height;
    const char *colour =
        mark->finding->outcome == CHAIRLIFT_CHECK_VIOLATION ? "#c0271d" : "#b06d00";
    double left = place->left * width - 4, top = place->top * height - 3;
    double right = place->right * width + 4, bottom = place->bottom * height + 3;
    const gboolean whole = place->right <= place->left || place->bottom <= place->top;
    if (whole) {
        left = top = 3;
        right = width - 3;
        bottom = height - 3;
    }
    chairlift_html_append(page->out,
                          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" "
                          "fill-opacity=\"%.2f\" stroke=\"%s\" stroke-width=\"2\"/>",
                          left, top, right - left, bottom - top, colour, whole ? 0 : 0.12, colour);
    chairlift_html_append(page->out,
                          "<text x=\"%.1f\" y=\"%.1f\" font-size=\"20\" font-weight=\"bold\" "
                          "text-anchor=\"end\" fill=\"%s\">%u</text>",
                          whole ? left + 26 * (1 + mark->number % 20) : MAX(left - 3, 24), top + 18,
                          colour, mark->number);
}

static void append_picture(const Page *page, guint number, const ChairliftPdfPicture *picture)
{
    gsize length;
    const guchar *png = g_bytes_get_data(picture->png, &length);
    g_autofree char *encoded = g_base64_encode(png, length);
    chairlift_html_append(page->out,
                          "<figure><figcaption>Page %u</figcaption>\n<svg viewBox=\"0 0 %u %u\" "
                          "width=\"100%%\" role=\"img\" aria-label=\"Page %u\">",
                          number, picture->pixel_width, picture->pixel_height, number);
    chairlift_html_append(page->out, "<image width=\"%u\" height=\"%u\" href=\"",
                          picture->pixel_width, picture->pixel_height);
    g_string_append_printf(page->out, "data:image/png;base64,%s\"/>", encoded);
    for (guint i = 0; i < page->marks->len; i++) {
        const Mark *mark = &g_array_index(page->marks, Mark, i);
        if (mark->place->page == number)
            append_mark(page, mark, picture);
    }
    g_string_append(page->out, "</svg></figure>\n");
}

/* Pages that have marks, each once, in order. */
static void append_pictures(const Page *page, CheckPagePicture picture, gpointer user_data)
{
    guint shown = 0, left_out = 0;
    if (page->marks->len == 0)
        return;
    g_string_append(page->out, "<h3>The places</h3>\n<div class=\"plots\">\n");
    for (guint number = 1; number <= page->checked->pdf->pages; number++) {
        gboolean marked = FALSE;
        for (guint i = 0; i < page->marks->len && !marked; i++)
            marked = g_array_index(page->marks, Mark, i).place->page == number;
        if (!marked)
            continue;
        if (shown >= MOST_PAGES) {
            left_out++;
            continue;
        }
        shown++;
        g_autoptr(ChairliftPdfPicture) drawn = picture(number, user_data);
        if (drawn != NULL)
            append_picture(page, number, drawn);
    }
    g_string_append(page->out, "</div>\n");
    if (left_out > 0)
        chairlift_html_append(page->out,
                              "<p class=\"note\">%u more pages with places that are "
                              "listed above are not shown.</p>\n",
                              left_out);
}

/* ---- papers ---------------------------------------------------------------------------------- */

void chairlift_check_page_begin(GString *out, guint papers)
{
    chairlift_html_begin(out, papers == 1 ? "Check before submission" : "Checks of submissions",
                         NULL);
}

void chairlift_check_page_append(GString *out, const Checked *checked, CheckPagePicture picture,
                                 gpointer user_data)
{
    const char *title = checked->paper->title != NULL ? checked->paper->title : checked->paper->id;
    chairlift_html_append(out, "<h2>%s</h2>\n<p class=\"note\">%s", title, checked->paper->source);
    if (checked->pdf->status != CHAIRLIFT_PDF_OK) {
        chairlift_html_append(out,
                              "</p>\n<p><span class=\"badge bad\">could not be checked</span> "
                              "%s</p>\n",
                              checked->pdf->message);
        return;
    }
    g_autofree char *about = chairlift_checked_about(checked->pdf);
    chairlift_html_append(out, ": %s</p>\n", about);
    g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
    Page page = {out, checked, marks};
    if (checked->venues->len > 1)
        append_comparison(&page);
    for (guint i = 0; i < checked->venues->len; i++)
        append_venue(&page, g_ptr_array_index(checked->venues, i));
    append_pictures(&page, picture, user_data);
}

void chairlift_check_page_end(GString *out)
{
    chairlift_html_end(out);
}
