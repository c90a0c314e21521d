/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spelling: "behaviour" and "behavior", "generalise" and "generalize", "modelling" and "modeling"
 * are one word each.
 *
 * Porter's stemmer (Porter 1980; Snowball's english) takes suffixes off but knows no spelling
 * variants, so these are made one before it. -ise becomes -ize only after the endings that verbs
 * made with it have ("normal-ise", "token-ise"), which spares "noise", "precise", "supervise" and
 * their likes; -lyze becomes -lyse, beside "analysis". Single words follow from a list.
 */
#include "spelling.h"

#include <stdbool.h>
#include <string.h>

/* Words that begin so, with any ending. */
static const struct {
    const char *british, *american;
} PREFIXES[] = {
    {"analyz", "analys"},
    {"artefact", "artifact"},
    {"behaviour", "behavior"},
    {"cancell", "cancel"},
    {"catalogue", "catalog"},
    {"channell", "channel"},
    {"colour", "color"},
    {"defence", "defense"},
    {"endeavour", "endeavor"},
    {"favour", "favor"},
    {"flavour", "flavor"},
    {"harbour", "harbor"},
    {"honour", "honor"},
    {"humour", "humor"},
    {"judgement", "judgment"},
    {"labell", "label"},
    {"labour", "labor"},
    {"levell", "level"},
    {"misbehaviour", "misbehavior"},
    {"mislabell", "mislabel"},
    {"modell", "model"},
    {"neighbour", "neighbor"},
    {"offence", "offense"},
    {"relabell", "relabel"},
    {"rumour", "rumor"},
    {"sceptic", "skeptic"},
    {"signall", "signal"},
    {"travell", "travel"},
    {"tunnell", "tunnel"},
    {"unlabell", "unlabel"},
};

static const struct {
    const char *british, *american;
} WORDS[] = {
    {"ageing", "aging"},      {"centre", "center"},     {"centred", "centered"},
    {"centres", "centers"},   {"fibre", "fiber"},       {"fibres", "fibers"},
    {"fulfil", "fulfill"},    {"grey", "gray"},         {"learnt", "learned"},
    {"licence", "license"},   {"metre", "meter"},       {"metres", "meters"},
    {"practise", "practice"}, {"programme", "program"}, {"programmes", "programs"},
};

static const char *const ISE_ENDINGS[] = {"ise",  "ised",  "ises",    "ising",
                                          "iser", "isers", "isation", "isations"};

/* What stands before -ise in verbs made with it. */
static const char *const ISE_STEMS[] = {"al", "an", "ar", "as", "at", "el", "en", "er",
                                        "es", "et", "gn", "ic", "il", "im", "in", "it",
                                        "ll", "nt", "om", "on", "or", "rd", "ym"};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static bool is_one_of(const char *text, size_t length, const char *const *strings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(strings[i]) == length && memcmp(strings[i], text, length) == 0)
            return true;
    }
    return false;
}

static bool begins_with(const char *word, size_t length, const char *beginning)
{
    size_t size = strlen(beginning);
    return length >= size && memcmp(word, beginning, size) == 0;
}

/* Where the last "is" of a word begins, or its length. */
static size_t find_last_is(const char *word, size_t length)
{
    for (size_t at = length; at-- > 1;) {
        if (word[at] == 's' && word[at - 1] == 'i')
            return at - 1;
    }
    return length;
}

static void ise_to_ize(char *word, size_t length)
{
    const size_t stem = find_last_is(word, length);

    if (stem < 4 || !is_one_of(word + stem, length - stem, ISE_ENDINGS, COUNT(ISE_ENDINGS)) ||
        !is_one_of(word + stem - 2, 2, ISE_STEMS, COUNT(ISE_STEMS)) ||
        begins_with(word, length, "promis") || begins_with(word, length, "compromis"))
        return;
    word[stem + 1] = 'z';
}

static size_t replace(char *word, size_t length, size_t from, const char *to)
{
    size_t size = strlen(to);
    memmove(word + size, word + from, length - from);
    for (size_t i = 0; i < size; i++)
        word[i] = to[i];
    return length - from + size;
}

size_t chairlift_spelling_unify(char *word, size_t length)
{
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        if (word[0] == WORDS[i].british[0] && length == strlen(WORDS[i].british) &&
            memcmp(word, WORDS[i].british, length) == 0)
            return replace(word, length, length, WORDS[i].american);
    }
    for (size_t i = 0; i < sizeof PREFIXES / sizeof PREFIXES[0]; i++) {
        if (word[0] == PREFIXES[i].british[0] && begins_with(word, length, PREFIXES[i].british)) {
            length = replace(word, length, strlen(PREFIXES[i].british), PREFIXES[i].american);
            break;
        }
    }
    ise_to_ize(word, length);
    return length;
}
