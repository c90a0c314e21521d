/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markup: abstracts come as LaTeX, Markdown, HTML or text copied from any of them.
 *
 * What is marked up stays, the marks go, and formulae go whole: their letters are not words. A
 * dollar sign opens a formula by pandoc's rule (no space after it, none before the closing one and
 * no digit behind that), so that prices do not. Everything here looks ahead a bounded distance, so
 * that reading a text stays linear.
 */
#include "markup.h"

#include <string.h>

enum {
    LONGEST_FORMULA = 300,
    LONGEST_COMMAND = 24,
    LONGEST_ARGUMENT = 200,
    LONGEST_TAG = 100,
    LONGEST_ENTITY = 10,
    LONGEST_ADDRESS = 2048
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool begins_with(const char *text, size_t length, const char *beginning)
{
    size_t size = strlen(beginning);
    return length >= size && memcmp(text, beginning, size) == 0;
}

/* Bytes from text up to and with `end`, when that is not farther than `most`; else 0. */
static size_t up_to(const char *text, size_t length, const char *end, size_t most)
{
    const char *found = memmem(text, least(length, most), end, strlen(end));
    return found == NULL ? 0 : (size_t)(found - text) + strlen(end);
}

/* text[0] is '$'. */
static size_t dollar_formula(const char *text, size_t length)
{
    if (length >= 2 && text[1] == '$') {
        size_t rest = up_to(text + 2, length - 2, "$$", LONGEST_FORMULA);
        return rest == 0 ? 2 : 2 + rest;
    }
    if (length < 3 || is_space(text[1]))
        return 0;
    for (size_t i = 2; i < least(length, LONGEST_FORMULA); i++) {
        if (text[i] == '$' && text[i - 1] != '\\' && !is_space(text[i - 1]) &&
            !(i + 1 < length && is_digit(text[i + 1])))
            return i + 1;
    }
    return 0;
}

static bool is_one_of(const char *name, size_t length, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (strlen(*names) == length && memcmp(*names, name, length) == 0)
            return true;
    }
    return false;
}

static size_t command_name(const char *text, size_t length)
{
    size_t size = 1;

    while (size < least(length, LONGEST_COMMAND) && is_letter(text[size]))
        size++;
    return size;
}

/* text[0] is '\'. */
static size_t command(const char *text, size_t length, bool *is_formula)
{
    static const char *const NOT_TEXT[] = {"begin",           "cite", "citep", "citet", "end",
                                           "eqref",           "href", "label", "ref",   "url",
                                           "includegraphics", NULL};

    if (begins_with(text, length, "\\(") || begins_with(text, length, "\\[")) {
        size_t rest = up_to(text + 2, length - 2, text[1] == '(' ? "\\)" : "\\]", LONGEST_FORMULA);
        *is_formula = rest > 0;
        return 2 + rest;
    }
    size_t name = command_name(text, length);
    if (name == 1)
        return least(length, 2); /* "\%", "\\", ... */
    size_t size = name;
    if (size < length && text[size] == '*')
        size++;
    if (size < length && text[size] == '{' && is_one_of(text + 1, name - 1, NOT_TEXT))
        size += up_to(text + size, length - size, "}", LONGEST_ARGUMENT);
    return size;
}

/* text[0] is '<'. */
static size_t tag(const char *text, size_t length)
{
    if (length < 3 || !(is_letter(text[1]) || text[1] == '/'))
        return 0;
    for (size_t i = 2; i < least(length, LONGEST_TAG); i++) {
        if (text[i] == '>')
            return i + 1;
        if (text[i] == '<')
            return 0;
    }
    return 0;
}

/* text[0] is '&'. */
static size_t entity(const char *text, size_t length)
{
    for (size_t i = 1; i < least(length, LONGEST_ENTITY); i++) {
        if (text[i] == ';')
            return i > 1 ? i + 1 : 0;
        if (!is_letter(text[i]) && !is_digit(text[i]) && text[i] != '#')
            return 0;
    }
    return 0;
}

/* text[0] is ']': the target of a Markdown link. */
static size_t link_target(const char *text, size_t length)
{
    if (length < 2 || text[1] != '(')
        return 0;
    for (size_t i = 2; i < least(length, LONGEST_ADDRESS); i++) {
        if (text[i] == ')')
            return i + 1;
        if (is_space(text[i]))
            return 0;
    }
    return 0;
}

size_t chairlift_markup_between_words(const char *text, size_t length, size_t at, bool *is_formula)
{
    const char *here = text + at;
    size_t rest = length - at;
    size_t size;

    *is_formula = false;
    switch (here[0]) {
    case '$':
        size = dollar_formula(here, rest);
        *is_formula = size > 0;
        return size;
    case '\\':
        return command(here, rest, is_formula);
    case '<':
        return tag(here, rest);
    case '&':
        return entity(here, rest);
    case ']':
        return link_target(here, rest);
    default:
        return 0;
    }
}

size_t chairlift_markup_inside_word(const char *text, size_t length, size_t at)
{
    const char *here = text + at;
    size_t rest = length - at;

    if (here[0] == '{' || here[0] == '}' || here[0] == '*')
        return 1;
    if (here[0] != '\\' || rest < 2)
        return 0;
    if (strchr("'`\"^~=.-", here[1]) != NULL && here[1] != '\0')
        return 2; /* an accent, or a place to break the line */
    size_t name = command_name(here, rest);
    if (name == 2 && (here[1] == 'i' || here[1] == 'j'))
        return 1; /* a letter without its dot, made to carry an accent */
    if (name < rest && here[name] == '{' &&
        (begins_with(here + 1, name - 1, "text") || begins_with(here + 1, name - 1, "emph")))
        return name + 1;
    return 0;
}

/* Letters, digits and marks that host names and mail names are made of. */
static bool is_address_part(char c)
{
    static const bool PARTS[256] = {
        ['.'] = true, ['-'] = true, ['_'] = true,         ['+'] = true,
        ['0'] = true, ['1'] = true, ['2'] = true,         ['3'] = true,
        ['4'] = true, ['5'] = true, ['6'] = true,         ['7'] = true,
        ['8'] = true, ['9'] = true, ['A' ... 'Z'] = true, ['a' ... 'z'] = true};

    return PARTS[(unsigned char)c];
}

/* Whether text[0, size) is host.domain: a dot and then letters alone, two or more. */
static bool is_host(const char *text, size_t size)
{
    size_t letters = 0;

    while (letters < size && is_letter(text[size - letters - 1]))
        letters++;
    return letters >= 2 && letters + 1 < size && text[size - letters - 1] == '.';
}

static size_t to_space(const char *text, size_t length)
{
    size_t size = 0;

    while (size < length && !is_space(text[size]))
        size++;
    return size;
}

size_t chairlift_markup_address(const char *text, size_t length, size_t at, size_t *looked_to)
{
    static const char ARXIV[] = "this https URL"; /* what arXiv's listings show for an address */
    const char *here = text + at;
    size_t rest = least(length - at, LONGEST_ADDRESS);
    size_t size = 0;

    if (begins_with(here, rest, ARXIV))
        return strlen(ARXIV);
    while (size < rest && is_address_part(here[size]))
        size++;
    *looked_to = at + size;
    const char *next = here + size;
    size_t left = rest - size;
    bool is_address = begins_with(next, left, "://") ||
                      (begins_with(next, left, "/") && is_host(here, size)) ||
                      (begins_with(here, size, "www.") && is_host(here, size));
    if (!is_address && begins_with(next, left, "@")) {
        size_t host = 0;
        while (host + 1 < left && is_address_part(next[host + 1]))
            host++;
        while (host > 0 && next[host] == '.')
            host--;
        is_address = is_host(next + 1, host);
    }
    return is_address ? to_space(here, rest) : 0;
}

size_t chairlift_line_break(const char *text, size_t length, size_t at, size_t hyphen_bytes)
{
    enum { MOST_SPACES = 16 };
    bool is_new_line = false;
    size_t i = at + hyphen_bytes;

    for (size_t spaces = 0; i < length && is_space(text[i]) && spaces < MOST_SPACES; i++, spaces++)
        is_new_line = is_new_line || text[i] == '\n';
    return is_new_line && i < length && text[i] >= 'a' && text[i] <= 'z' ? i - at : 0;
}
