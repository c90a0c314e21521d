/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes any bytes fit to be stored, matched and printed on a terminal: valid UTF-8 in one line.
 *
 * What goes: control characters (a title must not move the reader's cursor), the invisible marks
 * that reorder text, byte order marks and soft hyphens. The zero-width joiners stay, because
 * Persian and the Indic scripts spell with them. Normal forms are left to the text room. */
#include "clean.h"

#include <string.h>

#include "chairlift/paper.h"

static const char REPLACEMENT[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* Printable ASCII other than the space: most of any text. */
static inline gboolean is_plain(unsigned char byte)
{
    return byte > 0x20 && byte < 0x7F;
}

ChairliftCleaning chairlift_cleaning_of(gunichar character)
{
    if (g_unichar_isspace(character) || character == '\v' || character == 0x85)
        return CHAIRLIFT_CLEANING_SPACE;
    if (character == 0x200C || character == 0x200D)
        return CHAIRLIFT_CLEANING_KEEP;
    GUnicodeType type = g_unichar_type(character);
    return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ? CHAIRLIFT_CLEANING_DROP
                                                                 : CHAIRLIFT_CLEANING_KEEP;
}

/* Bytes from text (not ASCII) that are no UTF-8 and become one U+FFFD: an unfinished sequence as a
 * whole, as the Unicode standard recommends ("maximal subpart"), else one byte. */
static gsize invalid_length(const char *text, gsize left)
{
    unsigned char lead = (unsigned char)text[0];
    gsize wanted = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 && lead < 0xF0 ? 3 : 1;
    gsize length = 1;
    while (length < wanted - (wanted > 1) && length < left &&
           ((unsigned char)text[length] & 0xC0) == 0x80)
        length++;
    /* The second byte may itself be what is wrong: overlong forms, surrogates, beyond U+10FFFF. */
    if (length > 1) {
        unsigned char second = (unsigned char)text[1];
        if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
            (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))
            return 1;
    }
    return length;
}

/* Whether a word is broken here: a letter, a hyphen, and small letters on the next line. */
static gboolean is_broken_word(const GString *before, const char *next)
{
    return before->len > 1 && before->str[before->len - 1] == '-' &&
           g_ascii_isalpha(before->str[before->len - 2]) && g_ascii_islower(*next);
}

char *chairlift_paper_clean_text(const char *text, gssize length, gboolean *repaired)
{
    if (repaired != NULL)
        *repaired = FALSE;
    if (text == NULL)
        return NULL;
    gsize size = length < 0 ? strlen(text) : (gsize)length;
    GString *clean = g_string_sized_new(size);
    gboolean space = FALSE; /* white space since the last character that stays */
    gboolean line = FALSE;  /* a new line in it */
    for (gsize i = 0; i < size;) {
        gsize start = i;
        /* words, and the single spaces between them */
        while (i < size &&
               (is_plain((unsigned char)text[i]) || (text[i] == ' ' && i > start && i + 1 < size &&
                                                     is_plain((unsigned char)text[i + 1]))))
            i++;
        const char *piece = text + start;
        gsize piece_length = i - start;
        if (piece_length == 0) {
            unsigned char byte = (unsigned char)text[i];
            gunichar character =
                byte < 0x80 ? byte : g_utf8_get_char_validated(text + i, (gssize)(size - i));
            if (character >= (gunichar)-2) {
                i += invalid_length(text + i, size - i);
                piece = REPLACEMENT;
                piece_length = strlen(REPLACEMENT);
                if (repaired != NULL)
                    *repaired = TRUE;
            } else {
                piece_length = (gsize)g_unichar_to_utf8(character, NULL);
                i += piece_length;
                ChairliftCleaning cleaning = chairlift_cleaning_of(character);
                space = space || cleaning == CHAIRLIFT_CLEANING_SPACE;
                line = line || character == '\n';
                if (cleaning != CHAIRLIFT_CLEANING_KEEP)
                    continue;
            }
        }
        if (line && is_broken_word(clean, piece))
            g_string_truncate(clean, clean->len - 1);
        else if (space && clean->len > 0)
            g_string_append_c(clean, ' ');
        space = FALSE;
        line = FALSE;
        g_string_append_len(clean, piece, (gssize)piece_length);
    }
    gboolean empty = clean->len == 0;
    char *result = g_string_free(clean, empty);
    return empty ? NULL : result;
}
