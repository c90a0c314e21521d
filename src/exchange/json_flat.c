/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The short way from a record to a paper, for the records that come by the million.
 *
 * A tree of values for each record costs several times what scoring it does. Most records are flat
 * objects of strings, and of those two or three strings are wanted: they are found, unescaped and
 * cleaned in one pass over the bytes, sixteen at a time where these are ordinary text. Everything
 * that needs thought (nested values, two members for one thing, numbers that are not small,
 * anything malformed) is left to jansson; a fuzzer compares the two ways.
 */
#include "json_flat.h"

#include "../paper/clean.h"
#include "../text/block.h"
#include "parts.h"

#include <string.h>

enum { LONGEST_KEY = 64, MOST_DIGITS = 18 };

typedef struct Reading {
    const char *at, *end;
    char *out; /* where the next byte of text goes */
} Reading;

/* The members of a record that make a paper. */
typedef struct Members {
    char *text[CHAIRLIFT_PARTS];        /* cleaned, or NULL: empty or absent */
    gboolean is_there[CHAIRLIFT_PARTS]; /* not null */
    gboolean is_string[CHAIRLIFT_PARTS];
} Members;

/* How many of sixteen bytes come before the first that is not printable ASCII that means itself
 * inside a JSON string, or is a space after a space; *after_space tells whether a space comes
 * before them, and then whether the last of these bytes is one. */
static inline unsigned count_ordinary(ChairliftBlock block, gboolean *after_space)
{
    const ChairliftBlock space = chairlift_block_of(' ');
    unsigned spaces = chairlift_block_mask(block == space);
    unsigned odd = chairlift_block_mask((block < space) | (block == chairlift_block_of('"')) |
                                        (block == chairlift_block_of('\\')) |
                                        (block == chairlift_block_of(0x7F)));
    odd |= spaces & (spaces << 1 | (*after_space ? 1U : 0U));
    unsigned count = (unsigned)__builtin_ctz(odd | 1U << CHAIRLIFT_BLOCK);
    if (count > 0)
        *after_space = (spaces >> (count - 1) & 1) != 0;
    return count;
}

static void skip_space(Reading *reading)
{
    while (reading->at < reading->end && (*reading->at == ' ' || *reading->at == '\t' ||
                                          *reading->at == '\n' || *reading->at == '\r'))
        reading->at++;
}

/* Takes one byte, if it comes next. */
static gboolean take(Reading *reading, char byte)
{
    if (reading->at == reading->end || *reading->at != byte)
        return FALSE;
    reading->at++;
    return TRUE;
}

/* The four digits of "\uXXXX", or -1. */
static int read_unit(Reading *reading)
{
    int unit = 0;
    if (reading->end - reading->at < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        int digit = g_ascii_xdigit_value(*reading->at++);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/* The character of an escape whose backslash has been taken; 0 for none, and for NUL. */
static gunichar read_escape(Reading *reading)
{
    static const char NAMES[] = "\"\\/bfnrt";
    static const char MEANINGS[] = "\"\\/\b\f\n\r\t";
    if (reading->at == reading->end)
        return 0;
    char name = *reading->at++;
    if (name != 'u') {
        const char *found = name != '\0' ? strchr(NAMES, name) : NULL;
        return found != NULL ? (guchar)MEANINGS[found - NAMES] : 0;
    }
    int unit = read_unit(reading);
    if (unit < 0xD800 || unit > 0xDFFF)
        return unit > 0 ? (gunichar)unit : 0;
    if (unit > 0xDBFF || !take(reading, '\\') || !take(reading, 'u'))
        return 0;
    int low = read_unit(reading);
    if (low < 0xDC00 || low > 0xDFFF)
        return 0;
    return 0x10000 + ((gunichar)(unit - 0xD800) << 10) + (gunichar)(low - 0xDC00);
}

/* Takes one character that needs thought; 0 when the string is not valid. */
static gunichar read_character(Reading *reading)
{
    guchar byte = (guchar)*reading->at;
    if (byte == '\\') {
        reading->at++;
        return read_escape(reading);
    }
    if (byte < 0x80) {
        reading->at++;
        return byte >= 0x20 ? byte : 0;
    }
    gunichar character =
        g_utf8_get_char_validated(reading->at, (gssize)(reading->end - reading->at));
    if (character >= (gunichar)-2)
        return 0;
    reading->at = g_utf8_next_char(reading->at);
    return character;
}

/* Whether the text [start, end) ends in a hyphen, or one and a space. */
static gboolean follows_hyphen(const char *start, const char *end)
{
    if (end > start && end[-1] == ' ')
        end--;
    return end > start && end[-1] == '-';
}

/* Takes a string whose quotation mark has been taken, and writes it, cleaned and NUL-terminated;
 * *text is NULL when nothing is left of it. FALSE when it is not valid. */
static gboolean read_string(Reading *reading, char **text)
{
    char *start = reading->out;
    gboolean after_space = TRUE; /* or at the beginning: a space would be dropped */
    for (;;) {
        unsigned count = CHAIRLIFT_BLOCK;
        while (count == CHAIRLIFT_BLOCK && reading->end - reading->at >= CHAIRLIFT_BLOCK) {
            ChairliftBlock block = chairlift_block_load(reading->at);
            count = count_ordinary(block, &after_space);
            chairlift_block_store(reading->out, block); /* what is too much is overwritten */
            reading->at += count;
            reading->out += count;
        }
        if (reading->at == reading->end)
            return FALSE;
        if (take(reading, '"'))
            break;
        gunichar character = read_character(reading);
        if (character == 0 || (character == '\n' && follows_hyphen(start, reading->out)))
            return FALSE; /* a word may be broken here: that is for others to mend */
        gboolean plain = character > 0x20 && character < 0x7F;
        ChairliftCleaning cleaning =
            plain ? CHAIRLIFT_CLEANING_KEEP : chairlift_cleaning_of(character);
        if (cleaning == CHAIRLIFT_CLEANING_KEEP) {
            reading->out += g_unichar_to_utf8(character, reading->out);
            after_space = FALSE;
        } else if (cleaning == CHAIRLIFT_CLEANING_SPACE && !after_space) {
            *reading->out++ = ' ';
            after_space = TRUE;
        }
    }
    if (after_space && reading->out > start)
        reading->out--;
    *text = reading->out > start ? start : NULL;
    *reading->out++ = '\0';
    return TRUE;
}

/* Takes a whole number without sign, as its text; FALSE for any other number. */
static gboolean read_whole(Reading *reading, char **text)
{
    char *start = reading->out;
    const char *digits = reading->at;
    while (reading->at < reading->end && g_ascii_isdigit(*reading->at))
        *reading->out++ = *reading->at++;
    gsize length = (gsize)(reading->at - digits);
    if (length == 0 || length > MOST_DIGITS || (digits[0] == '0' && length > 1))
        return FALSE;
    if (reading->at < reading->end && strchr(".eE+-", *reading->at) != NULL)
        return FALSE;
    *reading->out++ = '\0';
    *text = start;
    return TRUE;
}

static gboolean read_word(Reading *reading, const char *word)
{
    gsize length = strlen(word);
    if ((gsize)(reading->end - reading->at) < length || memcmp(reading->at, word, length) != 0)
        return FALSE;
    reading->at += length;
    return TRUE;
}

/* Takes an array of strings, whose bracket has been taken, and forgets it. */
static gboolean skip_strings(Reading *reading)
{
    char *start = reading->out;
    char *ignored;
    skip_space(reading);
    if (take(reading, ']'))
        return TRUE;
    do {
        skip_space(reading);
        if (!take(reading, '"') || !read_string(reading, &ignored))
            return FALSE;
        reading->out = start;
        skip_space(reading);
    } while (take(reading, ','));
    return take(reading, ']');
}

/* Takes a member's value. */
static gboolean read_value(Reading *reading, ChairliftPart part, Members *members)
{
    char *start = reading->out;
    char *text = NULL;
    gboolean is_string = take(reading, '"');
    gboolean is_array = !is_string && take(reading, '[');
    gboolean is_null = !is_string && !is_array && read_word(reading, "null");
    if (is_string  ? !read_string(reading, &text)
        : is_array ? !skip_strings(reading)
                   : !is_null && !read_whole(reading, &text))
        return FALSE;
    if (part != CHAIRLIFT_PARTS && members->is_there[part])
        return FALSE;
    if (part == CHAIRLIFT_PARTS || is_null) {
        reading->out = start;
        return TRUE;
    }
    members->is_there[part] = TRUE;
    members->is_string[part] = is_string;
    members->text[part] = text;
    return TRUE;
}

/* Whether a member of this name may change what the record is: a result, or a paper of HotCRP,
 * whose state counts. */
static gboolean is_telling(const char *key, gsize length)
{
    return (length == strlen("venue") && memcmp(key, "venue", length) == 0) ||
           (length == strlen("pid") && memcmp(key, "pid", length) == 0);
}

/* Takes a member's name and colon; FALSE for one that changes what the record is. */
static gboolean read_key(Reading *reading, ChairliftPart *part)
{
    if (!take(reading, '"'))
        return FALSE;
    const char *key = reading->at;
    while (reading->at < reading->end && *reading->at != '"') {
        guchar byte = (guchar)*reading->at++;
        if (byte < 0x20 || byte >= 0x7F || byte == '\\')
            return FALSE;
    }
    gsize length = (gsize)(reading->at - key);
    if (length > LONGEST_KEY || !take(reading, '"') || is_telling(key, length))
        return FALSE;
    *part = chairlift_part_find(key, (gssize)length);
    skip_space(reading);
    return take(reading, ':');
}

static gboolean read_members(Reading *reading, Members *members)
{
    skip_space(reading);
    if (!take(reading, '{'))
        return FALSE;
    do {
        ChairliftPart part;
        skip_space(reading);
        if (!read_key(reading, &part))
            return FALSE;
        skip_space(reading);
        if (!read_value(reading, part, members))
            return FALSE;
        skip_space(reading);
    } while (take(reading, ','));
    return take(reading, '}') && reading->at == reading->end;
}

/* A text that must be a string where it is there; FALSE when it is something else. */
static gboolean is_text(const Members *members, ChairliftPart part)
{
    return !members->is_there[part] || members->is_string[part];
}

gboolean chairlift_json_flat_read(const char *bytes, gsize length, char **room,
                                  ChairliftPaper *paper)
{
    Reading reading = {bytes, bytes + length, *room};
    Members members = {{NULL}, {FALSE}, {FALSE}};
    if (!read_members(&reading, &members) || !is_text(&members, CHAIRLIFT_PART_TITLE) ||
        !is_text(&members, CHAIRLIFT_PART_ABSTRACT))
        return FALSE;
    char *id = members.text[CHAIRLIFT_PART_ID];
    if (id == NULL)
        id = members.text[CHAIRLIFT_PART_NUMBER];
    if (id == NULL &&
        (members.is_there[CHAIRLIFT_PART_FORUM] || members.is_there[CHAIRLIFT_PART_FILE]))
        return FALSE;
    if (members.text[CHAIRLIFT_PART_TITLE] == NULL && members.text[CHAIRLIFT_PART_ABSTRACT] == NULL)
        return FALSE;
    if (id != NULL)
        paper->id = id;
    paper->title = members.text[CHAIRLIFT_PART_TITLE];
    paper->abstract = members.text[CHAIRLIFT_PART_ABSTRACT];
    chairlift_paper_finish(paper);
    *room = reading.out;
    return TRUE;
}
