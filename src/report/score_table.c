/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "score_table.h"

enum {
    THEME_COLUMNS = 20, /* "does not fit  0.03" and a space */
    REASON_INDENT = 2,
    REASON_TERMS = 4, /* for, in the one-line reason */
    SUM_TERMS = 12,   /* in a sum */
    SUM_TERM_COLUMNS = 28
};

/* The title's share of a line; the topics take what is left. */
static guint title_columns(const ChairliftTerminal *terminal)
{
    return terminal->width * 2 / 5;
}

static const char *shown_title(const ChairliftPaper *paper)
{
    return paper->title != NULL ? paper->title : paper->id;
}

void chairlift_score_table_heading(GString *out, const ChairliftTerminal *terminal,
                                   const ChairliftVenue *venue, double fits, double does_not_fit,
                                   double sure)
{
    g_autofree char *name = g_strdup_printf("%s (%s)", venue->name, venue->id);
    chairlift_append_coloured(out, terminal, CHAIRLIFT_COLOUR_BOLD, name);
    g_autofree char *human =
        sure < 1 ? g_strdup_printf("Below confidence %.2f a judgement needs a human.", sure)
                 : g_strdup("Too few papers are labelled to tell from which confidence on it is "
                            "right often enough, so every judgement needs a human; those of least "
                            "confidence need one most.");
    g_autofree char *limits = g_strdup_printf("A paper fits the theme from probability %.2f, and "
                                              "does not below %.2f; topics have probabilities of "
                                              "their own. %s",
                                              fits, does_not_fit, human);
    g_string_append_c(out, '\n');
    chairlift_append_wrapped(out, limits, 0, terminal->width);
    g_string_append_c(out, '\n');
    g_autoptr(GString) heading = g_string_new(NULL);
    chairlift_append_cell(heading, "paper", title_columns(terminal));
    g_string_append(heading, "  ");
    chairlift_append_cell(heading, "theme", THEME_COLUMNS);
    g_string_append(heading, "topics");
    chairlift_append_coloured(out, terminal, CHAIRLIFT_COLOUR_FAINT, heading->str);
    g_string_append_c(out, '\n');
}

static void append_theme(GString *out, const ChairliftTerminal *terminal,
                         const ChairliftScores *scores)
{
    static const ChairliftColour COLOURS[] = {
        [CHAIRLIFT_VERDICT_FITS] = CHAIRLIFT_COLOUR_GREEN,
        [CHAIRLIFT_VERDICT_BORDERLINE] = CHAIRLIFT_COLOUR_YELLOW,
        [CHAIRLIFT_VERDICT_DOES_NOT_FIT] = CHAIRLIFT_COLOUR_RED,
        [CHAIRLIFT_VERDICT_CANNOT_JUDGE] = CHAIRLIFT_COLOUR_YELLOW,
    };
    g_autofree char *theme = g_strdup_printf("%-12s  %.2f", chairlift_verdict_name(scores->verdict),
                                             scores->theme_probability);
    g_autoptr(GString) cell = g_string_new(NULL);
    chairlift_append_cell(cell, theme, THEME_COLUMNS);
    chairlift_append_coloured(out, terminal, COLOURS[scores->verdict], cell->str);
}

/* The topics that were assigned, or that there is none: a line's last column, in pieces between
 * which it may be broken. */
static GPtrArray *topic_pieces(const ChairliftScores *scores)
{
    GPtrArray *pieces = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < scores->length; i++) {
        const ChairliftTopicScore *topic = &scores->topics[i];
        if (topic->assigned)
            g_ptr_array_add(pieces, g_strdup_printf("%s %.2f", topic->id, topic->probability));
    }
    if (pieces->len == 0 && scores->length > 0) {
        g_ptr_array_add(pieces, g_strdup_printf("none (%s %.2f)", scores->topics[0].id,
                                                scores->topics[0].probability));
    }
    return pieces;
}

/* Appends the topics where `left` columns are taken, on as many lines as the width asks for. */
static void append_topics(GString *out, const ChairliftTerminal *terminal, guint left,
                          const ChairliftScores *scores)
{
    g_autoptr(GPtrArray) pieces = topic_pieces(scores);
    guint column = left;
    for (guint i = 0; i < pieces->len; i++) {
        const char *piece = pieces->pdata[i];
        guint columns = chairlift_text_columns(piece) + (i + 1 < pieces->len ? 1 : 0);
        if (column > left && column + 1 + columns > terminal->width) {
            g_string_append_printf(out, "\n%*s", (int)left, "");
            column = left;
        } else if (column > left) {
            g_string_append_c(out, ' ');
            column++;
        }
        g_string_append_printf(out, "%s%s", piece, i + 1 < pieces->len ? "," : "");
        column += columns;
    }
    g_string_append_c(out, '\n');
}

/* What a chair should know besides: that a human is needed, and what is wrong with the paper. */
static void append_notes(GString *out, const ChairliftTerminal *terminal,
                         const ChairliftPaper *paper, const ChairliftScores *scores)
{
    g_autofree const char **names = chairlift_paper_flag_names(paper->flags);
    if (names[0] == NULL && !scores->needs_human)
        return;
    g_autofree char *joined = g_strjoinv(", ", (char **)names);
    g_autofree char *flags =
        g_strconcat(scores->one_sentence ? "hangs on one sentence" : "",
                    scores->one_sentence && *joined != '\0' ? ", " : "", joined, NULL);
    g_autofree char *sure =
        scores->needs_human ? g_strdup_printf("needs a human (confidence %.2f)", scores->confidence)
                            : NULL;
    g_autofree char *line = g_strdup_printf("  note: %s%s%s\n", sure != NULL ? sure : "",
                                            sure != NULL && *flags != '\0' ? ", " : "", flags);
    chairlift_append_coloured(out, terminal, CHAIRLIFT_COLOUR_YELLOW, line);
}

void chairlift_score_table_row(GString *out, const ChairliftTerminal *terminal,
                               const ChairliftVenue *venue, const ChairliftPaper *paper,
                               const ChairliftScores *scores)
{
    g_autofree char *both =
        venue != NULL ? g_strdup_printf("%s: %s", venue->id, shown_title(paper)) : NULL;
    chairlift_append_cell(out, both != NULL ? both : shown_title(paper), title_columns(terminal));
    g_string_append(out, "  ");
    append_theme(out, terminal, scores);
    append_topics(out, terminal, title_columns(terminal) + 2 + THEME_COLUMNS, scores);
    append_notes(out, terminal, paper, scores);
}

void chairlift_score_table_failure(GString *out, const ChairliftTerminal *terminal,
                                   const ChairliftPaper *paper)
{
    chairlift_append_cell(out, shown_title(paper), title_columns(terminal));
    g_string_append(out, "  ");
    chairlift_append_coloured(out, terminal, CHAIRLIFT_COLOUR_RED, "not read");
    g_string_append_c(out, '\n');
    g_autoptr(GString) why = g_string_new(NULL);
    g_autofree char *text = g_strdup_printf("%s: %s", paper->source, paper->failure);
    chairlift_append_wrapped(why, text, 2, terminal->width);
    chairlift_append_coloured(out, terminal, CHAIRLIFT_COLOUR_RED, why->str);
}

/* Appends up to `most` terms whose contribution has the sign, strongest first; returns how many. */
static size_t append_terms(GString *line, const ChairliftEvidence *evidence, size_t length,
                           gboolean positive, size_t most)
{
    size_t shown = 0;
    for (size_t i = 0; i < length && shown < most; i++) {
        if (positive ? evidence[i].contribution > 0 : evidence[i].contribution < 0)
            g_string_append_printf(line, "%s%s", shown++ > 0 ? ", " : "", evidence[i].term);
    }
    return shown;
}

void chairlift_score_table_reason(GString *out, const ChairliftTerminal *terminal,
                                  const ChairliftPaper *paper, const char *name, gboolean granted,
                                  const ChairliftEvidence *evidence, size_t length)
{
    g_autoptr(GString) line = g_string_new(NULL);
    g_string_append_printf(line, "%s: %s %s: ", paper->id, granted ? "for" : "against", name);
    if (append_terms(line, evidence, length, granted, REASON_TERMS) == 0)
        g_string_append(line, "no word");
    g_string_append_printf(line, "; %s: ", granted ? "against" : "for");
    if (append_terms(line, evidence, length, !granted, 1) == 0)
        g_string_append(line, "no word");
    g_autoptr(GString) wrapped = g_string_new(NULL);
    chairlift_append_wrapped(wrapped, line->str, 2, terminal->width);
    chairlift_append_coloured(out, terminal, CHAIRLIFT_COLOUR_FAINT, wrapped->str);
}

void chairlift_score_table_sum(GString *out, const ChairliftTerminal *terminal, const char *name,
                               double margin, double probability, double bias,
                               const ChairliftEvidence *evidence, size_t length)
{
    g_autofree char *heading =
        g_strdup_printf("  %s: probability %.2f, margin %+.3f\n", name, probability, margin);
    chairlift_append_coloured(out, terminal, CHAIRLIFT_COLOUR_BOLD, heading);
    double rest = margin - bias;
    guint columns = (terminal->width - 4) / (SUM_TERM_COLUMNS + 9);
    size_t shown = MIN(length, (size_t)SUM_TERMS);
    for (size_t i = 0; i < shown; i++) {
        if (i % columns == 0)
            g_string_append(out, "    ");
        g_autoptr(GString) term = g_string_new(NULL);
        chairlift_append_cell(term, evidence[i].term, SUM_TERM_COLUMNS);
        g_string_append_printf(out, "%+.3f %s  ", evidence[i].contribution, term->str);
        rest -= evidence[i].contribution;
        if (i % columns == columns - 1 || i + 1 == shown)
            g_string_append_c(out, '\n');
    }
    g_string_append_printf(out, "    %+.3f from %zu other terms, %+.3f the model's constant\n",
                           rest, length - shown, bias);
}
