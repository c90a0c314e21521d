/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pattern is a name in folded letters and, for each of them, what may stand before it. Spellings
 * that differ in accents, hyphens or case alone are one pattern. */
#include "names.h"

#include <string.h>

/* What may stand before a letter of a pattern. */
typedef enum Joint {
    JOINT_INSIDE, /* nothing, or the hyphen of a broken line */
    JOINT_SOFT,   /* nothing, a space or a hyphen: "Ana Maria", "Ana-Maria", "Anamaria" */
    JOINT_SPACE,  /* a space */
    JOINT_PERIOD, /* the period of an initial, and perhaps a space or a hyphen */
    JOINT_COMMA   /* a comma and a space */
} Joint;

typedef struct NamePattern {
    NameForm form;
    guint person;
    GString *letters;
    GByteArray *joints;   /* [letters->len]: of Joint; of the first letter of no meaning */
    GByteArray *capitals; /* [letters->len]: whether it must be a capital */
    gboolean spaceless;   /* in a script that sets no spaces between words */
} NamePattern;

enum { FIRST_BYTES = 256, MIN_HANDLE_LETTERS = 4 };

struct NamePatterns {
    GPtrArray *by_first[FIRST_BYTES]; /* of NamePattern, or NULL */
};

static void free_pattern(gpointer data)
{
    NamePattern *pattern = data;
    g_string_free(pattern->letters, TRUE);
    g_byte_array_unref(pattern->joints);
    g_byte_array_unref(pattern->capitals);
    g_free(pattern);
}

static NamePattern *new_pattern(NameForm form, guint person)
{
    NamePattern *pattern = g_new0(NamePattern, 1);
    pattern->form = form;
    pattern->person = person;
    pattern->letters = g_string_new(NULL);
    pattern->joints = g_byte_array_new();
    pattern->capitals = g_byte_array_new();
    return pattern;
}

/* ---- making patterns ------------------------------------------------------------------------- */

/* Appends the letters [start, end); joint stands before the first of them. Capitals must be where
 * the name has them at the start of a word: "van der Berg" keeps its small letters. */
static void append(NamePattern *pattern, const Letters *name, guint start, guint end, Joint joint)
{
    for (guint i = start; i < end; i++) {
        const gboolean starts_word = i == start || name->gaps->data[i] != 0;
        guint8 before = (guint8)(i == start ? joint : starts_word ? JOINT_SOFT : JOINT_INSIDE);
        const gboolean hyphenated = i > start && (name->gaps->data[i] & GAP_SPACE) == 0;
        guint8 capital = starts_word && !hyphenated && name->upper->data[i];
        g_string_append_c(pattern->letters, name->folded->str[i]);
        g_byte_array_append(pattern->joints, &before, 1);
        g_byte_array_append(pattern->capitals, &capital, 1);
    }
}

static guint length_of(const Letters *name)
{
    return name != NULL ? (guint)name->folded->len : 0;
}

/* End of the word that begins at `start`; hyphens do not end it. */
static guint word_end(const Letters *name, guint start)
{
    guint end = start + 1;
    while (end < length_of(name) && (name->gaps->data[end] & ~(GAP_HYPHEN | GAP_CASE)) == 0)
        end++;
    return end;
}

/* Appends the initials of the words of a name from letter `start` on. */
static void append_initials(NamePattern *pattern, const Letters *name, guint start, Joint joint)
{
    for (guint i = start; i < length_of(name); i++) {
        if (i > 0 && name->gaps->data[i] == 0)
            continue;
        const guint bytes =
            (guint)(g_utf8_next_char(name->folded->str + i) - (name->folded->str + i));
        append(pattern, name, i, i + bytes, joint);
        joint = JOINT_PERIOD;
    }
}

/* Takes ownership of the pattern. */
static void add(NamePatterns *patterns, NamePattern *pattern)
{
    if (pattern->letters->len == 0) {
        free_pattern(pattern);
        return;
    }
    const guint8 first = (guint8)pattern->letters->str[0];
    pattern->spaceless = g_utf8_get_char(pattern->letters->str) >= 0x2E80;
    if (patterns->by_first[first] == NULL)
        patterns->by_first[first] = g_ptr_array_new_with_free_func(free_pattern);
    g_ptr_array_add(patterns->by_first[first], pattern);
}

/* "Jane Helen Doe", "Jane Doe", "Jane H. Doe", "Doe, Jane", "Doe Jane". */
static void add_full(NamePatterns *patterns, guint person, const Letters *given,
                     const Letters *family)
{
    const guint first = word_end(given, 0), all = length_of(given);
    const guint ends[] = {all, first};
    for (guint i = 0; i < (first < all ? 2 : 1); i++) {
        static const Joint BETWEEN[] = {JOINT_SPACE, JOINT_COMMA};
        NamePattern *pattern = new_pattern(NAME_FULL, person);
        append(pattern, given, 0, ends[i], JOINT_SPACE);
        append(pattern, family, 0, length_of(family), JOINT_SPACE);
        add(patterns, pattern);
        for (gsize k = 0; k < G_N_ELEMENTS(BETWEEN); k++) {
            pattern = new_pattern(NAME_FULL, person);
            append(pattern, family, 0, length_of(family), JOINT_SPACE);
            append(pattern, given, 0, ends[i], BETWEEN[k]);
            add(patterns, pattern);
        }
    }
    if (first < all) {
        NamePattern *pattern = new_pattern(NAME_FULL, person);
        append(pattern, given, 0, first, JOINT_SPACE);
        append_initials(pattern, given, first, JOINT_SPACE);
        append(pattern, family, 0, length_of(family), JOINT_PERIOD);
        add(patterns, pattern);
    }
}

/* "J. H. Doe", "J. Doe", "Doe, J." */
static void add_initials(NamePatterns *patterns, guint person, const Letters *given,
                         const Letters *family)
{
    NamePattern *pattern = new_pattern(NAME_INITIALS, person);
    append_initials(pattern, given, 0, JOINT_SPACE);
    append(pattern, family, 0, length_of(family), JOINT_PERIOD);
    add(patterns, pattern);
    pattern = new_pattern(NAME_INITIALS, person);
    append(pattern, family, 0, length_of(family), JOINT_SPACE);
    append_initials(pattern, given, 0, JOINT_COMMA);
    add(patterns, pattern);
    const guint bytes = (guint)(g_utf8_next_char(given->folded->str) - given->folded->str);
    pattern = new_pattern(NAME_INITIALS, person);
    append(pattern, given, 0, bytes, JOINT_SPACE);
    append(pattern, family, 0, length_of(family), JOINT_PERIOD);
    add(patterns, pattern);
}

/* "jdoe", "doej", "janed". */
static void add_handles(NamePatterns *patterns, guint person, const Letters *given,
                        const Letters *family)
{
    static const struct {
        gboolean family_first, whole_given;
    } ORDERS[] = {{FALSE, FALSE}, {TRUE, FALSE}, {FALSE, TRUE}};
    const guint first = word_end(given, 0);
    for (gsize i = 0; i < G_N_ELEMENTS(ORDERS); i++) {
        NamePattern *pattern = new_pattern(NAME_HANDLE, person);
        const guint of_given = ORDERS[i].whole_given ? first : 1;
        const guint of_family = ORDERS[i].whole_given ? 1 : length_of(family);
        if (ORDERS[i].family_first)
            append(pattern, family, 0, of_family, JOINT_SPACE);
        append(pattern, given, 0, of_given, JOINT_SOFT);
        if (!ORDERS[i].family_first)
            append(pattern, family, 0, of_family, JOINT_SOFT);
        if (pattern->letters->len >= MIN_HANDLE_LETTERS && g_str_is_ascii(pattern->letters->str))
            add(patterns, pattern);
        else
            free_pattern(pattern);
    }
}

static void add_spelling(NamePatterns *patterns, guint person, const char *given_name,
                         const char *family_name)
{
    g_autoptr(Letters) given =
        given_name != NULL ? chairlift_letters_new(given_name, strlen(given_name)) : NULL;
    g_autoptr(Letters) family = chairlift_letters_new(family_name, strlen(family_name));
    if (length_of(family) == 0)
        return;
    NamePattern *alone = new_pattern(NAME_FAMILY, person);
    append(alone, family, 0, length_of(family), JOINT_SPACE);
    /* What is written without spaces is a whole name. */
    if (length_of(given) == 0 && g_utf8_get_char(family->folded->str) >= 0x2E80)
        alone->form = NAME_FULL;
    add(patterns, alone);
    if (length_of(given) == 0)
        return;
    const guint initial_bytes = (guint)(g_utf8_next_char(given->folded->str) - given->folded->str);
    if (length_of(given) > initial_bytes && word_end(given, 0) > initial_bytes)
        add_full(patterns, person, given, family);
    add_initials(patterns, person, given, family);
    if (g_str_is_ascii(given->folded->str))
        add_handles(patterns, person, given, family);
}

/* A name as it is written where its letters are not to be had ("Müller": "Mueller"); NULL when that
 * is no other. Free with g_free. */
static char *transliterate(const char *name)
{
    static const struct {
        gunichar letter;
        const char *written;
    } LETTERS[] = {{0xE4, "ae"}, {0xF6, "oe"}, {0xFC, "ue"}, {0xF8, "oe"}, {0xE5, "aa"},
                   {0xC4, "Ae"}, {0xD6, "Oe"}, {0xDC, "Ue"}, {0xD8, "Oe"}, {0xC5, "Aa"}};
    GString *written = g_string_new(NULL);
    for (const char *at = name; at != NULL && *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar letter = g_utf8_get_char(at);
        gsize i = 0;
        while (i < G_N_ELEMENTS(LETTERS) && LETTERS[i].letter != letter)
            i++;
        if (i < G_N_ELEMENTS(LETTERS))
            g_string_append(written, LETTERS[i].written);
        else
            g_string_append_unichar(written, letter);
    }
    return g_string_free(written, name == NULL || strcmp(written->str, name) == 0);
}

static void add_name(NamePatterns *patterns, guint person, const ChairliftContributorName *name)
{
    add_spelling(patterns, person, name->given, name->family);
    g_autofree char *given = transliterate(name->given);
    g_autofree char *family = transliterate(name->family);
    if (given != NULL || family != NULL)
        add_spelling(patterns, person, given != NULL ? given : name->given,
                     family != NULL ? family : name->family);
}

NamePatterns *chairlift_name_patterns_new(const ChairliftContributors *contributors)
{
    NamePatterns *patterns = g_new0(NamePatterns, 1);
    for (guint i = 0; i < contributors->people->len; i++) {
        const ChairliftContributor *person = g_ptr_array_index(contributors->people, i);
        for (guint k = 0; k < person->names->len; k++)
            add_name(patterns, i, g_ptr_array_index(person->names, k));
    }
    return patterns;
}

void chairlift_name_patterns_free(NamePatterns *patterns)
{
    if (patterns == NULL)
        return;
    for (guint i = 0; i < FIRST_BYTES; i++)
        g_clear_pointer(&patterns->by_first[i], g_ptr_array_unref);
    g_free(patterns);
}

/* ---- matching -------------------------------------------------------------------------------- */

static gboolean is_subset(guint8 gap, guint allowed)
{
    return (gap & ~allowed) == 0;
}

static gboolean joins(Joint joint, guint8 gap, NameManner manner)
{
    if (joint == JOINT_INSIDE)
        return is_subset(gap, GAP_HYPHEN | GAP_CASE);
    if (manner == NAME_IN_FILE)
        return TRUE;
    switch (joint) {
    case JOINT_SOFT:
        return is_subset(gap, GAP_SPACE | GAP_HYPHEN | GAP_CASE);
    case JOINT_SPACE:
        return (gap & GAP_SPACE) != 0 && is_subset(gap, GAP_SPACE | GAP_PERIOD);
    case JOINT_PERIOD:
        return (gap & GAP_PERIOD) != 0 && is_subset(gap, GAP_PERIOD | GAP_SPACE | GAP_HYPHEN);
    case JOINT_COMMA:
        return (gap & GAP_COMMA) != 0 && is_subset(gap, GAP_COMMA | GAP_SPACE);
    default:
        return FALSE;
    }
}

/* Letters that a pattern takes from `start` on; 0 when it does not match. */
static guint match_pattern(const NamePattern *pattern, const Letters *letters, guint start,
                           NameManner manner)
{
    const guint length = (guint)pattern->letters->len;
    if (start + length > letters->folded->len ||
        memcmp(letters->folded->str + start, pattern->letters->str, length) != 0)
        return 0;
    if (!pattern->spaceless &&
        (letters->gaps->data[start] == 0 || letters->gaps->data[start + length] == 0))
        return 0;
    for (guint i = 0; i < length; i++) {
        if (manner == NAME_IN_TEXT && pattern->capitals->data[i] &&
            !letters->upper->data[start + i])
            return 0;
        if (i > 0 &&
            !joins((Joint)pattern->joints->data[i], letters->gaps->data[start + i], manner))
            return 0;
    }
    return length;
}

gboolean chairlift_names_match(const NamePatterns *patterns, const Letters *letters, guint start,
                               guint forms, NameManner manner, NameMatch *match)
{
    const GPtrArray *candidates = patterns->by_first[(guint8)letters->folded->str[start]];
    guint longest = 0;
    for (guint i = 0; candidates != NULL && i < candidates->len; i++) {
        const NamePattern *pattern = g_ptr_array_index(candidates, i);
        if ((forms & 1U << pattern->form) == 0 || pattern->letters->len <= longest)
            continue;
        const guint length = match_pattern(pattern, letters, start, manner);
        if (length == 0)
            continue;
        longest = length;
        *match = (NameMatch){pattern->form, pattern->person, start, start + length};
    }
    return longest > 0;
}
