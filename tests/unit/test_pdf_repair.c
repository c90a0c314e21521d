/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf/repair.h"

static void expect_glyphs(const char *text, const char *expected)
{
    g_autofree char *repaired = chairlift_repair_glyphs(text);
    g_assert_cmpstr(repaired, ==, expected);
}

static void test_glyphs(void)
{
    expect_glyphs("e\357\254\203cient \357\254\202ow of in\357\254\202uence",
                  "efficient flow of influence");
    expect_glyphs("M\302\250uller", "M\303\274ller");            /* diaeresis before its letter */
    expect_glyphs("Garc\302\264\304\261a", "Garc\303\255a");     /* acute over a dotless i */
    expect_glyphs("Garc\304\261\314\201a", "Garc\303\255a");     /* a combining one over it */
    expect_glyphs("e\314\201t\303\251", "\303\251t\303\251");    /* a combining accent */
    expect_glyphs("\360\235\221\202(\360\235\221\233)", "O(n)"); /* mathematical italic */
    expect_glyphs("a\356\200\200b\342\200\213c", "abc");         /* private use, zero width */
    expect_glyphs("  a \302\240\n b\t", "a b");
    expect_glyphs("10\302\262 \342\204\242", "10\302\262 \342\204\242"); /* stay as they are */
    expect_glyphs("", "");
    expect_glyphs("\302\264", "\302\264");
}

static void expect_join(const char *first, const char *second, const char *known,
                        const char *expected)
{
    g_autoptr(RepairWords) words = chairlift_repair_words_new();
    g_autoptr(GString) text = g_string_new(first);
    chairlift_repair_words_add(words, known);
    chairlift_repair_join(text, second, words);
    g_assert_cmpstr(text->str, ==, expected);
}

static void test_join(void)
{
    expect_join("two", "lines", "", "two lines");
    expect_join("", "line", "", "line");
    expect_join("a trans-", "former", "", "a transformer");
    expect_join("a self-", "made net", "", "a self-made net");
    expect_join("with self-", "attention", "", "with self-attention");
    expect_join("rather self-", "ishly", "", "rather selfishly");
    expect_join("off-", "the-shelf parts", "", "off-the-shelf parts");
    expect_join("see https:", "//example.org", "", "see https://example.org");
    expect_join("see example.org/two-", "words", "", "see example.org/two-words");
    expect_join("a list:", "//", "", "a list: //");
    expect_join("a gradient-", "based net", "", "a gradient-based net");
    expect_join("chain-of-", "thought", "", "chain-of-thought");
    expect_join("GPT-", "4o", "", "GPT-4o");
    expect_join("the Lipschitz-", "Markov", "", "the Lipschitz-Markov");
    expect_join("SPARSE FEA-", "TURES", "", "SPARSE FEATURES");
    expect_join("soft\302\255", "ware", "", "software");
    expect_join("a pause \342\200\224", "then", "", "a pause \342\200\224then");
    expect_join("minus -", "sign", "", "minus - sign");
}

/* What the paper itself writes decides before any rule. */
static void test_known_words(void)
{
    expect_join("co-", "operate", "they co-operate", "co-operate");
    expect_join("self-", "ish", "a selfish gene", "selfish");
    expect_join("Constant-", "memory", "constant and memory", "Constant-memory");
    expect_join("wander-", "ing", "ends in wander-", "wandering");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf/repair/glyphs", test_glyphs);
    g_test_add_func("/pdf/repair/join", test_join);
    g_test_add_func("/pdf/repair/known-words", test_known_words);
    return g_test_run();
}
