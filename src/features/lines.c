/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines and numbers of vocabulary and model files.
 *
 * A model directory holds some hundred thousand numbers, and they are read at every start. Clinger
 * (1990): when the digits of a decimal fit into 53 bits and its power of ten is at most 22, one
 * multiplication or division of two exact doubles gives the nearest double. That covers what this
 * project writes; everything else goes through strtod.
 */
#include "lines.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_stream(FILE *stream, const char *path, size_t most, size_t *length,
                         ChairliftError *error)
{
    size_t capacity = 1 << 16;
    char *bytes = NULL;

    *length = 0;
    for (;;) {
        char *grown = realloc(bytes, capacity);
        if (grown == NULL) {
            free(bytes);
            chairlift_error_set(error, "%s: not enough memory to read it", path);
            return NULL;
        }
        bytes = grown;
        *length += fread(bytes + *length, 1, capacity - *length, stream);
        if (*length > most) {
            free(bytes);
            chairlift_error_set(error, "%s: larger than the %zu bytes such a file may have", path,
                                most);
            return NULL;
        }
        if (*length < capacity)
            return bytes;
        capacity *= 2;
    }
}

char *chairlift_file_read(const char *path, size_t most, size_t *length, ChairliftError *error)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* lest a pipe be waited for */
    FILE *stream = fd < 0 ? NULL : fdopen(fd, "rb");

    if (stream == NULL) {
        chairlift_error_set(error, "%s: %s; \"make train\" writes the models", path,
                            strerror(errno));
        return NULL;
    }
    errno = 0;
    char *bytes = read_stream(stream, path, most, length, error);
    if (bytes != NULL && ferror(stream)) {
        chairlift_error_set(error, "%s: %s", path, strerror(errno));
        free(bytes);
        bytes = NULL;
    }
    fclose(stream);
    return bytes;
}

ChairliftLines chairlift_lines(const char *file, const char *bytes, size_t length)
{
    return (ChairliftLines){file, bytes, bytes + length, bytes, 0, 0};
}

bool chairlift_lines_next(ChairliftLines *lines)
{
    lines->number++;
    const char *newline = lines->next == lines->end
                              ? NULL
                              : memchr(lines->next, '\n', (size_t)(lines->end - lines->next));
    if (newline == NULL)
        return false;
    lines->line = lines->next;
    lines->length = (size_t)(newline - lines->next);
    lines->next = newline + 1;
    return true;
}

/* A number as it is written: digits * 10^exponent. */
typedef struct Decimal {
    bool negative;
    bool has_more; /* digits were left out: only strtod knows */
    uint64_t digits;
    int exponent;
} Decimal;

static const char *read_digits(const char *text, const char *end, Decimal *decimal, bool fraction)
{
    for (; text < end && *text >= '0' && *text <= '9'; text++) {
        if (decimal->digits >= UINT64_C(1000000000000000000)) {
            decimal->has_more = true;
            continue;
        }
        decimal->digits = decimal->digits * 10 + (uint64_t)(*text - '0');
        decimal->exponent -= fraction;
    }
    return text;
}

static const char *read_exponent(const char *text, const char *end, Decimal *decimal)
{
    if (text == end || (*text != 'e' && *text != 'E'))
        return text;
    bool negative = ++text < end && *text == '-';
    if (text < end && (*text == '-' || *text == '+'))
        text++;
    const char *begin = text;
    int exponent = 0;
    for (; text < end && text - begin < 4 && *text >= '0' && *text <= '9'; text++)
        exponent = exponent * 10 + (*text - '0');
    decimal->exponent += negative ? -exponent : exponent;
    return text == begin ? NULL : text;
}

static bool convert_slowly(const char *text, size_t length, double *value)
{
    char copy[512];

    if (length >= sizeof copy)
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (c == (locale_t)0)
        return false;
    *value = strtod_l(copy, NULL, c);
    freelocale(c);
    return isfinite(*value);
}

const char *chairlift_decimal_read(const char *text, const char *end, double *value)
{
    static const double POWERS[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    Decimal decimal = {0};
    const char *begin = text;

    if (text < end && *text == '-') {
        decimal.negative = true;
        text++;
    }
    const char *whole = text;
    text = read_digits(text, end, &decimal, false);
    bool has_digits = text > whole;
    if (text < end && *text == '.') {
        const char *fraction = ++text;
        text = read_digits(text, end, &decimal, true);
        has_digits = has_digits || text > fraction;
    }
    text = has_digits ? read_exponent(text, end, &decimal) : NULL;
    if (text == NULL)
        return NULL;

    if (decimal.has_more || decimal.digits >> 53 != 0 || decimal.exponent < -22 ||
        decimal.exponent > 22)
        return convert_slowly(begin, (size_t)(text - begin), value) ? text : NULL;
    double digits = (double)decimal.digits;
    *value = decimal.exponent < 0 ? digits / POWERS[-decimal.exponent]
                                  : digits * POWERS[decimal.exponent];
    if (decimal.negative)
        *value = -*value;
    return text;
}

const char *chairlift_whole_read(const char *text, const char *end, uint32_t most, uint32_t *value)
{
    const char *begin = text;
    uint64_t whole = 0;

    for (; text < end && *text >= '0' && *text <= '9'; text++) {
        whole = whole * 10 + (uint64_t)(*text - '0');
        if (whole > most)
            return NULL;
    }
    *value = (uint32_t)whole;
    return text == begin ? NULL : text;
}

const char *chairlift_checksum_read(const char *text, const char *end, uint64_t *value)
{
    enum { DIGITS = 16 };

    if (end - text < DIGITS)
        return NULL;
    *value = 0;
    for (const char *last = text + DIGITS; text < last; text++) {
        unsigned digit;
        if (*text >= '0' && *text <= '9')
            digit = (unsigned)(*text - '0');
        else if (*text >= 'a' && *text <= 'f')
            digit = (unsigned)(*text - 'a') + 10;
        else
            return NULL;
        *value = *value << 4 | digit;
    }
    return text;
}
