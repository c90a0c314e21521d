/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "letters.h"

#include "../text/character.h"

static guint8 gap_of(ChairliftCharacterKind kind, char character)
{
    if (kind == CHAIRLIFT_CHARACTER_SPACE)
        return GAP_SPACE;
    if (kind == CHAIRLIFT_CHARACTER_HYPHEN || character == '_')
        return GAP_HYPHEN;
    if (kind == CHAIRLIFT_CHARACTER_INVISIBLE || kind == CHAIRLIFT_CHARACTER_APOSTROPHE)
        return 0;
    return character == '.' ? GAP_PERIOD : character == ',' ? GAP_COMMA : GAP_OTHER;
}

/* Letters without case count as capitals: names in them look like any other word. */
static guint8 is_upper(const char *text, gsize left)
{
    const gunichar character = g_utf8_get_char_validated(text, (gssize)left);
    return (character & 0x80000000U) == 0 && !g_unichar_islower(character);
}

static void append(Letters *letters, const ChairliftCharacter *character, guint offset, guint8 gap,
                   guint8 upper)
{
    for (unsigned i = 0; i < character->length; i++) {
        g_array_append_val(letters->offsets, offset);
        g_byte_array_append(letters->gaps, &gap, 1);
        g_byte_array_append(letters->upper, &upper, 1);
        gap = 0;
    }
    g_string_append_len(letters->folded, character->folded, character->length);
}

Letters *chairlift_letters_new(const char *text, gsize length)
{
    Letters *letters = g_new(Letters, 1);
    letters->folded = g_string_sized_new(length);
    letters->offsets = g_array_sized_new(FALSE, FALSE, sizeof(guint), (guint)length + 1);
    letters->gaps = g_byte_array_sized_new((guint)length + 1);
    letters->upper = g_byte_array_sized_new((guint)length);
    guint8 gap = GAP_OTHER;
    gboolean after_small = FALSE, after_digit = FALSE;
    for (gsize i = 0; i < length;) {
        const ChairliftCharacter character = chairlift_character_read(text + i, length - i);
        if (character.kind == CHAIRLIFT_CHARACTER_LETTER ||
            character.kind == CHAIRLIFT_CHARACTER_DIGIT) {
            const guint8 upper = is_upper(text + i, length - i);
            const gboolean digit = character.kind == CHAIRLIFT_CHARACTER_DIGIT;
            /* "annikaLong"; "1J. Park" and "Park1", where digits are a footnote's mark. */
            if (gap == 0 && letters->folded->len > 0 &&
                ((upper && !digit && after_small) || digit != after_digit))
                gap = GAP_CASE;
            append(letters, &character, (guint)i, gap, upper);
            gap = 0;
            after_small = !upper;
            after_digit = digit;
        } else {
            gap |= gap_of(character.kind, text[i]);
        }
        i += character.bytes;
    }
    gap |= GAP_OTHER;
    const guint end = (guint)length;
    g_array_append_val(letters->offsets, end);
    g_byte_array_append(letters->gaps, &gap, 1);
    return letters;
}

void chairlift_letters_free(Letters *letters)
{
    if (letters == NULL)
        return;
    g_string_free(letters->folded, TRUE);
    g_array_unref(letters->offsets);
    g_byte_array_unref(letters->gaps);
    g_byte_array_unref(letters->upper);
    g_free(letters);
}
