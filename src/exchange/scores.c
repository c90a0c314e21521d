/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scores as files: what the formats share, and what stands around the records. */
#include "scores.h"

#include <math.h>
#include <string.h>

struct ChairliftScoresWriter {
    ChairliftOutput *output; /* not owned */
    ChairliftScoresFormat format;
    gboolean started; /* something has been written */
};

enum { ONE = 1000000 }; /* in millionths */

/* Writes two digits. */
static inline void put_pair(char *out, guint number)
{
    static const char PAIRS[] = "00010203040506070809101112131415161718192021222324"
                                "25262728293031323334353637383940414243444546474849"
                                "50515253545556575859606162636465666768697071727374"
                                "75767778798081828384858687888990919293949596979899";
    memcpy(out, &PAIRS[2 * (gsize)number], 2);
}

char *chairlift_scores_put_probability(char *out, double probability)
{
    if (!isfinite(probability)) {
        static const char NOTHING[] = {'n', 'u', 'l', 'l'};
        memcpy(out, NOTHING, sizeof NOTHING);
        return out + sizeof NOTHING;
    }
    double scaled = CLAMP(probability, 0.0, 1.0) * 1e6;
    guint millionths = (guint)scaled;
    millionths += scaled - millionths >= 0.5;
    /* by hand, because a venue has many topics and printf is slow */
    out[0] = (char)('0' + (millionths == ONE));
    out[1] = '.';
    millionths -= millionths == ONE ? ONE : 0;
    put_pair(out + 2, millionths / 10000);
    put_pair(out + 4, millionths / 100 % 100);
    put_pair(out + 6, millionths % 100);
    return out + CHAIRLIFT_PROBABILITY_SIZE;
}

void chairlift_scores_append_probability(GString *text, double probability)
{
    char digits[CHAIRLIFT_PROBABILITY_SIZE];
    g_string_append_len(text, digits,
                        chairlift_scores_put_probability(digits, probability) - digits);
}

gboolean chairlift_scores_have_flags(const ChairliftPaper *paper, const ChairliftScores *scores)
{
    return paper->flags != 0 || (scores != NULL && (scores->no_evidence || scores->one_sentence ||
                                                    scores->from_descriptions));
}

const char **chairlift_scores_flag_names(const ChairliftPaper *paper, const ChairliftScores *scores)
{
    const char **names = chairlift_paper_flag_names(paper->flags);
    if (scores == NULL || !chairlift_scores_have_flags(paper, scores))
        return names;
    gsize length = g_strv_length((char **)names);
    names = g_renew(const char *, names, length + 4);
    if (scores->no_evidence)
        names[length++] = "no-evidence";
    if (scores->one_sentence)
        names[length++] = "one-sentence";
    if (scores->from_descriptions)
        names[length++] = "from-descriptions";
    names[length] = NULL;
    return names;
}

void chairlift_scores_append(GString *text, ChairliftScoresFormat format,
                             const ChairliftPaper *paper, const char *venue,
                             const ChairliftScores *scores, ChairliftExplainFunction explain,
                             gpointer user_data)
{
    if (format == CHAIRLIFT_SCORES_CSV)
        chairlift_scores_append_csv(text, paper, venue, scores);
    else
        chairlift_scores_append_json(text, paper, venue, scores, explain, user_data);
}

const char *chairlift_scores_separator(ChairliftScoresFormat format)
{
    static const char *const SEPARATORS[] = {[CHAIRLIFT_SCORES_JSON] = ",\n",
                                             [CHAIRLIFT_SCORES_JSONL] = "\n",
                                             [CHAIRLIFT_SCORES_CSV] = ""};
    return SEPARATORS[format];
}

ChairliftScoresWriter *chairlift_scores_writer_new(ChairliftOutput *output,
                                                   ChairliftScoresFormat format)
{
    ChairliftScoresWriter *writer = g_new0(ChairliftScoresWriter, 1);
    writer->output = output;
    writer->format = format;
    return writer;
}

void chairlift_scores_writer_free(ChairliftScoresWriter *writer)
{
    g_free(writer);
}

static gboolean write_text(const ChairliftScoresWriter *writer, const char *text, GError **error)
{
    return chairlift_output_write(writer->output, text, strlen(text), error);
}

/* What stands before the first record, or between two. */
static gboolean write_before(ChairliftScoresWriter *writer, GError **error)
{
    gboolean first = !writer->started;
    writer->started = TRUE;
    switch (writer->format) {
    case CHAIRLIFT_SCORES_JSON:
        return write_text(writer, first ? "[\n" : ",\n", error);
    case CHAIRLIFT_SCORES_CSV:
        return !first || write_text(writer, CHAIRLIFT_SCORES_CSV_HEADERS, error);
    case CHAIRLIFT_SCORES_JSONL:
        break;
    }
    return TRUE;
}

gboolean chairlift_scores_writer_write(ChairliftScoresWriter *writer, const char *record,
                                       gsize length, GError **error)
{
    return write_before(writer, error) &&
           chairlift_output_write(writer->output, record, length, error) &&
           (writer->format != CHAIRLIFT_SCORES_JSONL || write_text(writer, "\n", error));
}

gboolean chairlift_scores_writer_finish(ChairliftScoresWriter *writer, GError **error)
{
    gboolean empty = !writer->started;
    if (empty && writer->format == CHAIRLIFT_SCORES_CSV)
        return write_before(writer, error);
    if (writer->format == CHAIRLIFT_SCORES_JSON)
        return write_text(writer, empty ? "[]\n" : "\n]\n", error);
    return TRUE;
}
