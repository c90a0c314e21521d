/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manifest of a venue's model: a text file, one fact a line, in this order:
 *
 *     chairlift-model 1
 *     venue mechinterp-icml-2026
 *     vocabulary 8f3a...               checksum of ../vocabulary.tsv
 *     most-topics 2                    that one paper may be assigned
 *     least-topics 1                   that one that fits the theme is assigned even so, 0 or 1
 *     fits 0.7                         theme probability from which a paper fits
 *     does-not-fit 0.3                 and below which it does not
 *     sure 0.8                         confidence from which a judgement needs no human
 *     labels 0                         only where topics were learnt from their descriptions too:
 *                                      papers that were labelled for them
 *     theme 51c0...                    checksum of theme.svm
 *     topic internals 07de...          checksum of internals.svm, and so on
 *     end
 *
 * The checksums tie the files together: a model trained with another vocabulary, or half of one
 * training and half of another, is refused instead of giving wrong scores.
 */
#include "manifest.h"

#include "../features/lines.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool chairlift_is_id(const char *text, size_t length)
{
    if (length == 0 || length > CHAIRLIFT_LONGEST_ID)
        return false;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && i > 0)))
            return false;
    }
    return true;
}

static bool expected_line(const ChairliftLines *lines, const char *word, ChairliftError *error)
{
    chairlift_error_set(error, "%s:%u: expected a line \"%s\"", lines->file, lines->number, word);
    return false;
}

/* Whether the line begins with `word` and a space, or is `word`; *rest is what follows. */
static bool begins_with(const ChairliftLines *lines, const char *word, const char **rest)
{
    size_t size = strlen(word);
    bool alone = lines->length == size;
    if (lines->length < size || memcmp(lines->line, word, size) != 0 ||
        (!alone && lines->line[size] != ' '))
        return false;
    *rest = lines->line + size + !alone;
    return true;
}

/* Goes to the next line, which must begin so. */
static bool expect(ChairliftLines *lines, const char *word, const char **rest,
                   ChairliftError *error)
{
    if (!chairlift_lines_next(lines))
        return chairlift_lines_error(lines, error, "the file is cut short; train again");
    return begins_with(lines, word, rest) || expected_line(lines, word, error);
}

static bool parse_id(const ChairliftLines *lines, const char *text, const char *end,
                     char id[CHAIRLIFT_LONGEST_ID + 1], ChairliftError *error)
{
    size_t length = (size_t)(end - text);

    if (!chairlift_is_id(text, length))
        return chairlift_lines_error(lines, error,
                                     "an id has small letters, digits and hyphens, at most 64");
    memcpy(id, text, length);
    id[length] = '\0';
    return true;
}

static bool parse_checksum(const ChairliftLines *lines, const char *text, uint64_t *checksum,
                           ChairliftError *error)
{
    const char *end = lines->line + lines->length;

    return chairlift_checksum_read(text, end, checksum) == end ||
           chairlift_lines_error(lines, error, "expected a checksum of 16 digits");
}

static bool parse_probability(const ChairliftLines *lines, const char *text, double *probability,
                              ChairliftError *error)
{
    const char *end = lines->line + lines->length;

    return (chairlift_decimal_read(text, end, probability) == end && *probability >= 0 &&
            *probability <= 1) ||
           chairlift_lines_error(lines, error, "expected a probability between 0 and 1");
}

/* A line "labels COUNT", if there is one, and the line "theme CHECKSUM" after it. */
static bool parse_labels_and_theme(ChairliftLines *lines, ChairliftManifest *manifest,
                                   ChairliftError *error)
{
    const char *rest;

    if (!chairlift_lines_next(lines))
        return chairlift_lines_error(lines, error, "the file is cut short; train again");
    manifest->from_descriptions = begins_with(lines, "labels", &rest);
    if (manifest->from_descriptions) {
        const char *end = lines->line + lines->length;
        if (chairlift_whole_read(rest, end, UINT32_MAX, &manifest->labels) != end)
            return chairlift_lines_error(lines, error, "expected a number of papers");
        return expect(lines, "theme", &rest, error) &&
               parse_checksum(lines, rest, &manifest->theme_checksum, error);
    }
    return begins_with(lines, "theme", &rest)
               ? parse_checksum(lines, rest, &manifest->theme_checksum, error)
               : expected_line(lines, "theme", error);
}

static bool parse_rules(ChairliftLines *lines, ChairliftManifest *manifest, ChairliftError *error)
{
    const char *rest;

    if (!expect(lines, "vocabulary", &rest, error) ||
        !parse_checksum(lines, rest, &manifest->vocabulary, error) ||
        !expect(lines, "most-topics", &rest, error))
        return false;
    const char *end = lines->line + lines->length;
    if (chairlift_whole_read(rest, end, CHAIRLIFT_MOST_TOPICS, &manifest->most_topics) != end ||
        manifest->most_topics == 0)
        return chairlift_lines_error(lines, error, "expected a number from 1 to 1024");
    if (!expect(lines, "least-topics", &rest, error))
        return false;
    end = lines->line + lines->length;
    if (chairlift_whole_read(rest, end, 1, &manifest->least_topics) != end)
        return chairlift_lines_error(lines, error, "expected 0 or 1");
    if (!expect(lines, "fits", &rest, error) ||
        !parse_probability(lines, rest, &manifest->fits, error) ||
        !expect(lines, "does-not-fit", &rest, error) ||
        !parse_probability(lines, rest, &manifest->does_not_fit, error))
        return false;
    if (manifest->does_not_fit > manifest->fits)
        return chairlift_lines_error(lines, error, "does-not-fit is above fits");
    if (!expect(lines, "sure", &rest, error) ||
        !parse_probability(lines, rest, &manifest->sure, error))
        return false;
    return parse_labels_and_theme(lines, manifest, error);
}

static bool parse_topic(const ChairliftLines *lines, const char *text, ChairliftManifest *manifest,
                        ChairliftError *error)
{
    ChairliftManifestTopic *topic = &manifest->topic[manifest->topics];
    const char *end = lines->line + lines->length;
    const char *space = text < end ? memchr(text, ' ', (size_t)(end - text)) : NULL;

    if (space == NULL)
        return chairlift_lines_error(lines, error, "expected a topic's id and checksum");
    if (!parse_id(lines, text, space, topic->id, error) ||
        !parse_checksum(lines, space + 1, &topic->checksum, error))
        return false;
    bool is_taken = strcmp(topic->id, "theme") == 0;
    for (size_t i = 0; i < manifest->topics; i++)
        is_taken = is_taken || strcmp(topic->id, manifest->topic[i].id) == 0;
    if (is_taken)
        return chairlift_lines_error(lines, error, "this id is taken already");
    manifest->topics++;
    return true;
}

static bool parse_topics(ChairliftLines *lines, ChairliftManifest *manifest, ChairliftError *error)
{
    const char *rest;

    manifest->topic = calloc(CHAIRLIFT_MOST_TOPICS, sizeof *manifest->topic);
    if (manifest->topic == NULL)
        return chairlift_error_set(error, "not enough memory for %s", lines->file);
    while (chairlift_lines_next(lines)) {
        if (lines->length == 3 && memcmp(lines->line, "end", 3) == 0) {
            return (manifest->topics > 0 && lines->next == lines->end) ||
                   chairlift_lines_error(lines, error,
                                         manifest->topics == 0 ? "there are no topics"
                                                               : "there is more after the end");
        }
        if (manifest->topics == CHAIRLIFT_MOST_TOPICS)
            return chairlift_lines_error(lines, error, "there are more than 1024 topics");
        rest = lines->line + 6;
        if (lines->length < 6 || memcmp(lines->line, "topic ", 6) != 0)
            return chairlift_lines_error(lines, error, "expected a line \"topic\" or \"end\"");
        if (!parse_topic(lines, rest, manifest, error))
            return false;
    }
    return chairlift_lines_error(lines, error, "the file is cut short; train again");
}

bool chairlift_manifest_parse(const char *file, const char *bytes, size_t length,
                              ChairliftManifest *manifest, ChairliftError *error)
{
    ChairliftLines lines = chairlift_lines(file, bytes, length);
    const char *rest;

    *manifest = (ChairliftManifest){0};
    if (!expect(&lines, "chairlift-model", &rest, error))
        return false;
    if (lines.line + lines.length - rest != 1 || *rest != '1')
        return chairlift_lines_error(&lines, error,
                                     "this version of the format is not known; train again");
    if (!expect(&lines, "venue", &rest, error) ||
        !parse_id(&lines, rest, lines.line + lines.length, manifest->venue, error) ||
        !parse_rules(&lines, manifest, error) || !parse_topics(&lines, manifest, error)) {
        chairlift_manifest_clear(manifest);
        return false;
    }
    return true;
}

char *chairlift_manifest_format(const ChairliftManifest *manifest, size_t *length)
{
    char *bytes = NULL;
    FILE *stream = open_memstream(&bytes, length);

    if (stream == NULL)
        return NULL;
    fprintf(stream,
            "chairlift-model 1\nvenue %s\nvocabulary %016" PRIx64 "\nmost-topics %" PRIu32 "\n"
            "least-topics %" PRIu32 "\n"
            "fits %.17g\ndoes-not-fit %.17g\nsure %.17g\n",
            manifest->venue, manifest->vocabulary, manifest->most_topics, manifest->least_topics,
            manifest->fits, manifest->does_not_fit, manifest->sure);
    if (manifest->from_descriptions)
        fprintf(stream, "labels %" PRIu32 "\n", manifest->labels);
    fprintf(stream, "theme %016" PRIx64 "\n", manifest->theme_checksum);
    for (size_t i = 0; i < manifest->topics; i++)
        fprintf(stream, "topic %s %016" PRIx64 "\n", manifest->topic[i].id,
                manifest->topic[i].checksum);
    fputs("end\n", stream);
    bool failed = ferror(stream) != 0;
    if (fclose(stream) != 0 || failed) {
        free(bytes);
        return NULL;
    }
    return bytes;
}

void chairlift_manifest_clear(ChairliftManifest *manifest)
{
    free(manifest->topic);
    *manifest = (ChairliftManifest){0};
}
