/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mends what Python's json.dump (NaN of a pandas table, half a surrogate pair of a text out of a
 * PDF) and careless concatenation (other charsets) put into JSON. Only records that jansson has
 * refused come here. */
#include "json_repair.h"

#include <string.h>

static const char REPLACEMENT[] = "\xEF\xBF\xBD"; /* U+FFFD */

typedef struct Reading {
    const char *bytes; /* [length] */
    gsize position, length;
    gboolean text_changed;
    GString *mended;
} Reading;

static void copy(Reading *reading, gsize length)
{
    length = MIN(length, reading->length - reading->position);
    g_string_append_len(reading->mended, reading->bytes + reading->position, (gssize)length);
    reading->position += length;
}

/* The code unit of "\uXXXX" at an offset from the position, or -1. */
static int escaped_unit(const Reading *reading, gsize offset)
{
    const char *escape = reading->bytes + reading->position + offset;
    if (reading->length - reading->position < offset + 6 || escape[0] != '\\' || escape[1] != 'u')
        return -1;
    int unit = 0;
    for (int i = 2; i < 6; i++) {
        int digit = g_ascii_xdigit_value(escape[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/* Copies an escape, which begins at the position. */
static void copy_escape(Reading *reading)
{
    int unit = escaped_unit(reading, 0);
    if (unit < 0xD800 || unit > 0xDFFF) {
        copy(reading, 2);
        return;
    }
    int second = unit < 0xDC00 ? escaped_unit(reading, 6) : -1;
    if (second >= 0xDC00 && second <= 0xDFFF) {
        copy(reading, 12);
        return;
    }
    g_string_append(reading->mended, REPLACEMENT);
    reading->position += 6;
    reading->text_changed = TRUE;
}

static void copy_string(Reading *reading)
{
    copy(reading, 1);
    while (reading->position < reading->length) {
        char byte = reading->bytes[reading->position];
        if (byte == '\\') {
            copy_escape(reading);
        } else if ((unsigned char)byte < 0x20) { /* a tab, mostly */
            g_string_append_c(reading->mended, ' ');
            reading->position++;
        } else {
            copy(reading, 1);
            if (byte == '"')
                return;
        }
    }
}

/* Writes null for a word at the position that is no number; FALSE when there is none. */
static gboolean replace_word(Reading *reading)
{
    static const char *const WORDS[] = {"NaN", "-Infinity", "Infinity"};
    for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++) {
        gsize length = strlen(WORDS[i]);
        if (reading->length - reading->position >= length &&
            memcmp(reading->bytes + reading->position, WORDS[i], length) == 0) {
            g_string_append(reading->mended, "null");
            reading->position += length;
            return TRUE;
        }
    }
    return FALSE;
}

GString *chairlift_json_repair(const char *bytes, gsize length, gboolean *text_changed)
{
    g_autofree char *valid = NULL;
    Reading reading = {.bytes = bytes, .length = length, .mended = g_string_sized_new(length)};
    if (!g_utf8_validate_len(bytes, length, NULL)) {
        valid = g_utf8_make_valid(bytes, (gssize)length);
        reading.bytes = valid;
        reading.length = strlen(valid);
        reading.text_changed = TRUE;
    }
    while (reading.position < reading.length) {
        if (reading.bytes[reading.position] == '"')
            copy_string(&reading);
        else if (!replace_word(&reading))
            copy(&reading, 1);
    }
    *text_changed = reading.text_changed;
    return reading.mended;
}
