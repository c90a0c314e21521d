/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdf/author_parts.h"

static void test_parts(void)
{
    static const struct {
        const char *text;
        ChairliftPdfAuthorPart part;
    } LINES[] = {
        {"Ada Brandt, Bertil Öberg and Chiara D'Amico", CHAIRLIFT_PDF_AUTHOR_NAME},
        {"Ada Brandt*1, Bertil Berg2", CHAIRLIFT_PDF_AUTHOR_NAME},
        {"Ludwig van der Meer de la Cruz", CHAIRLIFT_PDF_AUTHOR_NAME},
        {"MIT", CHAIRLIFT_PDF_AUTHOR_AFFILIATION},
        {"UC Berkeley", CHAIRLIFT_PDF_AUTHOR_AFFILIATION},
        {"1 Harbour and Tide Works", CHAIRLIFT_PDF_AUTHOR_AFFILIATION},
        {"2FAIR @ Meta", CHAIRLIFT_PDF_AUTHOR_AFFILIATION},
        {"Bergen, Norway", CHAIRLIFT_PDF_AUTHOR_AFFILIATION},
        {"Department of Tides, Coast University", CHAIRLIFT_PDF_AUTHOR_AFFILIATION},
        {"{ada, bertil}@coast.example.org", CHAIRLIFT_PDF_AUTHOR_EMAIL},
        {"{ada,bertil,", CHAIRLIFT_PDF_AUTHOR_EMAIL},
        {"Correspondence to: Ada Brandt <ada@coast.example.org>.", CHAIRLIFT_PDF_AUTHOR_EMAIL},
        {"*Equal contribution", CHAIRLIFT_PDF_AUTHOR_NOTE},
        {"Work done while at Coast University", CHAIRLIFT_PDF_AUTHOR_NOTE},
        {"May 3, 2026", CHAIRLIFT_PDF_AUTHOR_NOTE},
        {"Code: https://example.org/ferry", CHAIRLIFT_PDF_AUTHOR_NOTE},
        {"Anonymous Author(s)", CHAIRLIFT_PDF_AUTHOR_ANONYMOUS},
        {"Affiliation", CHAIRLIFT_PDF_AUTHOR_ANONYMOUS},
        {"", CHAIRLIFT_PDF_AUTHOR_NAME},
        {"@", CHAIRLIFT_PDF_AUTHOR_EMAIL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(LINES); i++) {
        if (chairlift_author_part(LINES[i].text) != LINES[i].part)
            g_error("\"%s\" is not taken for %s", LINES[i].text,
                    chairlift_pdf_author_part_name(LINES[i].part));
    }
}

static void test_marks(void)
{
    g_assert_true(chairlift_author_is_marked("1MIT"));
    g_assert_true(chairlift_author_is_marked("∗ Equal contribution"));
    g_assert_false(chairlift_author_is_marked("Equal contribution"));
    g_assert_false(chairlift_author_is_marked("2 gulls"));
    g_assert_false(chairlift_author_is_marked("20260503 May"));
}

static void test_prose(void)
{
    g_assert_cmpuint(chairlift_author_prose_words("University of the North at Bergen"), ==, 0);
    g_assert_cmpuint(chairlift_author_prose_words("See for example what Harbour sells"), ==, 3);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/pdf/authors/parts", test_parts);
    g_test_add_func("/pdf/authors/marks", test_marks);
    g_test_add_func("/pdf/authors/prose", test_prose);
    return g_test_run();
}
