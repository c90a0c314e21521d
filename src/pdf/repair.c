/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "repair.h"

#include <string.h>

/* ---- glyphs ---------------------------------------------------------------------------------- */

/* Accents that fonts have as glyphs with a width, and the combining character each stands for. */
static const struct {
    gunichar spacing, combining;
} ACCENTS[] = {{0x60, 0x300},  {0xA8, 0x308},  {0xAF, 0x304},  {0xB4, 0x301},  {0xB8, 0x327},
               {0x2C6, 0x302}, {0x2C7, 0x30C}, {0x2D8, 0x306}, {0x2D9, 0x307}, {0x2DA, 0x30A},
               {0x2DB, 0x328}, {0x2DC, 0x303}, {0x2DD, 0x30B}};

static gunichar combining_accent(gunichar letter)
{
    for (gsize i = 0; i < G_N_ELEMENTS(ACCENTS); i++) {
        if (ACCENTS[i].spacing == letter)
            return ACCENTS[i].combining;
    }
    return 0;
}

/* Characters whose compatibility form is what someone would type: ligatures, mathematical and
 * letter-like symbols, full-width forms. Others, such as superscripts, mean something as they are.
 */
static gboolean is_presentation(gunichar letter)
{
    return (letter >= 0xFB00 && letter <= 0xFB06) || (letter >= 0x1D400 && letter <= 0x1D7FF) ||
           (letter >= 0x210A && letter <= 0x2113) || (letter >= 0x2118 && letter <= 0x211D) ||
           letter == 0x2102 || letter == 0x2124 || (letter >= 0xFF01 && letter <= 0xFF5E) ||
           letter == 0x132 || letter == 0x133;
}

static gboolean is_dropped(gunichar letter)
{
    GUnicodeType type = g_unichar_type(letter);
    return type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_UNASSIGNED ||
           type == G_UNICODE_SURROGATE || letter == 0xFFFD || letter == 0xFEFF ||
           (letter >= 0x200B && letter <= 0x200F) || (letter >= 0x202A && letter <= 0x202E) ||
           (letter >= 0x2060 && letter <= 0x2064);
}

/* Appends one character as someone would type it. */
static void append_glyph(GString *typed, gunichar letter)
{
    if (g_unichar_isspace(letter) || letter < 0x20 || (letter >= 0x7F && letter <= 0xA0)) {
        if (typed->len > 0 && typed->str[typed->len - 1] != ' ')
            g_string_append_c(typed, ' ');
    } else if (letter == 0x2010 || letter == 0x2011) {
        g_string_append_c(typed, '-');
    } else if (is_presentation(letter)) {
        gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
        gsize n = g_unichar_fully_decompose(letter, TRUE, parts, G_N_ELEMENTS(parts));
        for (gsize i = 0; i < n; i++)
            g_string_append_unichar(typed, parts[i]);
    } else if (!is_dropped(letter)) {
        g_string_append_unichar(typed, letter);
    }
}

static gboolean is_plain(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text < ' ' || *text > '~')
            return FALSE;
    }
    return TRUE;
}

/* Most text is such that there are only spaces to look after. */
static char *squeeze_spaces(const char *text)
{
    char *squeezed = g_malloc(strlen(text) + 1), *end = squeezed;
    for (; *text != '\0'; text++) {
        if (*text != ' ' || (end > squeezed && end[-1] != ' '))
            *end++ = *text;
    }
    if (end > squeezed && end[-1] == ' ')
        end--;
    *end = '\0';
    return squeezed;
}

char *chairlift_repair_glyphs(const char *text)
{
    if (is_plain(text))
        return squeeze_spaces(text);
    g_autoptr(GString) typed = g_string_sized_new(strlen(text) + 1);
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar letter = g_utf8_get_char(at);
        gunichar accent = combining_accent(letter);
        gunichar next = *at != '\0' ? g_utf8_get_char(g_utf8_next_char(at)) : 0;
        if (letter == 0x131 && (combining_accent(next) != 0 || g_unichar_ismark(next)))
            letter = 'i'; /* a dotless i waits for the accent that follows */
        if (accent != 0 && letter != '`' && g_unichar_isalpha(next)) {
            /* TeX sets the accent first, then the letter. */
            at = g_utf8_next_char(at);
            g_string_append_unichar(typed, next == 0x131 ? 'i' : next);
            g_string_append_unichar(typed, accent);
        } else {
            append_glyph(typed, letter);
        }
    }
    while (typed->len > 0 && typed->str[typed->len - 1] == ' ')
        g_string_truncate(typed, typed->len - 1);
    char *composed = g_utf8_normalize(typed->str, -1, G_NORMALIZE_NFC);
    return composed != NULL ? composed : g_strdup("");
}

/* ---- words ----------------------------------------------------------------------------------- */

struct RepairWords {
    GHashTable *known; /* words in lower case, hyphens inside them kept */
    gboolean broken;   /* the line added last ended within a word */
};

RepairWords *chairlift_repair_words_new(void)
{
    RepairWords *words = g_new0(RepairWords, 1);
    words->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return words;
}

void chairlift_repair_words_free(RepairWords *words)
{
    if (words == NULL)
        return;
    g_hash_table_unref(words->known);
    g_free(words);
}

static gboolean is_word_character(gunichar letter)
{
    return g_unichar_isalnum(letter) || letter == '-' || letter == 0xAD;
}

/* End of the word that starts at text. */
static const char *word_end(const char *text)
{
    while (*text != '\0' && is_word_character(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    return text;
}

void chairlift_repair_words_add(RepairWords *words, const char *line)
{
    gboolean broken = words->broken; /* the line begins with the rest of a word */
    words->broken = FALSE;
    while (*line != '\0') {
        const char *end = word_end(line);
        if (end > line) {
            words->broken = *end == '\0' && end[-1] == '-';
            if (!broken && !words->broken)
                g_hash_table_add(words->known, g_utf8_strdown(line, end - line));
            broken = FALSE;
        }
        line = end > line ? end : g_utf8_next_char(line);
    }
}

/* Start of the word at the end of text. */
static const char *last_word(const GString *text)
{
    const char *start = text->str + text->len;
    while (start > text->str) {
        const char *before = g_utf8_prev_char(start);
        if (!is_word_character(g_utf8_get_char(before)))
            break;
        start = before;
    }
    return start;
}

/* Whether text ends within an address, which goes on in line: what a hyphen there is part of, and
 * what no space belongs into. */
static gboolean is_within_address(const GString *text, const char *line)
{
    if (g_str_has_suffix(text->str, "http:") || g_str_has_suffix(text->str, "https:"))
        return g_str_has_prefix(line, "//");
    const char *start = strrchr(text->str, ' ');
    start = start != NULL ? start + 1 : text->str;
    gboolean cut_off = strchr("-_=&?/", text->str[text->len - 1]) != NULL;
    gboolean begun = strstr(start, "://") != NULL || strstr(start, "www.") != NULL ||
                     strstr(start, ".com/") != NULL || strstr(start, ".org/") != NULL ||
                     strstr(start, ".io/") != NULL;
    return cut_off && begun && g_ascii_isalnum(*line);
}

static gboolean is_listed(const char *const *list, const char *word)
{
    for (; *list != NULL; list++) {
        if (strcmp(*list, word) == 0)
            return TRUE;
    }
    return FALSE;
}

/* First halves of compounds, where the second half is a word and no ending. */
static gboolean begins_compound(const char *first, const char *second)
{
    static const char *const FIRST[] = {
        "self",  "non",   "well",   "high",    "low",      "long",   "short", "large",  "small",
        "zero",  "few",   "one",    "two",     "three",    "four",   "open",  "closed", "real",
        "state", "end",   "fine",   "cross",   "human",    "model",  "data",  "task",   "full",
        "half",  "black", "white",  "deep",    "next",     "single", "multi", "best",   "near",
        "user",  "time",  "domain", "test",    "token",    "layer",  "role",  "graph",  "safety",
        "post",  "train", "text",   "context", "language", "vision", "image", NULL};
    static const char *const ENDINGS[] = {
        "ing",  "ment", "ness", "ity", "iz", "is",  "ic",  "al",   "ual",   "at",   "able", "ibl",
        "less", "ful",  "ly",   "ed",  "er", "est", "set", "base", "light", "line", NULL};
    if (!is_listed(FIRST, first) || strlen(second) < 3)
        return FALSE;
    if (strcmp(first, "self") == 0) /* few words begin so and have no hyphen */
        return !g_str_has_prefix(second, "ish") && !g_str_has_prefix(second, "less");
    for (const char *const *ending = ENDINGS; *ending != NULL; ending++) {
        if (g_str_has_prefix(second, *ending))
            return FALSE;
    }
    return TRUE;
}

/* Second halves of compounds, which are no ends of longer words. */
static gboolean ends_compound(const char *second)
{
    static const char *const SECOND[] = {
        "based",     "aware",     "level",    "specific",   "driven",     "free",
        "the",       "art",       "scale",    "tuning",     "tuned",      "shot",
        "step",      "box",       "hop",      "agent",      "quality",    "and",
        "guided",    "trained",   "making",   "solving",    "augmented",  "dimensional",
        "dependent", "oriented",  "agnostic", "invariant",  "supervised", "efficient",
        "related",   "generated", "grained",  "context",    "training",   "following",
        "thought",   "learning",  "off",      "preserving", "domain",     "layer",
        "token",     "layered",   "centric",  "intensive",  "judge",      "for",
        "wise",      "stakes",    "fidelity", "resource",   "performing", NULL};
    return is_listed(SECOND, second);
}

/* Whether the hyphen between two halves, in lower case, is one that the author wrote. Asked of the
 * text itself first; else of how English, and this field, makes compounds. */
static gboolean keeps_hyphen(const char *first, const char *second, const RepairWords *words)
{
    static const char *const SOLID[] = {"otherwise", "likewise", NULL};
    g_autofree char *solid = g_strconcat(first, second, NULL);
    g_autofree char *hyphened = g_strconcat(first, "-", second, NULL);
    if (g_hash_table_contains(words->known, hyphened))
        return TRUE;
    if (g_hash_table_contains(words->known, solid) || is_listed(SOLID, solid))
        return FALSE;
    /* Typesetting breaks no word before its last two letters, nor one that has a hyphen. */
    if (strlen(second) <= 2 || strchr(first, '-') != NULL || strchr(second, '-') != NULL)
        return TRUE;
    /* Both halves stand on their own elsewhere, and more than a syllable each. */
    if (strlen(first) > 3 && strlen(second) > 3 && g_hash_table_contains(words->known, first) &&
        g_hash_table_contains(words->known, second))
        return TRUE;
    return begins_compound(first, second) || ends_compound(second);
}

/* Whether a text begins with a word of two capitals or more, and no other letters. */
static gboolean is_capitals(const char *text)
{
    guint capitals = 0;
    for (; *text != '\0' && g_unichar_isalpha(g_utf8_get_char(text));
         text = g_utf8_next_char(text)) {
        if (!g_unichar_isupper(g_utf8_get_char(text)))
            return FALSE;
        capitals++;
    }
    return capitals >= 2;
}

void chairlift_repair_join(GString *text, const char *line, const RepairWords *words)
{
    if (*line == '\0')
        return;
    gunichar next = g_utf8_get_char(line);
    if (text->len > 2 && g_str_has_suffix(text->str, "\302\255")) {
        g_string_truncate(text, text->len - 2); /* a soft hyphen */
    } else if (text->len > 0 && is_within_address(text, line)) {
        /* goes on as it is */
    } else if (text->len > 1 && text->str[text->len - 1] == '-' &&
               g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(text->str + text->len - 1))) &&
               g_unichar_isalnum(next)) {
        const char *start = last_word(text);
        g_autofree char *first = g_utf8_strdown(start, (gssize)(text->str + text->len - 1 - start));
        g_autofree char *second = g_utf8_strdown(line, word_end(line) - line);
        g_autofree char *solid = g_strconcat(first, second, NULL);
        gboolean breaks = g_unichar_islower(next) || (is_capitals(start) && is_capitals(line)) ||
                          g_hash_table_contains(words->known, solid);
        if (breaks && !keeps_hyphen(first, second, words))
            g_string_truncate(text, text->len - 1);
    } else if (text->len > 0 && !g_str_has_suffix(text->str, "\342\200\224") &&
               text->str[text->len - 1] != '/') {
        g_string_append_c(text, ' ');
    }
    g_string_append(text, line);
}
