/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "chairlift/paper.h"

static void check_clean(const char *text, gssize length, const char *expected, gboolean repaired)
{
    gboolean was_repaired = !repaired;
    g_autofree char *clean = chairlift_paper_clean_text(text, length, &was_repaired);
    g_assert_cmpstr(clean, ==, expected);
    g_assert_true(was_repaired == repaired);
}

static void test_clean_space(void)
{
    check_clean("  a\t b\r\n\r\nc  ", -1, "a b c", FALSE);
    check_clean("a\xC2\xA0"
                "b\xE2\x80\xA8"
                "c\xE3\x80\x80",
                -1, "a b c", FALSE);
    check_clean(" \n\t ", -1, NULL, FALSE);
    check_clean("", -1, NULL, FALSE);
    check_clean(NULL, -1, NULL, FALSE);
    check_clean("abcdef", 3, "abc", FALSE);
}

static void test_clean_controls(void)
{
    check_clean("a\x1B[31mred\x07", -1, "a[31mred", FALSE);
    check_clean("a\0b", 3, "ab", FALSE);
    check_clean("\xEF\xBB\xBFtitle", -1, "title", FALSE);
    check_clean("right\xE2\x80\xAEtfel", -1, "righttfel", FALSE);
    check_clean("inter\xC2\xADpret", -1, "interpret", FALSE);
    check_clean("\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE", -1, "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE",
                FALSE);
    check_clean("a\xC2\x85"
                "b\xC2\x9B"
                "c",
                -1, "a bc", FALSE);
}

/* The examples of the Unicode standard, 3.9, table 3-8 to 3-11. */
static void test_clean_invalid(void)
{
    check_clean("caf\xE9 au lait", -1, "caf\xEF\xBF\xBD au lait", TRUE);
    check_clean("\xC0\xAF", -1, "\xEF\xBF\xBD\xEF\xBF\xBD", TRUE);
    check_clean("\xED\xA0\x80", -1, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", TRUE);
    check_clean("\xF4\x91\x92\x93", -1, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", TRUE);
    check_clean("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF"
                "A",
                -1,
                "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
                "A",
                TRUE);
    check_clean("a\xC3", -1, "a\xEF\xBF\xBD", TRUE);
}

/* Whatever the bytes, the result is valid, one line, trimmed, and cleaning it again changes
 * nothing. */
static void test_clean_any_bytes(void)
{
    for (int run = 0; run < 20000; run++) {
        char bytes[24];
        gssize length = g_test_rand_int_range(0, sizeof bytes);
        for (gssize i = 0; i < length; i++)
            bytes[i] =
                (char)(g_test_rand_bit() ? g_test_rand_int_range(0, 256)
                                         : "\xE2\x80\xAE \nA\xC2\xAD"[g_test_rand_int_range(0, 8)]);
        g_autofree char *clean = chairlift_paper_clean_text(bytes, length, NULL);
        if (clean == NULL)
            continue;
        g_assert_true(g_utf8_validate(clean, -1, NULL));
        g_assert_true(*clean != '\0' && *clean != ' ' && !g_str_has_suffix(clean, " "));
        g_assert_null(strpbrk(clean, "\n\r\t\x1B\x7F"));
        gboolean repaired = TRUE;
        g_autofree char *again = chairlift_paper_clean_text(clean, -1, &repaired);
        g_assert_cmpstr(again, ==, clean);
        g_assert_false(repaired);
    }
}

static guint flags_of(const char *title, const char *abstract)
{
    g_autoptr(ChairliftPaper) paper = chairlift_paper_new("id", "source");
    chairlift_paper_set_title(paper, title, -1);
    chairlift_paper_set_abstract(paper, abstract, -1);
    chairlift_paper_finish(paper);
    return paper->flags;
}

static const char ENGLISH[] =
    "We ask how small transformers copy a rare name across a long context. Ablating two attention "
    "heads removes the skill, and the remaining heads do not make up for it. The result holds for "
    "three model sizes and for names that the tokenizer splits into several pieces.";

static void test_flags(void)
{
    g_assert_cmpuint(flags_of("A Title", ENGLISH), ==, 0);
    g_assert_cmpuint(flags_of(NULL, ENGLISH), ==, CHAIRLIFT_PAPER_NO_TITLE);
    g_assert_cmpuint(flags_of("A Title of Five Words", NULL), ==,
                     CHAIRLIFT_PAPER_NO_ABSTRACT | CHAIRLIFT_PAPER_SHORT_TEXT);
    g_assert_cmpuint(flags_of("A Title", "We\xFF show something short."), ==,
                     CHAIRLIFT_PAPER_SHORT_TEXT | CHAIRLIFT_PAPER_REPAIRED_TEXT);
}

/* Share of function words among the words of 64,555 English abstracts: none below one in twelve. */
static void test_language(void)
{
    static const char *const FOREIGN[] = {
        "Wir untersuchen, wie kleine Transformer einen seltenen Namen \xC3\xBC"
        "ber einen langen Kontext "
        "hinweg kopieren. Entfernt man zwei K\xC3\xB6pfe, so geht die F\xC3\xA4higkeit verloren, "
        "und die "
        "anderen K\xC3\xB6pfe gleichen das nicht aus. Das Ergebnis gilt f\xC3\xBCr drei "
        "Gr\xC3\xB6\xC3\x9F"
        "en.",
        "Nous \xC3\xA9tudions comment de petits transformeurs copient un nom rare dans un long "
        "contexte. "
        "Sans deux t\xC3\xAAtes d'attention, la capacit\xC3\xA9 dispara\xC3\xAEt, et les autres "
        "t\xC3\xAAtes ne la "
        "remplacent pas. Le r\xC3\xA9sultat vaut pour trois tailles de mod\xC3\xA8le et pour tous "
        "les noms.",
        "Estudiamos c\xC3\xB3mo los transformadores peque\xC3\xB1os copian un nombre raro en un "
        "contexto "
        "largo. Al quitar dos cabezas de atenci\xC3\xB3n se pierde la habilidad, y las "
        "dem\xC3\xA1s no la "
        "compensan. El resultado vale para tres tama\xC3\xB1os de modelo y para todos los nombres.",
        "\xE6\x88\x91\xE4\xBB\xAC\xE7\xA0\x94\xE7\xA9\xB6\xE5\xB0\x8F\xE5\x9E\x8B\xE5\x8F\x98\xE6"
        "\x8D\xA2"
        "\xE5\x99\xA8\xE5\xA6\x82\xE4\xBD\x95\xE5\xA4\x8D\xE5\x88\xB6\xE7\xA8\x80\xE6\x9C\x89\xE5"
        "\x90\x8D"
        "\xE7\xA7\xB0\xE5\x88\xB0\xE9\x95\xBF\xE6\x96\x87\xE6\x9C\xAC\xE4\xB8\xAD\xE3\x80\x82\xE5"
        "\x8E\xBB"
        "\xE6\x8E\x89\xE4\xB8\xA4\xE4\xB8\xAA\xE6\xB3\xA8\xE6\x84\x8F\xE5\x8A\x9B\xE5\xA4\xB4\xE4"
        "\xBC\x9A"
        "\xE5\xA4\xB1\xE5\x8E\xBB\xE8\xBF\x99\xE7\xA7\x8D\xE8\x83\xBD\xE5\x8A\x9B\xEF\xBC\x8C\xE5"
        "\x85\xB6"
        "\xE4\xBB\x96\xE5\xA4\xB4\xE4\xB8\x8D\xE8\x83\xBD\xE5\xBC\xA5\xE8\xA1\xA5\xE3\x80\x82\xE7"
        "\xBB\x93"
        "\xE6\x9E\x9C\xE9\x80\x82\xE7\x94\xA8\xE4\xBA\x8E\xE4\xB8\x89\xE7\xA7\x8D\xE6\xA8\xA1\xE5"
        "\x9E\x8B",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(FOREIGN); i++)
        g_assert_true(flags_of(NULL, FOREIGN[i]) & CHAIRLIFT_PAPER_NOT_ENGLISH);
    g_assert_false(flags_of("Gr\xC3\xB6\xC3\x9F"
                            "e und Zahl",
                            ENGLISH) &
                   CHAIRLIFT_PAPER_NOT_ENGLISH);
    /* formulae and names are no language, and a short text tells nothing */
    g_assert_false(flags_of("Eigenwerte", NULL) & CHAIRLIFT_PAPER_NOT_ENGLISH);
}

/* A word of `length` letters that is no function word. */
static void append_word(GString *text, gsize length)
{
    for (gsize i = 0; i < length; i++)
        g_string_append_c(text, "xqzv"[i % 4]);
}

/* Texts are looked at many bytes at a time: words count alike wherever those end. */
static void test_word_counts(void)
{
    for (gsize length = 1; length <= 40; length++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (guint words = 1; words <= 31; words++) {
            if (words > 1)
                g_string_append_c(text, ' ');
            append_word(text, length);
            g_assert_cmpint((flags_of(NULL, text->str) & CHAIRLIFT_PAPER_SHORT_TEXT) != 0, ==,
                            words < 30);
        }
    }
}

/* Of 36 words three must be function words; these are written one to three places apart, after and
 * before words of all lengths. */
static void test_function_words(void)
{
    static const char *const WORDS[] = {"of", "the", "We"};
    for (gsize length = 4; length <= 40; length++) {
        for (guint place = 0; place < 28; place++) {
            for (guint missing = 0; missing <= 1; missing++) {
                g_autoptr(GString) text = g_string_new(NULL);
                for (guint word = 0; word < 36; word++) {
                    guint number = (word - place) / 3;
                    gboolean is_function_word =
                        word >= place && (word - place) % 3 == 0 && number < 3 - missing;
                    if (word > 0)
                        g_string_append_c(text, ' ');
                    if (is_function_word)
                        g_string_append(text, WORDS[(number + place) % G_N_ELEMENTS(WORDS)]);
                    else
                        append_word(text, length);
                }
                g_assert_cmpint((flags_of(NULL, text->str) & CHAIRLIFT_PAPER_NOT_ENGLISH) != 0, ==,
                                missing);
            }
        }
    }
}

static void test_repetition(void)
{
    g_autoptr(GString) text = g_string_new(ENGLISH);
    g_string_append(text,
                    " This holds in every run. It does not hold without position embeddings.");
    g_assert_cmpuint(flags_of("A Title", text->str), ==, 0);
    for (int i = 0; i < 5; i++)
        g_string_append(text,
                        " Keywords: circuits of attention heads, induction, copying of names.");
    g_assert_cmpuint(flags_of("A Title", text->str), ==, CHAIRLIFT_PAPER_REPETITIVE);
}

/* What is left of an abstract, with a single space in place of what was taken out. */
static char *prose_of(const char *abstract, guint *flags)
{
    g_autoptr(ChairliftPaper) paper = chairlift_paper_new("id", "source");
    chairlift_paper_set_abstract(paper, abstract, -1);
    chairlift_paper_finish(paper);
    *flags = paper->flags & CHAIRLIFT_PAPER_KEY_TERMS;
    g_autofree char *prose = chairlift_paper_prose(paper);
    g_assert_cmpuint(strlen(prose), ==, strlen(paper->abstract));
    return chairlift_paper_clean_text(prose, -1, NULL);
}

static void test_key_terms(void)
{
    static const char *const CASES[][2] = {
        {"We train a boat. Keywords: rowing boats, oar blades, chain of command, keel (long) "
         "shapes.",
         NULL}, /* too few in a row */
        {"We train a boat. Keywords: rowing boats, oar blades, chain of command, keel shapes, "
         "tides, Harbour masters' rules, v2.5 sails. It floats.",
         "We train a boat. Keywords: . It floats."},
        {"We study rowing boats, oar blades, chain of command, keel shapes, tides and ebbs, "
         "harbour "
         "masters, and stars.",
         "We study rowing boats, ."}, /* the first item holds the sentence together */
        {"We row. Boat hulls \xC2\xB7 long keels \xC2\xB7 wide sails | harbour masters; spring "
         "tides; "
         "neap tides",
         "We row."},
        {"We test Ash, Beech, Cedar, Date, Elm, Fir, Gum, and Hazel.", NULL}, /* names, not terms */
        {"The boat, which is long, rows well, as we show, and it, too, floats on and on, as they "
         "do.",
         NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        guint flags;
        g_autofree char *prose = prose_of(CASES[i][0], &flags);
        g_assert_cmpstr(prose, ==, CASES[i][1] != NULL ? CASES[i][1] : CASES[i][0]);
        g_assert_cmpuint(flags, ==, CASES[i][1] != NULL ? CHAIRLIFT_PAPER_KEY_TERMS : 0);
    }
}

/* A list is found wherever it begins, and one mark less is none. */
static void test_key_terms_anywhere(void)
{
    static const char LIST[] = "rowing boats, oar blades, long keels, tide tables, wide sails, "
                               "harbour masters";
    for (gsize before = 0; before < 200; before++) {
        for (guint items = 5; items <= 6; items++) {
            g_autoptr(GString) text = g_string_new(NULL);
            append_word(text, before);
            g_string_append(text, " (");
            g_string_append(text, LIST);
            if (items == 5)
                g_string_truncate(text, text->len - strlen(", harbour masters"));
            g_string_append(text, "). It floats.");
            guint flags;
            g_autofree char *prose = prose_of(text->str, &flags);
            g_assert_cmpuint(flags, ==, items == 6 ? CHAIRLIFT_PAPER_KEY_TERMS : 0);
            g_assert_true(g_str_has_suffix(prose, items == 6 ? "( ). It floats."
                                                             : "wide sails). It floats."));
        }
    }
}

static void test_broken_words(void)
{
    g_autoptr(ChairliftPaper) paper = chairlift_paper_new("id", "source");
    chairlift_paper_set_abstract(
        paper, "An inter-\n  vention on GPT-\n2, pre- and post-\r\ntraining -\nof", -1);
    g_assert_cmpstr(paper->abstract, ==, "An intervention on GPT- 2, pre- and posttraining - of");
}

static void test_flag_names(void)
{
    g_autofree const char **none = chairlift_paper_flag_names(0);
    g_assert_null(none[0]);
    g_autofree const char **names = chairlift_paper_flag_names(CHAIRLIFT_PAPER_KEY_TERMS * 2 - 1);
    g_assert_cmpuint(g_strv_length((char **)names), ==, 10);
    g_assert_cmpstr(names[0], ==, "no-title");
    g_assert_cmpstr(names[3], ==, "abstract-uncertain");
    g_assert_cmpstr(names[7], ==, "repaired-text");
}

static void test_failure(void)
{
    g_autoptr(ChairliftPaper) paper = chairlift_paper_new("id", "fil\xE9.pdf");
    chairlift_paper_set_failure(paper, "two\nlines %d", 7);
    chairlift_paper_finish(paper);
    g_assert_cmpstr(paper->failure, ==, "two lines 7");
    g_assert_cmpuint(paper->flags, ==, 0);
    g_assert_true(g_utf8_validate(paper->source, -1, NULL));
}

static void test_file_id(void)
{
    static const char *const FILES[][2] = {{"a/b/paper 12.pdf", "paper 12"},
                                           {"notes.json.gz", "notes"},
                                           {"X.PDF", "X"},
                                           {"stdin", "stdin"},
                                           {".pdf", ".pdf"},
                                           {"v1.2.pdf", "v1.2"}};
    for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++) {
        g_autofree char *id = chairlift_paper_file_id(FILES[i][0]);
        g_assert_cmpstr(id, ==, FILES[i][1]);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/paper/clean/space", test_clean_space);
    g_test_add_func("/paper/clean/controls", test_clean_controls);
    g_test_add_func("/paper/clean/invalid", test_clean_invalid);
    g_test_add_func("/paper/clean/any-bytes", test_clean_any_bytes);
    g_test_add_func("/paper/flags", test_flags);
    g_test_add_func("/paper/language", test_language);
    g_test_add_func("/paper/word-counts", test_word_counts);
    g_test_add_func("/paper/function-words", test_function_words);
    g_test_add_func("/paper/repetition", test_repetition);
    g_test_add_func("/paper/key-terms", test_key_terms);
    g_test_add_func("/paper/key-terms/anywhere", test_key_terms_anywhere);
    g_test_add_func("/paper/clean/broken-words", test_broken_words);
    g_test_add_func("/paper/flag-names", test_flag_names);
    g_test_add_func("/paper/failure", test_failure);
    g_test_add_func("/paper/file-id", test_file_id);
    return g_test_run();
}
