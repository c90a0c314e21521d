/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TeX's accents and letters, as bibliographies spell names with them. An accent becomes a combining
 * character after its letter, and normalisation puts the two together. */
#include "latex.h"

#include <string.h>

static const struct {
    char accent;
    const char *combining;
} ACCENTS[] = {{'\'', "\u0301"}, {'`', "\u0300"}, {'^', "\u0302"}, {'"', "\u0308"},
               {'~', "\u0303"},  {'=', "\u0304"}, {'.', "\u0307"}, {'u', "\u0306"},
               {'v', "\u030C"},  {'H', "\u030B"}, {'c', "\u0327"}, {'k', "\u0328"},
               {'r', "\u030A"},  {'d', "\u0323"}, {'b', "\u0331"}};

static const struct {
    const char *name;
    const char *letter;
} LETTERS[] = {{"ss", "ß"}, {"o", "ø"},  {"O", "Ø"},  {"l", "ł"},  {"L", "Ł"},  {"ae", "æ"},
               {"AE", "Æ"}, {"oe", "œ"}, {"OE", "Œ"}, {"aa", "å"}, {"AA", "Å"}, {"i", "i"},
               {"j", "j"},  {"dh", "ð"}, {"DH", "Ð"}, {"th", "þ"}, {"TH", "Þ"}, {"dj", "đ"},
               {"DJ", "Đ"}, {"ng", "ŋ"}, {"NG", "Ŋ"}};

static const char *find_accent(char accent)
{
    for (gsize i = 0; i < G_N_ELEMENTS(ACCENTS); i++) {
        if (ACCENTS[i].accent == accent)
            return ACCENTS[i].combining;
    }
    return NULL;
}

static const char *find_letter(const char *name, gsize length)
{
    for (gsize i = 0; i < G_N_ELEMENTS(LETTERS); i++) {
        if (strlen(LETTERS[i].name) == length && memcmp(LETTERS[i].name, name, length) == 0)
            return LETTERS[i].letter;
    }
    return NULL;
}

/* Appends the command at text ("\'", "\v", "\ss") as far as it is a letter or waits for one; sets
 * *pending to the accent of the letter to come. Returns what follows it. */
static const char *read_command(const char *text, GString *plain, const char **pending)
{
    const char *name = text + 1;
    gsize length = 0;
    while (g_ascii_isalpha(name[length]))
        length++;
    if (length == 0) {
        if (*name == '\0')
            return name;
        const char *accent = find_accent(*name);
        if (accent != NULL)
            *pending = accent;
        else
            g_string_append_len(plain, name, g_utf8_next_char(name) - name);
        return g_utf8_next_char(name);
    }
    const char *letter = find_letter(name, length);
    const char *accent = length == 1 ? find_accent(*name) : NULL;
    const char *after = name + length;
    if (letter != NULL) {
        g_string_append(plain, letter);
        if (*pending != NULL)
            g_string_append(plain, *pending);
        *pending = NULL;
    } else if (accent != NULL) {
        *pending = accent;
    }
    while (*after == ' ')
        after++;
    return after;
}

char *chairlift_latex_to_text(const char *text)
{
    g_autoptr(GString) plain = g_string_new(NULL);
    const char *pending = NULL; /* accent of the next letter */
    while (*text != '\0') {
        if (*text == '\\') {
            text = read_command(text, plain, &pending);
            continue;
        }
        const char *next = g_utf8_next_char(text);
        if (*text == '~')
            g_string_append_c(plain, ' ');
        else if (*text != '{' && *text != '}' && *text != '$')
            g_string_append_len(plain, text, next - text);
        if (pending != NULL && g_unichar_isalpha(g_utf8_get_char(text))) {
            g_string_append(plain, pending);
            pending = NULL;
        }
        text = next;
    }
    return g_utf8_normalize(plain->str, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}
