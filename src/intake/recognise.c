/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recognise.h"

#include <string.h>

#include "chairlift/exchange.h"

enum { PDF_HEADER_WITHIN = 1024 }; /* bytes: what readers allow before "%PDF-" */

/* Files that chairs have beside their submissions. */
static const struct {
    const char *magic;
    const char *remedy;
} FOREIGN[] = {
    {"PK\x03\x04", "is a zip archive or an office document; unpack it, or save the table as CSV"},
    {"\xD0\xCF\x11\xE0", "is an old office document; save the table as CSV"},
    {"%!PS", "is PostScript; convert it to PDF"},
    {"\x89PNG", "is an image"},
    {"\xFF\xD8\xFF", "is an image"},
    {"GIF8", "is an image"},
    {"BZh", "is compressed with bzip2; unpack it"},
    {"\xFD"
     "7zXZ",
     "is compressed with xz; unpack it"},
    {"\x28\xB5\x2F\xFD", "is compressed with zstd; unpack it"},
    {"\x7F"
     "ELF",
     "is a program"},
};

gboolean chairlift_has_suffix(const char *name, const char *suffix)
{
    gsize length = strlen(name);
    gsize suffix_length = strlen(suffix);
    return length >= suffix_length &&
           g_ascii_strcasecmp(name + length - suffix_length, suffix) == 0;
}

static gboolean is_pdf(const char *bytes, gsize length)
{
    return memmem(bytes, MIN(length, PDF_HEADER_WITHIN + 5), "%PDF-", 5) != NULL;
}

/* An object, or an array of objects; "[1] Title" and "{\bf Title}" are text. */
static gboolean is_json(const char *bytes, gsize length)
{
    char opening = bytes[0];
    if (opening != '{' && opening != '[')
        return FALSE;
    gsize next = 1;
    while (next < length && g_ascii_isspace(bytes[next]))
        next++;
    if (next == length)
        return TRUE;
    return opening == '{' ? bytes[next] == '"' || bytes[next] == '}'
                          : bytes[next] == '{' || bytes[next] == ']' || bytes[next] == '[' ||
                                bytes[next] == '"';
}

/* NUL bytes, or too many other control characters to be text in any charset. */
static gboolean is_binary(const char *bytes, gsize length)
{
    gsize controls = 0;
    for (gsize i = 0; i < length; i++) {
        if (bytes[i] == '\0')
            return TRUE;
        controls += (unsigned char)bytes[i] < 0x20 && !g_ascii_isspace(bytes[i]);
    }
    return controls > length / 50;
}

static gboolean is_html(const char *bytes, gsize length)
{
    static const char *const TAGS[] = {"<!doctype html", "<html", "<?xml"};
    for (gsize i = 0; i < G_N_ELEMENTS(TAGS); i++) {
        gsize tag = strlen(TAGS[i]);
        if (length >= tag && g_ascii_strncasecmp(bytes, TAGS[i], tag) == 0)
            return TRUE;
    }
    return FALSE;
}

ChairliftKind chairlift_recognise(const char *name, const char *bytes, gsize length,
                                  const char **remedy)
{
    const char *text = bytes;
    const char *end = bytes + length;
    while (text < end && g_ascii_isspace(*text))
        text++;
    gsize text_length = (gsize)(end - text);
    if (text_length == 0)
        return CHAIRLIFT_KIND_EMPTY;
    if (is_json(text, text_length))
        return CHAIRLIFT_KIND_JSON;
    if (is_pdf(bytes, length))
        return CHAIRLIFT_KIND_PDF;
    for (gsize i = 0; i < G_N_ELEMENTS(FOREIGN); i++) {
        gsize magic = strlen(FOREIGN[i].magic);
        if (length >= magic && memcmp(bytes, FOREIGN[i].magic, magic) == 0) {
            *remedy = FOREIGN[i].remedy;
            return CHAIRLIFT_KIND_FOREIGN;
        }
    }
    if (is_html(text, text_length) && !chairlift_papers_is_csv(bytes, length)) {
        *remedy = "is a web page or XML; log in and download the file itself again";
        return CHAIRLIFT_KIND_FOREIGN;
    }
    if (is_binary(bytes, length)) {
        *remedy = "is neither PDF, JSON, CSV nor text";
        return CHAIRLIFT_KIND_FOREIGN;
    }
    if (chairlift_papers_is_csv(bytes, length) || chairlift_has_suffix(name, ".csv") ||
        chairlift_has_suffix(name, ".tsv") || chairlift_has_suffix(name, ".csv.gz"))
        return CHAIRLIFT_KIND_CSV;
    if (chairlift_has_suffix(name, ".json") || chairlift_has_suffix(name, ".jsonl"))
        return CHAIRLIFT_KIND_JSON;
    return CHAIRLIFT_KIND_TEXT;
}
