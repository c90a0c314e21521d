/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SVM in libsvm's model format (Chang & Lin 2011; svm_save_model in its svm.cpp).
 *
 * For a linear kernel the sum over support vectors is one weight vector, w = sum coef_i * SV_i, so
 * the file holds that as its only support vector: scoring costs the same for all models, and
 * svm-predict still reads it. Its values are whole numbers, the coefficient carries their scale:
 * 1/32767 of the largest weight is far below what training could tell apart, and the file is a
 * third smaller than with nine digits for every weight. Files that libsvm wrote itself, with many
 * support vectors and its labels in either order, are read too. Index i of the file is feature
 * i - 1.
 */
#include "svm_file.h"

#include "../features/lines.h"
#include "../text/hash.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SUPPORT_VECTORS = 10000000, LARGEST_WEIGHT = 1000000000 };

/* What the header of a file says. */
typedef struct Header {
    unsigned seen; /* bit k: the line KEYS[k] */
    uint32_t support_vectors;
    double rho, sigmoid_a, sigmoid_b;
    bool negative_first; /* libsvm's margin is that of label -1 */
} Header;

/* A position in a line. */
typedef struct Field {
    const char *at, *end;
} Field;

static void skip_spaces(Field *field)
{
    while (field->at < field->end && *field->at == ' ')
        field->at++;
}

static bool read_word(Field *field, const char *word)
{
    size_t size = strlen(word);

    skip_spaces(field);
    if ((size_t)(field->end - field->at) < size || memcmp(field->at, word, size) != 0 ||
        (field->at + size < field->end && field->at[size] != ' '))
        return false;
    field->at += size;
    return true;
}

/* Reads what nearly all values of our files are, a whole number of up to nine digits and a space
 * after it; false, without a trace, for all else. */
static bool read_whole(Field *field, double *value)
{
    enum { MOST_DIGITS = 9 };
    bool negative = field->at < field->end && *field->at == '-';
    const char *digits = field->at + negative;
    const char *at = digits;
    int32_t whole = 0;

    for (; at < field->end && at - digits < MOST_DIGITS && *at >= '0' && *at <= '9'; at++)
        whole = whole * 10 + (*at - '0');
    if (at == digits || at == field->end || *at != ' ' || (negative && whole == 0))
        return false;
    *value = negative ? -whole : whole;
    field->at = at;
    return true;
}

static bool read_number(Field *field, double *value)
{
    skip_spaces(field);
    if (read_whole(field, value))
        return true;
    const char *after = chairlift_decimal_read(field->at, field->end, value);
    if (after == NULL || (after < field->end && *after != ' '))
        return false;
    field->at = after;
    return true;
}

static bool read_count(Field *field, uint32_t most, uint32_t *value)
{
    skip_spaces(field);
    const char *after = chairlift_whole_read(field->at, field->end, most, value);
    if (after == NULL || (after < field->end && *after != ' '))
        return false;
    field->at = after;
    return true;
}

static bool read_type(Field *field, Header *header)
{
    (void)header;
    return read_word(field, "c_svc");
}

static bool read_kernel(Field *field, Header *header)
{
    (void)header;
    return read_word(field, "linear");
}

static bool read_classes(Field *field, Header *header)
{
    (void)header;
    return read_word(field, "2");
}

static bool read_total(Field *field, Header *header)
{
    return read_count(field, MOST_SUPPORT_VECTORS, &header->support_vectors);
}

static bool read_rho(Field *field, Header *header)
{
    return read_number(field, &header->rho);
}

static bool read_labels(Field *field, Header *header)
{
    header->negative_first = read_word(field, "-1");
    return header->negative_first ? read_word(field, "1")
                                  : read_word(field, "1") && read_word(field, "-1");
}

static bool read_sigmoid_a(Field *field, Header *header)
{
    return read_number(field, &header->sigmoid_a);
}

static bool read_sigmoid_b(Field *field, Header *header)
{
    return read_number(field, &header->sigmoid_b);
}

static bool read_share(Field *field, Header *header)
{
    uint32_t of_first, of_second;

    (void)header;
    return read_count(field, MOST_SUPPORT_VECTORS, &of_first) &&
           read_count(field, MOST_SUPPORT_VECTORS, &of_second);
}

/* The lines of the header, in any order; all are needed. */
static const struct {
    const char *name;
    bool (*read)(Field *field, Header *header);
    const char *expected;
} KEYS[] = {
    {"svm_type", read_type, "expected \"svm_type c_svc\""},
    {"kernel_type", read_kernel, "expected \"kernel_type linear\""},
    {"nr_class", read_classes, "expected \"nr_class 2\""},
    {"total_sv", read_total, "expected the number of support vectors"},
    {"rho", read_rho, "expected the number rho"},
    {"label", read_labels, "expected the labels 1 and -1"},
    {"probA", read_sigmoid_a, "expected the number probA"},
    {"probB", read_sigmoid_b, "expected the number probB"},
    {"nr_sv", read_share, "expected the numbers of support vectors of the two classes"},
};

enum { KEY_COUNT = sizeof KEYS / sizeof KEYS[0] };

static bool parse_key(const ChairliftLines *lines, Header *header, ChairliftError *error)
{
    Field field = {lines->line, lines->line + lines->length};

    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (!read_word(&field, KEYS[i].name))
            continue;
        if (header->seen & 1U << i)
            return chairlift_lines_error(lines, error, "this line stands in the file twice");
        header->seen |= 1U << i;
        bool good = KEYS[i].read(&field, header);
        skip_spaces(&field);
        return (good && field.at == field.end) ||
               chairlift_lines_error(lines, error, KEYS[i].expected);
    }
    return chairlift_lines_error(lines, error, "this is not a line of libsvm's model format");
}

/* Reads up to and with the line "SV". */
static bool parse_header(ChairliftLines *lines, Header *header, ChairliftError *error)
{
    while (chairlift_lines_next(lines)) {
        if (lines->length == 2 && memcmp(lines->line, "SV", 2) == 0) {
            for (size_t i = 0; i < KEY_COUNT; i++) {
                if (!(header->seen & 1U << i))
                    return chairlift_error_set(error, "%s:%u: the line \"%s\" is missing before SV",
                                               lines->file, lines->number, KEYS[i].name);
            }
            return true;
        }
        if (!parse_key(lines, header, error))
            return false;
    }
    return chairlift_lines_error(lines, error, "the file is cut short; train again");
}

/* Adds coef * SV to the weights. */
static bool parse_support_vector(const ChairliftLines *lines, ChairliftSvm *svm,
                                 ChairliftError *error)
{
    Field field = {lines->line, lines->line + lines->length};
    double coefficient;
    uint32_t before = 0;

    if (!read_number(&field, &coefficient))
        return chairlift_lines_error(lines, error, "expected a support vector's coefficient");
    for (skip_spaces(&field); field.at < field.end; skip_spaces(&field)) {
        uint32_t index;
        double value;
        const char *colon = chairlift_whole_read(field.at, field.end, UINT32_MAX - 1, &index);
        if (colon == NULL || colon == field.end || *colon != ':')
            return chairlift_lines_error(lines, error, "expected index:value");
        if (index <= before)
            return chairlift_lines_error(lines, error, "the indexes do not ascend from 1");
        if (index > svm->features)
            return chairlift_error_set(
                error, "%s:%u: index %" PRIu32 " is beyond the vocabulary's %" PRIu32 " terms",
                lines->file, lines->number, index, svm->features);
        field.at = colon + 1;
        if (!read_number(&field, &value))
            return chairlift_lines_error(lines, error, "expected index:value");
        svm->weights[index - 1] += coefficient * value;
        before = index;
    }
    return true;
}

/* Takes over the header; label 1 becomes the positive side. */
static void orient(ChairliftSvm *svm, const Header *header)
{
    double sign = header->negative_first ? -1 : 1;

    for (uint32_t i = 0; i < svm->features; i++)
        svm->weights[i] *= sign;
    svm->rho = sign * header->rho;
    /* P(-1) = 1 / (1 + exp(a f + b)), f = -margin; so P(1) = 1 / (1 + exp(a margin - b)). */
    svm->sigmoid_a = header->sigmoid_a;
    svm->sigmoid_b = sign * header->sigmoid_b;
}

static bool has_sane_weights(const ChairliftSvm *svm)
{
    for (uint32_t i = 0; i < svm->features; i++) {
        if (!(fabs(svm->weights[i]) <= LARGEST_WEIGHT))
            return false;
    }
    return fabs(svm->rho) <= LARGEST_WEIGHT;
}

bool chairlift_svm_parse(const char *file, const char *bytes, size_t length, ChairliftSvm *svm,
                         ChairliftError *error)
{
    ChairliftLines lines = chairlift_lines(file, bytes, length);
    Header header = {0};

    for (uint32_t i = 0; i < svm->features; i++)
        svm->weights[i] = 0;
    if (!parse_header(&lines, &header, error))
        return false;
    for (uint32_t i = 0; i < header.support_vectors; i++) {
        if (!chairlift_lines_next(&lines))
            return chairlift_lines_error(&lines, error, "the file is cut short; train again");
        if (!parse_support_vector(&lines, svm, error))
            return false;
    }
    if (lines.next != lines.end) {
        lines.number++;
        return chairlift_lines_error(&lines, error, "there is more after the last support vector");
    }
    orient(svm, &header);
    if (!has_sane_weights(svm))
        return chairlift_error_set(error, "%s: its weights are too large; train again", file);
    return true;
}

double chairlift_svm_step(const ChairliftSvm *svm)
{
    double largest = 0;

    for (uint32_t i = 0; i < svm->features; i++)
        largest = fmax(largest, fabs(svm->weights[i]));
    /* weights too small for their steps to be numbers are none */
    return largest > 1e-300 ? largest / CHAIRLIFT_WEIGHT_STEPS : 1;
}

static void write_support_vector(FILE *stream, const ChairliftSvm *svm)
{
    double step = chairlift_svm_step(svm);

    fprintf(stream, "%.17g", step);
    for (uint32_t i = 0; i < svm->features; i++) {
        long value = lround(svm->weights[i] / step);
        if (value != 0)
            fprintf(stream, " %" PRIu32 ":%ld", i + 1, value);
    }
    fputs(" \n", stream); /* libsvm leaves a space too, and its reader wants one */
}

char *chairlift_svm_format(const ChairliftSvm *svm, size_t *length)
{
    char *bytes = NULL;
    FILE *stream = open_memstream(&bytes, length);

    if (stream == NULL)
        return NULL;
    fprintf(stream,
            "svm_type c_svc\nkernel_type linear\nnr_class 2\ntotal_sv 1\nrho %.17g\nlabel 1 -1\n"
            "probA %.17g\nprobB %.17g\nnr_sv 1 0\nSV\n",
            svm->rho, svm->sigmoid_a, svm->sigmoid_b);
    write_support_vector(stream, svm);
    bool failed = ferror(stream) != 0;
    if (fclose(stream) != 0 || failed) {
        free(bytes);
        return NULL;
    }
    return bytes;
}

uint64_t chairlift_file_checksum(const char *bytes, size_t length)
{
    return chairlift_hash(CHAIRLIFT_HASH_START, bytes, length);
}
