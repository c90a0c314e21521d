/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vocabulary files, numbers, and the weighing of terms. */
#include "features/lines.h"
#include "features/vocabulary.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chairlift/features.h"

static const char *const TERMS[] = {"probe", "circuit", "spars autoencod", "\xCE\xB1\xCE\xB2"};
static const double IDF[] = {1.5, 2.0, 1.0 / 3, 4};

static ChairliftVocabulary *new_vocabulary(void)
{
    ChairliftError error;
    ChairliftVocabulary *vocabulary =
        chairlift_vocabulary_new(G_N_ELEMENTS(TERMS), TERMS, IDF, &error);

    g_assert_nonnull(vocabulary);
    return vocabulary;
}

static char *format(const ChairliftVocabulary *vocabulary, size_t *length)
{
    char *bytes;
    FILE *stream = open_memstream(&bytes, length);

    g_assert_true(chairlift_vocabulary_write(vocabulary, stream));
    fclose(stream);
    return bytes;
}

static void test_find(void)
{
    ChairliftVocabulary *vocabulary = new_vocabulary();

    g_assert_cmpuint(chairlift_vocabulary_size(vocabulary), ==, 4);
    for (uint32_t i = 0; i < G_N_ELEMENTS(TERMS); i++) {
        g_assert_cmpuint(chairlift_vocabulary_find(vocabulary, TERMS[i], strlen(TERMS[i])), ==, i);
        g_assert_cmpstr(chairlift_vocabulary_term(vocabulary, i), ==, TERMS[i]);
    }
    g_assert_cmpuint(chairlift_vocabulary_find(vocabulary, "prob", 4), ==, UINT32_MAX);
    g_assert_cmpuint(chairlift_vocabulary_find(vocabulary, "probes", 6), ==, UINT32_MAX);
    g_assert_cmpuint(chairlift_vocabulary_find(vocabulary, "circuit board", 7), ==, 1);
    chairlift_vocabulary_free(vocabulary);
}

static void test_new_refuses(void)
{
    static const struct {
        const char *terms[2];
        double idf;
        const char *message;
    } CASES[] = {
        {{"a", "a"}, 1, "\"a\": this term stands in the vocabulary twice"},
        {{"a", ""}, 1, "\"\": this is not a term of one or two stems"},
        {{"a", "b c d"}, 1, "\"b c d\": this is not a term of one or two stems"},
        {{"a", "b\tc"}, 1, "\"b\tc\": this is not a term of one or two stems"},
        {{"a", "b"}, 0, "\"a\": the inverse document frequency is not a positive number"},
        {{"a", "b"}, NAN, "\"a\": the inverse document frequency is not a positive number"},
        {{"a", "b"}, INFINITY, "\"a\": the inverse document frequency is not a positive number"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        ChairliftError error = {{0}};
        const double idf[2] = {CASES[i].idf, CASES[i].idf};
        g_assert_null(chairlift_vocabulary_new(2, CASES[i].terms, idf, &error));
        g_assert_cmpstr(error.message, ==, CASES[i].message);
    }
}

/* What is written is read back, to the byte, and with the same checksum. */
static void test_round_trip(void)
{
    ChairliftVocabulary *vocabulary = new_vocabulary();
    g_autofree char *path = NULL;
    ChairliftError error;
    size_t length, again_length;
    char *bytes = format(vocabulary, &length);

    int file = g_file_open_tmp("chairlift-XXXXXX", &path, NULL);
    g_close(file, NULL);
    g_assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
    ChairliftVocabulary *loaded = chairlift_vocabulary_load(path, &error);
    g_assert_nonnull(loaded);
    char *again = format(loaded, &again_length);
    g_assert_cmpmem(bytes, length, again, again_length);
    g_assert_cmpuint(chairlift_vocabulary_checksum(vocabulary), ==,
                     chairlift_vocabulary_checksum(loaded));
    for (uint32_t i = 0; i < G_N_ELEMENTS(TERMS); i++) {
        g_assert_cmpfloat(chairlift_vocabulary_idf(vocabulary, i), ==,
                          chairlift_vocabulary_idf(loaded, i));
        g_assert_cmpfloat_with_epsilon(chairlift_vocabulary_idf(loaded, i), IDF[i], 1e-9);
    }
    g_remove(path);
    free(bytes);
    free(again);
    chairlift_vocabulary_free(loaded);
    chairlift_vocabulary_free(vocabulary);
}

static void test_empty(void)
{
    ChairliftVocabulary *vocabulary = chairlift_vocabulary_new(0, NULL, NULL, NULL);
    size_t length;
    char *bytes = format(vocabulary, &length);

    chairlift_vocabulary_free(vocabulary);
    vocabulary = chairlift_vocabulary_parse("v", bytes, length, NULL);
    g_assert_nonnull(vocabulary);
    g_assert_cmpuint(chairlift_vocabulary_find(vocabulary, "a", 1), ==, UINT32_MAX);
    chairlift_vocabulary_free(vocabulary);
    free(bytes);
}

static void test_parse_errors(void)
{
    static const char *const CASES[][2] = {
        {"", "v:1: this is not a vocabulary file"},
        {"chairlift-vocabulary 1 1", "v:1: this is not a vocabulary file"},
        {"PK\x03\x04\n", "v:1: this is not a vocabulary file"},
        {"chairlift-vocabulary 2 1\n", "v:1: this version of the format is not known; train again"},
        {"chairlift-vocabulary 1 -1\n", "v:1: the number of terms is missing or too large"},
        {"chairlift-vocabulary 1 9999999\n", "v:1: the number of terms is missing or too large"},
        {"chairlift-vocabulary 1 1000000\n", "v:1: the file is cut short; train again"},
        {"chairlift-vocabulary 1 2\n1.5\tprobe\n2\tcir", "v:3: the file is cut short; train again"},
        {"chairlift-vocabulary 1 1\n1.5\tprobe\n", "v:3: the file is cut short; train again"},
        {"chairlift-vocabulary 1 1\n1.5 probe\n", "v:2: expected a number, a tab and a term"},
        {"chairlift-vocabulary 1 1\nnan\tprobe\n", "v:2: expected a number, a tab and a term"},
        {"chairlift-vocabulary 1 1\n1e999\tprobe\n", "v:2: expected a number, a tab and a term"},
        {"chairlift-vocabulary 1 1\n-1\tprobe\n",
         "v:2: the inverse document frequency is not a positive number"},
        {"chairlift-vocabulary 1 1\n1\t\nend 0\n", "v:2: this is not a term of one or two stems"},
        {"chairlift-vocabulary 1 2\n1\ta\n1\ta\n", "v:3: this term stands in the vocabulary twice"},
        {"chairlift-vocabulary 1 1\n1\ta\nend 12\n", "v:3: expected \"end\" and the checksum"},
        {"chairlift-vocabulary 1 1\n1\ta\nend 0123456789abcdef\n",
         "v:3: the checksum is wrong, the file was changed; train again"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        ChairliftError error = {{0}};
        g_assert_null(chairlift_vocabulary_parse("v", CASES[i][0], strlen(CASES[i][0]), &error));
        g_assert_cmpstr(error.message, ==, CASES[i][1]);
    }
}

/* Whatever is cut off or changed, the file is refused. */
static void test_damage_is_seen(void)
{
    ChairliftVocabulary *vocabulary = new_vocabulary();
    size_t length;
    char *bytes = format(vocabulary, &length);
    g_autofree char *more = g_strconcat(bytes, "\n", NULL);
    ChairliftError error;

    for (size_t cut = 0; cut < length; cut++)
        g_assert_null(chairlift_vocabulary_parse("v", bytes, cut, &error));
    for (size_t i = 0; i < length; i++) {
        bytes[i] ^= 1;
        g_assert_null(chairlift_vocabulary_parse("v", bytes, length, &error));
        bytes[i] ^= 1;
    }
    g_assert_null(chairlift_vocabulary_parse("v", more, length + 1, &error));
    g_assert_cmpstr(error.message, ==, "v:6: there is more after the end");
    free(bytes);
    chairlift_vocabulary_free(vocabulary);
}

static void test_load_errors(void)
{
    ChairliftError error;

    g_assert_null(chairlift_vocabulary_load("/nowhere/vocabulary.tsv", &error));
    g_assert_cmpstr(
        error.message, ==,
        "/nowhere/vocabulary.tsv: No such file or directory; \"make train\" writes the models");
    g_assert_null(chairlift_vocabulary_load("/", &error));
    g_assert_cmpstr(error.message, ==, "/: Is a directory");
}

static void test_weigh(void)
{
    ChairliftVocabulary *vocabulary = new_vocabulary();
    const ChairliftCount counts[] = {{0, 3}, {1, 1}};
    ChairliftVector vector = {0};
    double probe = (1 + log(3)) * 1.5, circuit = 2.0;
    double norm = sqrt(probe * probe + circuit * circuit);

    g_assert_true(chairlift_features_weigh(vocabulary, counts, 2, &vector, NULL));
    g_assert_cmpuint(vector.length, ==, 2);
    g_assert_cmpuint(vector.feature[0], ==, 0);
    g_assert_cmpuint(vector.feature[1], ==, 1);
    g_assert_cmpfloat_with_epsilon(vector.value[0], probe / norm, 1e-7);
    g_assert_cmpfloat_with_epsilon(vector.value[1], circuit / norm, 1e-7);

    g_assert_true(chairlift_features_weigh(vocabulary, NULL, 0, &vector, NULL));
    g_assert_cmpuint(vector.length, ==, 0);
    chairlift_vector_clear(&vector);
    chairlift_vocabulary_free(vocabulary);
}

/* Text read now and counts stored before give the same vector. */
static void test_vectorize(void)
{
    ChairliftVocabulary *vocabulary = new_vocabulary();
    ChairliftTextReader *reader = chairlift_text_reader_new(NULL);
    const ChairliftCount counts[] = {{0, CHAIRLIFT_TITLE_WEIGHT + 2}, {2, 1}};
    ChairliftVector expected = {0}, vector = {0};

    g_assert_true(chairlift_features_weigh(vocabulary, counts, 2, &expected, NULL));
    g_assert_true(chairlift_features_vectorize(vocabulary, reader, "Probing unknowns",
                                               "A probe for sparse autoencoders. Probes!", &vector,
                                               NULL));
    g_assert_cmpmem(vector.feature, vector.length * sizeof *vector.feature, expected.feature,
                    expected.length * sizeof *expected.feature);
    g_assert_cmpmem(vector.value, vector.length * sizeof *vector.value, expected.value,
                    expected.length * sizeof *expected.value);

    g_assert_true(chairlift_features_vectorize(vocabulary, reader, NULL, NULL, &vector, NULL));
    g_assert_cmpuint(vector.length, ==, 0);
    chairlift_vector_clear(&expected);
    chairlift_vector_clear(&vector);
    chairlift_text_reader_free(reader);
    chairlift_vocabulary_free(vocabulary);
}

static void test_decimals(void)
{
    static const char *const GOOD[] = {"0",
                                       "-0",
                                       "1",
                                       "-12.5",
                                       ".5",
                                       "5.",
                                       "1e3",
                                       "1E-3",
                                       "1e+22",
                                       "1e-22",
                                       "1e-300",
                                       "1e308",
                                       "0.1",
                                       "9007199254740993",
                                       "123456789012345678901234567890",
                                       "1.7976931348623157e308",
                                       "4.9e-324",
                                       "0.30000000000000004",
                                       "-3.1415926535897931"};
    static const char *const BAD[] = {"",    "-",  ".",  "e5",    "1e",  "1e+", "nan",
                                      "inf", "0x", "+1", "1e999", "--1", " 1"};

    for (size_t i = 0; i < G_N_ELEMENTS(GOOD); i++) {
        double value;
        const char *end = GOOD[i] + strlen(GOOD[i]);
        g_assert_true(chairlift_decimal_read(GOOD[i], end, &value) == end);
        g_assert_cmpfloat(value, ==, g_ascii_strtod(GOOD[i], NULL));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(BAD); i++) {
        double value;
        const char *end = BAD[i] + strlen(BAD[i]);
        g_assert_true(chairlift_decimal_read(BAD[i], end, &value) != end || end == BAD[i]);
    }
}

/* The nearest double, as strtod finds it, for numbers of all sizes. */
static void test_decimals_at_random(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(7);

    for (int i = 0; i < 200000; i++) {
        char text[64];
        double value,
            number = ldexp(g_rand_double(random) - 0.5, g_rand_int_range(random, -60, 60));
        g_snprintf(text, sizeof text, "%.*g", g_rand_int_range(random, 1, 18), number);
        const char *end = text + strlen(text);
        g_assert_true(chairlift_decimal_read(text, end, &value) == end);
        g_assert_cmpfloat(value, ==, g_ascii_strtod(text, NULL));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/features/find", test_find);
    g_test_add_func("/features/new-refuses", test_new_refuses);
    g_test_add_func("/features/round-trip", test_round_trip);
    g_test_add_func("/features/empty", test_empty);
    g_test_add_func("/features/parse-errors", test_parse_errors);
    g_test_add_func("/features/damage", test_damage_is_seen);
    g_test_add_func("/features/load-errors", test_load_errors);
    g_test_add_func("/features/weigh", test_weigh);
    g_test_add_func("/features/vectorize", test_vectorize);
    g_test_add_func("/features/decimals", test_decimals);
    g_test_add_func("/features/decimals-at-random", test_decimals_at_random);
    return g_test_run();
}
