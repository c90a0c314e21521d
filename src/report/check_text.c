/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check_text.h"

#include <string.h>

/* Longer lines than this are hard to read, however wide the terminal. */
enum { WIDEST = 100 };

enum { INDENT = 2, TEXT_INDENT = 4, MOST_PLACES = 4, MOST_TOPICS = 5 };

static const char ANONYMITY[] = "anonymity-";

typedef struct Page {
    GString *out;
    const ChairliftTerminal *terminal;
    guint width;
} Page;

/* What a paper says must not drive the terminal. */
static void append_text(const Page *page, const char *text, guint indent, ChairliftColour colour)
{
    g_autofree char *shown = chairlift_without_controls(text);
    g_autoptr(GString) wrapped = g_string_new(NULL);
    chairlift_append_wrapped(wrapped, shown, indent, page->width);
    chairlift_append_coloured(page->out, page->terminal, colour, wrapped->str);
}

static void append_heading(const Page *page, const char *heading)
{
    g_string_append_c(page->out, '\n');
    append_text(page, heading, 0, CHAIRLIFT_COLOUR_BOLD);
}

/* ---- findings -------------------------------------------------------------------------------- */

static void append_places(const Page *page, const ChairliftFinding *finding)
{
    for (guint i = 0; i < MIN(finding->places->len, MOST_PLACES); i++) {
        const ChairliftPlace *place = g_ptr_array_index(finding->places, i);
        g_autoptr(GString) line = g_string_new(NULL);
        if (place->page > 0)
            g_string_append_printf(line, "page %u", place->page);
        else
            g_string_append(line, "in the file");
        if (place->excerpt != NULL)
            g_string_append_printf(line, ": \"%s\"", place->excerpt);
        append_text(page, line->str, TEXT_INDENT, CHAIRLIFT_COLOUR_FAINT);
    }
    if (finding->places->len > MOST_PLACES) {
        g_autofree char *more =
            g_strdup_printf("and %u more places", finding->places->len - MOST_PLACES);
        append_text(page, more, TEXT_INDENT, CHAIRLIFT_COLOUR_FAINT);
    }
}

static void append_finding(const Page *page, const ChairliftFinding *finding, const char *checks)
{
    static const ChairliftColour COLOURS[] = {
        [CHAIRLIFT_CHECK_PASSED] = CHAIRLIFT_COLOUR_GREEN,
        [CHAIRLIFT_CHECK_VIOLATION] = CHAIRLIFT_COLOUR_RED,
        [CHAIRLIFT_CHECK_WARNING] = CHAIRLIFT_COLOUR_YELLOW,
        [CHAIRLIFT_CHECK_NOT_APPLICABLE] = CHAIRLIFT_COLOUR_FAINT,
        [CHAIRLIFT_CHECK_NOT_CHECKED] = CHAIRLIFT_COLOUR_YELLOW,
    };
    gboolean urgent = finding->outcome == CHAIRLIFT_CHECK_VIOLATION ||
                      finding->outcome == CHAIRLIFT_CHECK_WARNING;
    g_string_append_printf(page->out, "%*s", INDENT, "");
    g_autofree char *label =
        g_strdup_printf("%s: %s\n", chairlift_checked_word(finding->outcome), checks);
    chairlift_append_coloured(page->out, page->terminal, COLOURS[finding->outcome], label);
    g_autofree char *text =
        finding->source != NULL
            ? g_strdup_printf("%s [the call: %s]", finding->text, finding->source)
            : g_strdup(finding->text);
    append_text(page, text, TEXT_INDENT, CHAIRLIFT_COLOUR_PLAIN);
    if (finding->advice != NULL) {
        g_autofree char *advice = g_strdup_printf("What to do: %s", finding->advice);
        append_text(page, advice, TEXT_INDENT, CHAIRLIFT_COLOUR_PLAIN);
    }
    if (urgent)
        append_places(page, finding);
}

/* What needs no attention, a line or two each. */
static void append_quiet(const Page *page, const ChairliftFinding *finding)
{
    g_autofree char *text = g_strdup_printf("%s: %s", finding->check, finding->text);
    append_text(page, text, INDENT, CHAIRLIFT_COLOUR_PLAIN);
}

static gboolean is_urgent(ChairliftCheckOutcome outcome)
{
    return outcome == CHAIRLIFT_CHECK_VIOLATION || outcome == CHAIRLIFT_CHECK_WARNING ||
           outcome == CHAIRLIFT_CHECK_NOT_CHECKED;
}

/* Whether the finding before says the same of another check; it was shown with that. */
static gboolean is_repeated(const GPtrArray *findings, guint index)
{
    const ChairliftFinding *finding = g_ptr_array_index(findings, index);
    const ChairliftFinding *before = index > 0 ? g_ptr_array_index(findings, index - 1) : NULL;
    return before != NULL && before->outcome == finding->outcome &&
           strcmp(before->text, finding->text) == 0;
}

/* "margins, font-size": the check of a finding and those that say the same after it. */
static char *list_checks(const GPtrArray *findings, guint index)
{
    const ChairliftFinding *finding = g_ptr_array_index(findings, index);
    GString *checks = g_string_new(finding->check);
    for (guint i = index + 1; i < findings->len && is_repeated(findings, i); i++) {
        finding = g_ptr_array_index(findings, i);
        g_string_append_printf(checks, ", %s", finding->check);
    }
    return g_string_free(checks, FALSE);
}

/* Anonymity has many checks that find nothing: one line for all of them. */
static gboolean is_of_anonymity(const ChairliftFinding *finding)
{
    return finding->outcome == CHAIRLIFT_CHECK_PASSED &&
           g_str_has_prefix(finding->check, ANONYMITY);
}

static void append_anonymity(const Page *page, const GPtrArray *findings)
{
    g_autoptr(GString) line = g_string_new(NULL);
    for (guint i = 0; i < findings->len; i++) {
        const ChairliftFinding *finding = g_ptr_array_index(findings, i);
        if (is_of_anonymity(finding))
            g_string_append_printf(line, "%s%s",
                                   line->len == 0 ? "anonymity: nothing was found in or as " : ", ",
                                   finding->check + strlen(ANONYMITY));
    }
    if (line->len > 0)
        append_text(page, line->str, INDENT, CHAIRLIFT_COLOUR_PLAIN);
}

static void append_outcome(const Page *page, const GPtrArray *findings,
                           ChairliftCheckOutcome outcome)
{
    gboolean begun = FALSE;
    for (guint i = 0; i < findings->len; i++) {
        const ChairliftFinding *finding = g_ptr_array_index(findings, i);
        if (finding->outcome != outcome || is_of_anonymity(finding) || is_repeated(findings, i))
            continue;
        if (is_urgent(outcome)) {
            g_autofree char *checks = list_checks(findings, i);
            g_string_append_c(page->out, '\n');
            append_finding(page, finding, checks);
            continue;
        }
        if (!begun)
            append_heading(page, outcome == CHAIRLIFT_CHECK_PASSED ? "Fine" : "Does not apply");
        begun = TRUE;
        append_quiet(page, finding);
    }
    if (outcome == CHAIRLIFT_CHECK_PASSED)
        append_anonymity(page, findings);
}

/* ---- theme and topics ------------------------------------------------------------------------ */

static void append_words(const Page *page, const char *label, const GPtrArray *words)
{
    g_autoptr(GString) line = g_string_new(label);
    for (guint i = 0; i < words->len; i++)
        g_string_append_printf(line, "%s%s", i > 0 ? ", " : "",
                               (const char *)g_ptr_array_index(words, i));
    if (words->len == 0)
        g_string_append(line, "no word");
    append_text(page, line->str, INDENT, CHAIRLIFT_COLOUR_PLAIN);
}

/* A topic's line: probability, name, whether it would be assigned. */
static void append_topic(const Page *page, const ChairliftVenue *venue,
                         const ChairliftTopicScore *score)
{
    const ChairliftTopic *topic = chairlift_venue_find_topic(venue, score->id);
    g_autofree char *line =
        g_strdup_printf("%.2f  %s%s", score->probability, topic != NULL ? topic->name : score->id,
                        score->assigned ? " (would be assigned)" : "");
    append_text(page, line, INDENT, CHAIRLIFT_COLOUR_PLAIN);
}

static void append_closest(const Page *page, const CheckedVenue *checked)
{
    const ChairliftTopicScore *first = &checked->scores->topics[0];
    const ChairliftTopic *topic = chairlift_venue_find_topic(checked->venue, first->id);
    if (topic == NULL)
        return;
    const char *doubt =
        first->probability < 0.5 ? ", though even that is less likely than not" : "";
    g_autofree char *line = g_strdup_printf(
        "Closest to the paper is \"%s\"%s: %s%s%s%s", topic->name, doubt, topic->description,
        topic->source != NULL ? " [the call: " : "", topic->source != NULL ? topic->source : "",
        topic->source != NULL ? "]" : "");
    append_text(page, line, INDENT, CHAIRLIFT_COLOUR_PLAIN);
}

static void append_theme(const Page *page, const CheckedVenue *checked)
{
    const ChairliftScores *scores = checked->scores;
    if (scores == NULL || scores->no_evidence)
        return;
    append_heading(page, "Theme and topics");
    append_words(page, "For the theme speak: ", checked->in_favour);
    append_words(page, "Against it speak: ", checked->against);
    g_autofree char *line =
        g_strdup_printf("Topics of the call, most probable first (%u of %u):",
                        (guint)MIN(scores->length, MOST_TOPICS), (guint)scores->length);
    append_text(page, line, INDENT, CHAIRLIFT_COLOUR_PLAIN);
    for (size_t i = 0; i < MIN(scores->length, MOST_TOPICS); i++)
        append_topic(page, checked->venue, &scores->topics[i]);
    if (scores->length > 0)
        append_closest(page, checked);
}

/* ---- several calls --------------------------------------------------------------------------- */

static void append_comparison(const Page *page, const Checked *checked)
{
    append_heading(page, "Calls compared");
    for (guint i = 0; i < checked->venues->len; i++) {
        const CheckedVenue *venue = g_ptr_array_index(checked->venues, i);
        CheckedCounts counts = chairlift_checked_count(venue->findings);
        g_autoptr(GString) line = g_string_new(NULL);
        g_string_append_printf(line, "%s: ", venue->venue->id);
        if (venue->scores != NULL)
            g_string_append_printf(line, "%s (theme %.2f), ",
                                   chairlift_verdict_name(venue->scores->verdict),
                                   venue->scores->theme_probability);
        if (venue->venue->tracks->len == 0)
            g_string_append(line, "no rules");
        else
            g_string_append_printf(line, "%u broken rule%s, %u to look at",
                                   counts.of[CHAIRLIFT_CHECK_VIOLATION],
                                   counts.of[CHAIRLIFT_CHECK_VIOLATION] == 1 ? "" : "s",
                                   counts.of[CHAIRLIFT_CHECK_WARNING]);
        append_text(page, line->str, INDENT, CHAIRLIFT_COLOUR_PLAIN);
    }
}

static void append_venue(const Page *page, const Checked *checked, const CheckedVenue *venue)
{
    g_autofree char *summary = chairlift_checked_summary(venue->findings);
    g_autofree char *heading = g_strdup_printf("%s (%s%s%s)", venue->venue->name, venue->venue->id,
                                               checked->track != NULL ? ", track " : "",
                                               checked->track != NULL ? checked->track : "");
    append_heading(page, heading);
    append_text(page, summary, 0, CHAIRLIFT_COLOUR_PLAIN);
    gboolean single = checked->venues->len == 1;
    for (guint i = 0; i < G_N_ELEMENTS(CHECKED_ORDER); i++) {
        if (single || is_urgent(CHECKED_ORDER[i]))
            append_outcome(page, venue->findings, CHECKED_ORDER[i]);
    }
    append_theme(page, venue);
}

void chairlift_check_text_append(GString *out, const ChairliftTerminal *terminal,
                                 const Checked *checked)
{
    Page page = {out, terminal, MIN(terminal->width, WIDEST)};
    append_text(&page, checked->paper->source, 0, CHAIRLIFT_COLOUR_BOLD);
    if (checked->pdf->status != CHAIRLIFT_PDF_OK) {
        g_autofree char *why = g_strdup_printf("could not be checked: %s", checked->pdf->message);
        append_text(&page, why, INDENT, CHAIRLIFT_COLOUR_RED);
        return;
    }
    g_autofree char *about = chairlift_checked_about(checked->pdf);
    append_text(&page, checked->paper->title != NULL ? checked->paper->title : "(no title found)",
                INDENT, CHAIRLIFT_COLOUR_PLAIN);
    append_text(&page, about, INDENT, CHAIRLIFT_COLOUR_FAINT);
    if (checked->venues->len > 1)
        append_comparison(&page, checked);
    for (guint i = 0; i < checked->venues->len; i++)
        append_venue(&page, checked, g_ptr_array_index(checked->venues, i));
}
