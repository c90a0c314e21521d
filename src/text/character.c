/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Characters: UTF-8 decoding (RFC 3629) and folding to lower case without accents.
 *
 * Submissions are English, so the folding is exact for Latin script (that "naïve", "naive" and a
 * "naı̈ve" put together from combining accents are one word), complete for the ligatures and
 * mathematical alphabets that PDF files bring, simple for Greek and Cyrillic, and leaves other
 * scripts as they are. A decoder for the few blocks that matter is smaller than a Unicode library,
 * which this room must do without.
 */
#include "character.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { NOT_UTF8 = 0xFFFFFFFF };

/* Decodes a character of two bytes or more; NOT_UTF8, and one byte, for anything that RFC 3629
 * forbids: stray or missing continuation bytes, overlong forms, surrogates, beyond U+10FFFF. */
static uint32_t decode(const unsigned char *text, size_t length, unsigned *bytes)
{
    unsigned first = text[0];
    unsigned count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    static const uint32_t LEAST[] = {0, 0, 0x80, 0x800, 0x10000};

    *bytes = 1;
    if (first < 0xC2 || first > 0xF4 || length < count)
        return NOT_UTF8;
    uint32_t code = first & (0x7FU >> count);
    for (unsigned i = 1; i < count; i++) {
        if ((text[i] & 0xC0) != 0x80)
            return NOT_UTF8;
        code = code << 6 | (text[i] & 0x3FU);
    }
    if (code < LEAST[count] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return NOT_UTF8;
    *bytes = count;
    return code;
}

static unsigned encode(uint32_t code, char *out)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

/* Base letters of U+00C0 to U+017F; '.' marks what is no letter or has more than one. */
static const char LATIN[] = "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkklllllll"
                            "lllnnnnnnnnnoooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* Likewise of U+1E00 to U+1EFF. */
static const char LATIN_ADDITIONAL[] =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

static const struct {
    uint32_t code;
    const char *folded;
} EXPANSIONS[] = {
    {0x00AA, "a"},   {0x00B5, "μ"},   {0x00BA, "o"},  {0x00C6, "ae"}, {0x00DE, "th"},
    {0x00DF, "ss"},  {0x00E6, "ae"},  {0x00FE, "th"}, {0x0132, "ij"}, {0x0133, "ij"},
    {0x0152, "oe"},  {0x0153, "oe"},  {0x0218, "s"},  {0x0219, "s"},  {0x021A, "t"},
    {0x021B, "t"},   {0x03AC, "α"},   {0x03AD, "ε"},  {0x03AE, "η"},  {0x03AF, "ι"},
    {0x03C2, "σ"},   {0x03CC, "ο"},   {0x03CD, "υ"},  {0x03CE, "ω"},  {0x0386, "α"},
    {0x0388, "ε"},   {0x0389, "η"},   {0x038A, "ι"},  {0x038C, "ο"},  {0x038E, "υ"},
    {0x038F, "ω"},   {0x1E9E, "ss"},  {0xFB00, "ff"}, {0xFB01, "fi"}, {0xFB02, "fl"},
    {0xFB03, "ffi"}, {0xFB04, "ffl"}, {0xFB05, "st"}, {0xFB06, "st"},
};

/* The folded letters of a character that is none of ASCII; NULL when it folds to itself. */
static const char *expansion(uint32_t code)
{
    for (size_t i = 0; i < sizeof EXPANSIONS / sizeof EXPANSIONS[0]; i++) {
        if (EXPANSIONS[i].code == code)
            return EXPANSIONS[i].folded;
    }
    return NULL;
}

static uint32_t lower(uint32_t code)
{
    if (code >= 0xC0 && code <= 0x17F && LATIN[code - 0xC0] != '.')
        return (unsigned char)LATIN[code - 0xC0];
    if (code >= 0x1E00 && code <= 0x1EFF && LATIN_ADDITIONAL[code - 0x1E00] != '.')
        return (unsigned char)LATIN_ADDITIONAL[code - 0x1E00];
    if ((code >= 0x391 && code <= 0x3A9) || (code >= 0x410 && code <= 0x42F))
        return code + 32;
    if (code >= 0x400 && code <= 0x40F)
        return code + 80;
    if (code >= 0xFF21 && code <= 0xFF5A) /* fullwidth letters */
        return (code - (code >= 0xFF41 ? 0xFF41 : 0xFF21)) % 26 + 'a';
    if (code >= 0x1D400 && code <= 0x1D6A3) /* mathematical alphabets, A-Z and a-z in turn */
        return (code - 0x1D400) % 26 + 'a';
    return code;
}

static bool is_digit(uint32_t code, uint32_t *digit)
{
    if (code >= 0xFF10 && code <= 0xFF19)
        *digit = code - 0xFF10;
    else if (code >= 0x1D7CE && code <= 0x1D7FF)
        *digit = (code - 0x1D7CE) % 10;
    else
        return false;
    return true;
}

static bool is_invisible(uint32_t code)
{
    return code == 0xAD || (code >= 0x300 && code <= 0x36F) ||
           (code >= 0x200B && code <= 0x200F && code != 0x200E) || code == 0x2060 ||
           (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xFE20 && code <= 0xFE2F) ||
           code == 0xFEFF || code >= 0xE0000;
}

/* Blocks of punctuation, symbols, modifiers, private use. */
static bool is_separator(uint32_t code)
{
    return (code < 0xC0 && code != 0xAA && code != 0xB5 && code != 0xBA) || code == 0xD7 ||
           code == 0xF7 || (code >= 0x2B0 && code <= 0x2FF) || (code >= 0x2000 && code <= 0x2BFF) ||
           (code >= 0x2E00 && code <= 0x2E7F) || (code >= 0x3000 && code <= 0x303F) ||
           (code >= 0xE000 && code <= 0xF8FF) || (code >= 0xFE10 && code <= 0xFE6F) ||
           (code >= 0xFF00 && code <= 0xFF20) || (code >= 0xFF3B && code <= 0xFF40) ||
           (code >= 0xFF5B && code <= 0xFF65) || (code >= 0xFFF0 && code <= 0xFFFF) ||
           (code >= 0x1D6A4 && code <= 0x1D7CD) || (code >= 0x1F000 && code <= 0x1FAFF);
}

static ChairliftCharacterKind kind_beyond_ascii(uint32_t code)
{
    if (is_invisible(code))
        return CHAIRLIFT_CHARACTER_INVISIBLE;
    if (code == 0x85 || code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 ||
        code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000)
        return CHAIRLIFT_CHARACTER_SPACE;
    if (code == 0x2010 || code == 0x2011 || code == 0x2043 || code == 0xFE63 || code == 0xFF0D)
        return CHAIRLIFT_CHARACTER_HYPHEN;
    if (code == 0x2018 || code == 0x2019 || code == 0x201B || code == 0x2BC || code == 0xFF07)
        return CHAIRLIFT_CHARACTER_APOSTROPHE;
    return is_separator(code) ? CHAIRLIFT_CHARACTER_SEPARATOR : CHAIRLIFT_CHARACTER_LETTER;
}

static ChairliftCharacter read_ascii(unsigned char byte)
{
    ChairliftCharacter character = {CHAIRLIFT_CHARACTER_SEPARATOR, 1, 0, {(char)byte, 0, 0, 0}};

    if (byte >= 'a' && byte <= 'z') {
        character.kind = CHAIRLIFT_CHARACTER_LETTER;
    } else if (byte >= 'A' && byte <= 'Z') {
        character.kind = CHAIRLIFT_CHARACTER_LETTER;
        character.folded[0] = (char)(byte + ('a' - 'A'));
    } else if (byte >= '0' && byte <= '9') {
        character.kind = CHAIRLIFT_CHARACTER_DIGIT;
    } else if (byte == ' ' || (byte >= '\t' && byte <= '\r')) {
        character.kind = CHAIRLIFT_CHARACTER_SPACE;
    } else if (byte == '-') {
        character.kind = CHAIRLIFT_CHARACTER_HYPHEN;
    } else if (byte == '\'') {
        character.kind = CHAIRLIFT_CHARACTER_APOSTROPHE;
    }
    character.length =
        character.kind == CHAIRLIFT_CHARACTER_LETTER || character.kind == CHAIRLIFT_CHARACTER_DIGIT;
    return character;
}

ChairliftCharacter chairlift_character_read(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;

    if (bytes[0] < 0x80)
        return read_ascii(bytes[0]);

    ChairliftCharacter character = {CHAIRLIFT_CHARACTER_SEPARATOR, 1, 0, {0}};
    uint32_t code = decode(bytes, length, &character.bytes);
    uint32_t digit;
    if (code == NOT_UTF8)
        return character;
    if (is_digit(code, &digit)) {
        character.kind = CHAIRLIFT_CHARACTER_DIGIT;
        character.length = encode('0' + digit, character.folded);
        return character;
    }
    character.kind = kind_beyond_ascii(code);
    if (character.kind == CHAIRLIFT_CHARACTER_LETTER) {
        const char *letters = expansion(code);
        if (letters != NULL) {
            character.length = (unsigned)strlen(letters);
            memcpy(character.folded, letters, character.length);
        } else {
            character.length = encode(lower(code), character.folded);
        }
    }
    return character;
}
