/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text to terms: what is a word, what is passed over, what is one word in two spellings. */
#include "text/character.h"
#include "text/spelling.h"

#include <glib.h>
#include <string.h>
#include <time.h>

#include "chairlift/text.h"

static void append_term(const ChairliftTerm *term, void *user_data)
{
    GString *terms = user_data;

    g_string_append_len(terms, term->text, (gssize)term->length);
    g_string_append_c(terms, '|');
}

static void append_stem(const ChairliftTerm *term, void *user_data)
{
    if (memchr(term->text, ' ', term->length) == NULL)
        append_term(term, user_data);
}

static char *read_bytes(const char *text, size_t length, ChairliftTermFunction function)
{
    ChairliftTextReader *reader = chairlift_text_reader_new(NULL);
    GString *terms = g_string_new(NULL);

    g_assert_nonnull(reader);
    chairlift_text_read(reader, CHAIRLIFT_FIELD_ABSTRACT, text, length, function, terms);
    chairlift_text_reader_free(reader);
    return g_string_free(terms, FALSE);
}

static void assert_stems(const char *text, const char *expected)
{
    g_autofree char *stems = read_bytes(text, strlen(text), append_stem);
    g_assert_cmpstr(stems, ==, expected);
}

static void assert_terms(const char *text, const char *expected)
{
    g_autofree char *terms = read_bytes(text, strlen(text), append_term);
    g_assert_cmpstr(terms, ==, expected);
}

static void test_words(void)
{
    assert_stems("", "");
    assert_stems("Probing the Probes", "probe|the|probe|");
    assert_stems("GPT-4 and GPT2, 4-bit, 512 units", "gpt|and|gpt2|bit|unit|");
    assert_stems("the model's features don\xE2\x80\x99t fire", "the|model|featur|dont|fire|");
    assert_stems("x and y", "x|and|y|");
}

static void test_long_word_is_no_word(void)
{
    g_autofree char *forty = g_strnfill(40, 'q');
    g_autofree char *longer = g_strnfill(41, 'q');
    g_autofree char *kept = g_strconcat(forty, "|", NULL);

    assert_stems(forty, kept);
    assert_stems(longer, "");
}

static void test_pairs(void)
{
    assert_terms("sparse autoencoders", "spars|autoencod|spars autoencod|");
    assert_terms("chain-of-thought", "chain|of|chain of|thought|of thought|");
    assert_terms("One end. New begin", "one|end|one end|new|begin|new begin|");
    assert_terms("a title\n\nthen text", "a|titl|a titl|then|text|then text|");
    assert_terms("layer 12 heads", "layer|head|layer head|");
    assert_terms("e.g.this is no end", "e|g|e g|this|g this|is|this is|no|is no|end|no end|");
    assert_terms("with $x^2$ between", "with|between|");
}

/* The text with an invisible character after each letter or digit, which the short ways do not take
 * (nor is it an address, a formula or an entity any more, so that there are none below). */
static char *without_short_ways(const char *text)
{
    GString *slow = g_string_new(NULL);

    for (; *text != '\0'; text++) {
        g_string_append_c(slow, *text);
        if (g_ascii_isalnum(*text))
            g_string_append(slow, "\xC2\xAD"); /* soft hyphen */
    }
    return g_string_free(slow, FALSE);
}

static void test_short_ways(void)
{
    static const char *const ENDS[] = {" ",    ", ",   ". ",  ".",   ".\n",
                                       "\n",   "\n\n", ": ",  ":",   "-",
                                       " - ",  "--",   "-\n", "? ",  ";",
                                       "! ",   "'s ",  "'",   ") (", "\xC3\xA9",
                                       "\t",   "*",    "_",   "\"",  " \xE2\x80\x94 ",
                                       "\x01", "%",    "="};
    g_autofree char *long_words = g_strnfill(120, 'w');

    /* every ending after words of every length, some with digits, so that blocks end anywhere */
    for (size_t i = 0; i < G_N_ELEMENTS(ENDS); i++) {
        GString *text = g_string_new(NULL);
        for (int length = 1; length < 44; length++) {
            g_string_append_len(text, long_words, length);
            if (length % 3 == 0)
                text->str[text->len - 1] = '7';
            if (length % 5 == 0)
                text->str[text->len - (gsize)length] = 'Z';
            g_string_append(text, ENDS[i]);
            g_string_append(text, length % 2 == 0 ? "42" : "end");
            g_string_append(text, ENDS[(i + (size_t)length) % G_N_ELEMENTS(ENDS)]);
            if (length % 7 != 1)
                continue;
            g_autofree char *slow = without_short_ways(text->str);
            g_autofree char *expected = read_bytes(slow, strlen(slow), append_term);
            assert_terms(text->str, expected);
        }
        g_string_free(text, TRUE);
    }
}

typedef struct Place {
    size_t start, end;
    ChairliftField field;
} Place;

static void keep_last(const ChairliftTerm *term, void *user_data)
{
    Place *place = user_data;

    *place = (Place){term->start, term->end, term->field};
}

static void test_places(void)
{
    const char text[] = "We study Sparse\n autoencoders.";
    ChairliftTextReader *reader = chairlift_text_reader_new(NULL);
    Place place;

    chairlift_text_read(reader, CHAIRLIFT_FIELD_TITLE, text, strlen(text), keep_last, &place);
    g_assert_cmpuint(place.field, ==, CHAIRLIFT_FIELD_TITLE);
    g_assert_cmpuint(place.start, ==, 9);
    g_assert_cmpuint(place.end, ==, strlen(text) - 1);
    chairlift_text_reader_free(reader);
}

static void test_folding(void)
{
    assert_stems("na\xC3\xAFve nai\xCC\x88ve NAIVE", "naiv|naiv|naiv|");
    assert_stems("\xEF\xAC\x81ne \xEF\xAC\x82ow e\xEF\xAC\x83"
                 "cient",
                 "fine|flow|effici|");
    assert_stems("auto\xC2\xAD"
                 "encoder auto\xE2\x80\x8B"
                 "encoder",
                 "autoencod|autoencod|");
    assert_stems("co\xE2\x80\x90occur non\xE2\x80\x91linear", "co|occur|non|linear|");
    assert_stems("Stra\xC3\x9F"
                 "e \xC3\x86on \xC5\x81ukasz",
                 "strass|aeon|lukasz|");
    assert_stems("\xF0\x9D\x90\x84ncoder \xEF\xBC\xA1\xEF\xBC\xA2 \xEF\xBC\x91\xEF\xBC\x92",
                 "encod|ab|");
    assert_stems("\xCE\x91\xCE\x92 \xCF\x83\xCF\x82 \xD0\x96\xD0\x81",
                 "\xCE\xB1\xCE\xB2|\xCF\x83\xCF\x83|\xD0\xB6\xD1\x91|");
    assert_stems("em\xE2\x80\x94"
                 "dash \xE2\x80\x9Cquoted\xE2\x80\x9D \xF0\x9F\x98\x80",
                 "em|dash|quot|");
}

static void test_invalid_utf8_separates(void)
{
    static const char *const BAD[] = {
        "\x80",        "\xC3",     "\xC0\xAF",         "\xED\xA0\x80",
        "\xFF",        "\xE2\x82", "\xF8\x88\x80\x80", "\xF4\x90\x80\x80",
        "\xE0\x80\x80"};

    for (size_t i = 0; i < G_N_ELEMENTS(BAD); i++) {
        g_autofree char *text = g_strconcat("left", BAD[i], "Right", NULL);
        assert_stems(text, "left|right|");
        g_autofree char *cut = g_strconcat("left", BAD[i], NULL);
        assert_stems(cut, "left|");
    }
    g_autofree char *stems = read_bytes("one\0two", 7, append_stem);
    g_assert_cmpstr(stems, ==, "one|two|");
}

static void test_line_breaks(void)
{
    assert_stems("inter-\npretability", "interpret|");
    assert_stems("inter-\r\n  pretability", "interpret|");
    assert_stems("inter- and intra-layer", "inter|and|intra|layer|");
    assert_stems("Mid-\nJourney", "mid|journey|");
}

static void test_latex(void)
{
    assert_stems("We use \\emph{sparse} \\textbf{auto}encoders", "we|use|spars|autoencod|");
    assert_stems("{LLM}s na\\\"{\\i}ve caf\\'{e} caf\\'e", "llms|naiv|cafe|cafe|");
    assert_stems("as \\cite{knuth84} shows \\begin{itemize} \\item it", "as|show|it|");
    assert_stems("a gain of 5\\% \\& more", "a|gain|of|more|");
    assert_stems("with $k$-sparse codes $$\\sum x$$ and \\(y\\) or \\[z\\] end",
                 "with|spars|code|and|or|end|");
    assert_stems("from $5 to $10 each", "from|to|each|");
    assert_stems("costs \\$5 million", "cost|million|");
}

static void test_markdown_and_html(void)
{
    assert_stems("**S**parse *auto*encoders `code`", "spars|autoencod|code|");
    assert_stems("see [the demo](https://demo.example/x) now", "see|the|demo|now|");
    assert_stems("<p>R&amp;D at H<sub>2</sub>O &lt; end", "r|d|at|h|o|end|");
    assert_stems("p < 0.05 and x<y here", "p|and|x|y|here|");
}

static void test_addresses(void)
{
    assert_stems("code: https://github.com/a/b?c=d#e, www.example.org and example.io/demo now",
                 "code|and|now|");
    assert_stems("mail ada.lovelace@example.org. Yes", "mail|yes|");
    assert_stems("at this https URL online", "at|onlin|");
    assert_stems("pass@k and/or either", "pass|k|and|or|either|");
}

static void test_spelling(void)
{
    static const char *const PAIRS[][2] = {
        {"behaviours", "behaviors"},  {"behavioural", "behavioral"},
        {"colour", "color"},          {"neighbourhood", "neighborhood"},
        {"generalise", "generalize"}, {"generalisation", "generalization"},
        {"tokenised", "tokenized"},   {"optimising", "optimizing"},
        {"organisers", "organizers"}, {"modelling", "modeling"},
        {"labelled", "labeled"},      {"unlabelled", "unlabeled"},
        {"centre", "center"},         {"analyse", "analyze"},
        {"analysing", "analyzing"},   {"artefacts", "artifacts"},
        {"defences", "defenses"},     {"randomised", "randomized"},
        {"centred", "centered"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(PAIRS); i++) {
        g_autofree char *american = read_bytes(PAIRS[i][1], strlen(PAIRS[i][1]), append_stem);
        assert_stems(PAIRS[i][0], american);
    }
    assert_stems("precise precision noise noisy promise promising",
                 "precis|precis|nois|noisi|promis|promis|");
}

static void test_spelling_leaves_others(void)
{
    static const char *const SAME[] = {"supervised", "raise",   "exercise", "hour", "contour",
                                       "otherwise",  "totally", "is",       "ise",  "programmer"};

    for (size_t i = 0; i < G_N_ELEMENTS(SAME); i++) {
        char word[64];
        g_strlcpy(word, SAME[i], sizeof word);
        size_t length = chairlift_spelling_unify(word, strlen(word));
        g_assert_cmpmem(word, length, SAME[i], strlen(SAME[i]));
    }
}

/* What test_many_words has read: every third word is one of a few that come again and again. */
typedef struct ManyWords {
    unsigned words;
} ManyWords;

static void name_word(unsigned number, char name[24])
{
    if (number % 3 == 0)
        g_snprintf(name, 24, "f%u", number / 3 % 5000);
    else if (number % 101 == 0)
        g_snprintf(name, 24, "abcdefghijklm%07u", number);
    else
        g_snprintf(name, 24, "w%u", number);
}

static void check_word(const ChairliftTerm *term, void *user_data)
{
    ManyWords *many = user_data;
    char name[24];

    if (memchr(term->text, ' ', term->length) != NULL)
        return;
    name_word(many->words++, name);
    g_assert_cmpmem(term->text, term->length, name, strlen(name));
}

/* More different words than the stem cache holds, several times over: what it holds, and what it
 * has forgotten, must not matter. */
static void test_many_words(void)
{
    enum { WORDS = 300000 };
    g_autoptr(GString) text = g_string_new(NULL);
    ChairliftTextReader *reader = chairlift_text_reader_new(NULL);

    for (unsigned i = 0; i < WORDS; i++) {
        char name[24];
        name_word(i, name);
        g_string_append_printf(text, "%s ", name);
    }
    for (int i = 0; i < 2; i++) {
        ManyWords many = {0};
        chairlift_text_read(reader, CHAIRLIFT_FIELD_ABSTRACT, text->str, text->len, check_word,
                            &many);
        g_assert_cmpuint(many.words, ==, WORDS);
    }
    chairlift_text_reader_free(reader);
}

/* Look-ahead is bounded: a long run of openings without closings takes no quadratic time. */
static void test_linear_time(void)
{
    static const char *const OPENINGS[] = {"$a",  "\\(", "<a",      "&a",   "](",
                                           "a.b", "a-",  "\\cite{", "a-\n", "{"};

    for (size_t i = 0; i < G_N_ELEMENTS(OPENINGS); i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        while (text->len < 1 << 18)
            g_string_append(text, OPENINGS[i]);
        clock_t start = clock(); /* processor time: the machine may have other work */
        g_free(read_bytes(text->str, text->len, append_stem));
        g_assert_cmpint(clock() - start, <, 5 * CLOCKS_PER_SEC);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/text/words", test_words);
    g_test_add_func("/text/long-word", test_long_word_is_no_word);
    g_test_add_func("/text/pairs", test_pairs);
    g_test_add_func("/text/short-ways", test_short_ways);
    g_test_add_func("/text/places", test_places);
    g_test_add_func("/text/folding", test_folding);
    g_test_add_func("/text/invalid-utf8", test_invalid_utf8_separates);
    g_test_add_func("/text/line-breaks", test_line_breaks);
    g_test_add_func("/text/latex", test_latex);
    g_test_add_func("/text/markdown-html", test_markdown_and_html);
    g_test_add_func("/text/addresses", test_addresses);
    g_test_add_func("/text/spelling", test_spelling);
    g_test_add_func("/text/spelling-others", test_spelling_leaves_others);
    g_test_add_func("/text/many-words", test_many_words);
    g_test_add_func("/text/linear-time", test_linear_time);
    return g_test_run();
}
