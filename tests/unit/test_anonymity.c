/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What names a paper's authors and what only looks like it, in papers made of a few lines. */
#include "pdf/message.h"
#include "pdf/traces.h"

#include <string.h>

#include "chairlift/check.h"
#include "chairlift/contributors.h"

/* ---- papers of a few lines --------------------------------------------------------------------
 */

typedef struct Paper {
    ChairliftPdf pdf;
    ChairliftPdfTraces *traces;
    ChairliftContributors *contributors;
    double top; /* of the next line */
} Paper;

static void set_up(Paper *paper, gconstpointer data)
{
    (void)data;
    paper->traces = chairlift_pdf_traces_new();
    paper->pdf = (ChairliftPdf){.title = (char *)"Shelves: A Study", .pages = 1};
    paper->top = 0.3;
}

static void tear_down(Paper *paper, gconstpointer data)
{
    (void)data;
    chairlift_pdf_traces_free(paper->traces);
    chairlift_contributors_free(paper->contributors);
}

static void add_line(Paper *paper, const char *text)
{
    ChairliftTrace trace = {.kind = CHAIRLIFT_TRACE_TEXT,
                            .page = 1,
                            .left = 0.1,
                            .top = paper->top,
                            .right = 0.9,
                            .bottom = paper->top + 0.01,
                            .size = 10,
                            .name = (char *)"",
                            .text = (char *)text};
    chairlift_pdf_traces_add(paper->traces, &trace);
    paper->top += 0.012;
}

static void add_hidden(Paper *paper, ChairliftTraceKind kind, const char *name, const char *text)
{
    ChairliftTrace trace = {.kind = kind, .name = (char *)name, .text = (char *)text};
    chairlift_pdf_traces_add(paper->traces, &trace);
}

static void set_contributors(Paper *paper, const char *list)
{
    g_autoptr(ChairliftInput) input = chairlift_input_new_for_bytes("team", list, strlen(list));
    g_clear_pointer(&paper->contributors, chairlift_contributors_free);
    paper->contributors = chairlift_contributors_read(input, NULL);
    g_assert_nonnull(paper->contributors);
}

/* The outcome of a check, and the excerpt of its first place when there is one. */
static ChairliftCheckOutcome outcome_of(const Paper *paper, const char *check,
                                        const char *anonymity, char **excerpt)
{
    ChairliftVenue venue = {.anonymity = anonymity, .rules = g_ptr_array_new()};
    g_autoptr(GPtrArray) findings =
        chairlift_check_anonymity(&paper->pdf, paper->traces, paper->contributors, &venue);
    g_ptr_array_unref(venue.rules);
    for (guint i = 0; i < findings->len; i++) {
        const ChairliftFinding *finding = g_ptr_array_index(findings, i);
        if (strcmp(finding->check, check) != 0)
            continue;
        if (excerpt != NULL && finding->places->len > 0)
            *excerpt =
                g_strdup(((const ChairliftPlace *)g_ptr_array_index(finding->places, 0))->excerpt);
        return finding->outcome;
    }
    g_error("there is no finding of %s", check);
}

static void expect(const Paper *paper, const char *what, const char *check,
                   ChairliftCheckOutcome outcome)
{
    g_autofree char *excerpt = NULL;
    const ChairliftCheckOutcome found = outcome_of(paper, check, "double-blind", &excerpt);
    if (found != outcome)
        g_error("%s of \"%s\": %s, expected %s: %s", check, what,
                chairlift_check_outcome_name(found), chairlift_check_outcome_name(outcome),
                excerpt != NULL ? excerpt : "nowhere");
}

/* A paper of one line, or of several with a bar between. */
static void expect_of(const char *list, const char *lines, const char *check,
                      ChairliftCheckOutcome outcome)
{
    Paper paper = {0};
    set_up(&paper, NULL);
    if (list != NULL)
        set_contributors(&paper, list);
    g_auto(GStrv) parts = g_strsplit(lines, "|", -1);
    for (char **line = parts; *line != NULL; line++)
        add_line(&paper, *line);
    expect(&paper, lines, check, outcome);
    tear_down(&paper, NULL);
}

static void expect_hidden(const char *list, ChairliftTraceKind kind, const char *name,
                          const char *text, const char *check, ChairliftCheckOutcome outcome)
{
    Paper paper = {0};
    set_up(&paper, NULL);
    if (list != NULL)
        set_contributors(&paper, list);
    add_hidden(&paper, kind, name, text);
    expect(&paper, text, check, outcome);
    tear_down(&paper, NULL);
}

#define PASSED CHAIRLIFT_CHECK_PASSED
#define VIOLATION CHAIRLIFT_CHECK_VIOLATION
#define WARNING CHAIRLIFT_CHECK_WARNING

/* ---- names ------------------------------------------------------------------------------------
 */

static void test_names(void)
{
    static const struct {
        const char *list, *lines;
        ChairliftCheckOutcome outcome;
    } CASES[] = {
        {"Annika Long", "It was built by Annika Long in May.", VIOLATION},
        {"Annika Long", "It was built by ANNIKA LONG in May.", VIOLATION},
        {"Annika Long", "It was built by A. Long in May.", VIOLATION},
        {"Annika Long", "Long, Annika: experiments.", VIOLATION},
        {"Annika Long", "A long Annika is not a name.", PASSED},
        {"Annika Long", "Long lists are kept.", PASSED},
        {"Annika Long", "In Appendix A. Long contexts are harder.", PASSED},
        {"Annika Long", "Options: A. Long B. Short C. Neither", PASSED},
        {"Annika Long", "We follow A. Long-range attention.", PASSED},
        {"Annika Long", "This was seen by Annika Long (2021) before.", PASSED},
        {"Annika Long", "This was seen before (see A. Long et al., 2021).", PASSED},
        {"Annika Long", "Annika Long [3] has seen this.", PASSED},
        {"Annika Long", "References|[1] Annika Long. Shelves. 2021.|A. Long and B. Short. 2022.",
         PASSED},
        {"Annika Long", "References|[1] Somebody. 2021.|Appendix|Annika Long did it.", VIOLATION},
        {"Will Power", "With will power one can do it. Will power do?", PASSED},
        {"Jörg Müller", "We owe this to Joerg Mueller of course.", VIOLATION},
        {"Jörg Müller", "We owe this to Jorg Muller of course.", VIOLATION},
        {"Élodie Brûlé-Marchand", "We owe it to Elodie Brule-|Marchand alone.", VIOLATION},
        {"Élodie Brûlé-Marchand", "We owe it to Élodie Brûlé Marchand alone.", VIOLATION},
        {"Xiao-Ming Zhao", "Thus spoke Xiaoming Zhao to all.", VIOLATION},
        {"Xiao-Ming Zhao", "Thus spoke Zhao Xiaoming to all.", VIOLATION},
        {"Jane Helen Doe", "This is by Jane H. Doe again.", VIOLATION},
        {"Jane Helen Doe", "This is by J. H. Doe again.", VIOLATION},
        {"Jane Helen Doe", "This is by Jane Doe again.", VIOLATION},
        {"Ana van der Berg", "This is by Ana van der Berg again.", VIOLATION},
        {"王小明", "本文作者王小明提出", VIOLATION},
        {"王小明", "本文作者提出", PASSED},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++)
        expect_of(CASES[i].list, CASES[i].lines, "anonymity-names", CASES[i].outcome);
}

/* Surnames side by side name the authors in a header, and others in the reference list. */
static void test_header(Paper *paper, gconstpointer data)
{
    (void)data;
    set_contributors(paper, "Annika Long\nWei Song");
    add_line(paper, "Others are Long and Song in the text");
    expect(paper, "text", "anonymity-names", PASSED);
    add_line(paper, "References");
    paper->top = 0.05;
    add_line(paper, "Long and Song. A shelf.");
    expect(paper, "references", "anonymity-names", PASSED);
    g_ptr_array_set_size(paper->traces->list, 0);
    paper->top = 0.05;
    add_line(paper, "Long and Song");
    expect(paper, "header", "anonymity-names", VIOLATION);
}

static void test_names_in_file(void)
{
    static const char LIST[] = "Annika Long, annika@uni.example\nSøren Østergård";
    static const struct {
        ChairliftTraceKind kind;
        const char *name, *text;
        ChairliftCheckOutcome outcome;
    } CASES[] = {
        {CHAIRLIFT_TRACE_PATH, "PTEX.FileName", "/work/annikalong/plot.pdf", VIOLATION},
        {CHAIRLIFT_TRACE_PATH, "PTEX.FileName", "/work/sostergard/plot.pdf", VIOLATION},
        {CHAIRLIFT_TRACE_PATH, "PTEX.FileName", "figures/long_context.pdf", PASSED},
        {CHAIRLIFT_TRACE_PROPERTY, "Title", "Ostergard draft 3.docx", VIOLATION},
        {CHAIRLIFT_TRACE_PROPERTY, "Producer", "Long Life PDF 3", PASSED},
        {CHAIRLIFT_TRACE_ATTACHMENT, "long_table.csv", "1,2,3", PASSED},
        {CHAIRLIFT_TRACE_ATTACHMENT, "x.csv", "made by annika long", VIOLATION},
        {CHAIRLIFT_TRACE_OTHER, "Alt", "Photograph: Annika Long", VIOLATION},
        {CHAIRLIFT_TRACE_IMAGE, "Artist", "A. Long", VIOLATION},
        {CHAIRLIFT_TRACE_FORM, "V", "Soren Ostergard", VIOLATION},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++)
        expect_hidden(LIST, CASES[i].kind, CASES[i].name, CASES[i].text, "anonymity-names",
                      CASES[i].outcome);
}

/* ---- addresses, institutions, accounts --------------------------------------------------------
 */

static void test_contacts(void)
{
    static const char LIST[] =
        "Jane Doe, jane@uni.example, University of Somewhere, github: jdoe, Acme Corp, "
        "huggingface: jane-d42, homepage: jane.example/home";
    static const struct {
        const char *lines, *check;
        ChairliftCheckOutcome outcome;
    } CASES[] = {
        {"Write to jane@uni.example for data.", "anonymity-emails", VIOLATION},
        {"Write to {joe, jane}@uni.example for data.", "anonymity-emails", VIOLATION},
        {"Write to bob@uni.example for data.", "anonymity-emails", PASSED},
        {"References|Doe. Report, jane@uni.example.", "anonymity-emails", PASSED},
        {"We ran it on our cluster at the University of|Somewhere.", "anonymity-institutions",
         VIOLATION},
        {"A survey by the University of Somewhere is larger.", "anonymity-institutions", WARNING},
        {"1University of Somewhere, 2Elsewhere", "anonymity-institutions", WARNING},
        {"References|University of Somewhere, 2021.", "anonymity-institutions", PASSED},
        {"See https://github.com/jdoe/shelves for it.", "anonymity-accounts", VIOLATION},
        {"See https://github.com/jdoe2/shelves for it.", "anonymity-accounts", PASSED},
        {"See jdoe/shelves-7b on the hub.", "anonymity-accounts", VIOLATION},
        {"See https://huggingface.co/datasets/jane-d42/x.", "anonymity-accounts", VIOLATION},
        {"Thanks to jane-d42 this works.", "anonymity-accounts", VIOLATION},
        {"See https://jane.example/home/talks for it.", "anonymity-accounts", VIOLATION},
        {"See https://jane.example/homes for it.", "anonymity-accounts", PASSED},
        {"References|Doe. https://github.com/jdoe/shelves.", "anonymity-accounts", PASSED},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++)
        expect_of(LIST, CASES[i].lines, CASES[i].check, CASES[i].outcome);
}

/* ---- without a list ---------------------------------------------------------------------------
 */

static void test_phrases(void)
{
    static const struct {
        const char *lines, *check;
        ChairliftCheckOutcome outcome;
    } CASES[] = {
        {"As in our previous work [3], shelves hold.", "anonymity-self-citation", VIOLATION},
        {"As in our earlier paper (Doe, 2021), shelves hold.", "anonymity-self-citation",
         VIOLATION},
        {"This agrees with our previous work.", "anonymity-self-citation", WARNING},
        {"As in previous work [3], shelves hold.", "anonymity-self-citation", PASSED},
        {"Our previous experiments failed. We try again [3].", "anonymity-self-citation", PASSED},
        {"We have previously shown [4] that shelves hold.", "anonymity-self-citation", VIOLATION},
        {"We thank Jane Doe for the wood.", "anonymity-acknowledgements", VIOLATION},
        {"We thank the anonymous reviewers for their wood.", "anonymity-acknowledgements", PASSED},
        {"We acknowledge that Shelves may fall.", "anonymity-acknowledgements", PASSED},
        {"This work was supported by the Wood Council.", "anonymity-acknowledgements", VIOLATION},
        {"This claim is supported by the evidence in Table 2.", "anonymity-acknowledgements",
         PASSED},
        {"It was paid by grant ABC-12345 in full.", "anonymity-acknowledgements", VIOLATION},
        {"Acknowledgements|We thank Jane Doe and the Shelf Lab.", "anonymity-acknowledgements",
         VIOLATION},
        {"Acknowledgements|Removed for anonymous review.", "anonymity-acknowledgements", PASSED},
        {"An extended version of this paper is available as arXiv:2401.00001.",
         "anonymity-preprint", VIOLATION},
        {"See arXiv:2401.00001 for others' shelves.", "anonymity-preprint", PASSED},
        {"Mail jane@uni.example for more.", "anonymity-contact", VIOLATION},
        {"Mail jane [at] uni [dot] example for more.", "anonymity-contact", VIOLATION},
        {"Correspondence to: anon.email@domain.com", "anonymity-contact", PASSED},
        {"It is at /home/user/data and /home/jkowalski/data.", "anonymity-paths", WARNING},
        {"It is at /home/user/data and /Users/name/data.", "anonymity-paths", PASSED},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++)
        expect_of(NULL, CASES[i].lines, CASES[i].check, CASES[i].outcome);
}

static void test_links(void)
{
    static const struct {
        const char *lines;
        ChairliftCheckOutcome outcome;
    } CASES[] = {
        {"Our code is available at https://github.com/jdoe/abc.", VIOLATION},
        {"Code: https://github.com/jdoe/abc", VIOLATION},
        {"Some text. Code is avail-|able at https://github.com/jdoe/abc.", VIOLATION},
        {"Our code is at https://anonymous.4open.science/r/abc-12.", PASSED},
        {"Our code is at https://github.com/anonymous-1234/abc.", PASSED},
        {"We use https://github.com/TransformerLensOrg/TransformerLens for it.", PASSED},
        {"Our code is based on https://github.com/karpathy/nanoGPT.", PASSED},
        {"The code of Roe et al. (2021), https://github.com/roe/abc, is old.", PASSED},
        {"It is called shelves: https://github.com/jdoe/shelves", VIOLATION},
        {"References|Roe. Our code is at https://github.com/roe/abc.", PASSED},
        {"We release the data at https://huggingface.co/datasets/jdoe/abc.", VIOLATION},
        {"A demonstration: https://www.uni.example/~jdoe/demo", WARNING},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++)
        expect_of(NULL, CASES[i].lines, "anonymity-repositories", CASES[i].outcome);
}

static void test_hidden(void)
{
    static const struct {
        ChairliftTraceKind kind;
        const char *name, *text, *check;
        ChairliftCheckOutcome outcome;
    } CASES[] = {
        {CHAIRLIFT_TRACE_PROPERTY, "Author", "Jane Doe", "anonymity-metadata", VIOLATION},
        {CHAIRLIFT_TRACE_PROPERTY, "Author", "Anonymous Authors", "anonymity-metadata", PASSED},
        {CHAIRLIFT_TRACE_PROPERTY, "Producer", "pdfTeX-1.40.25", "anonymity-metadata", PASSED},
        {CHAIRLIFT_TRACE_XMP, "dc:creator", "Jane Doe", "anonymity-metadata", VIOLATION},
        {CHAIRLIFT_TRACE_FIGURE, "Author", "Jane Doe", "anonymity-metadata", WARNING},
        {CHAIRLIFT_TRACE_FIGURE, "Author", "https://imagemagick.org", "anonymity-metadata", PASSED},
        {CHAIRLIFT_TRACE_PATH, "F", "C:\\Users\\jane\\a.pdf", "anonymity-paths", PASSED},
        {CHAIRLIFT_TRACE_PATH, "F", "C:\\Users\\jkowalski\\a.pdf", "anonymity-paths", VIOLATION},
        {CHAIRLIFT_TRACE_LINK, "", "https://x.example/home/jkowalski/", "anonymity-paths", PASSED},
        {CHAIRLIFT_TRACE_ATTACHMENT, "a.csv", "1,2", "anonymity-attachments", WARNING},
        {CHAIRLIFT_TRACE_ANNOTATION, "T", "jkowalski", "anonymity-annotations", VIOLATION},
        {CHAIRLIFT_TRACE_ANNOTATION, "Contents", "shorten", "anonymity-annotations", WARNING},
        {CHAIRLIFT_TRACE_IMAGE, "Artist", "Jane Doe", "anonymity-images", WARNING},
        {CHAIRLIFT_TRACE_IMAGE, "Software", "GIMP", "anonymity-images", PASSED},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++)
        expect_hidden(NULL, CASES[i].kind, CASES[i].name, CASES[i].text, CASES[i].check,
                      CASES[i].outcome);
}

/* ---- severity and places ----------------------------------------------------------------------
 */

static void test_severity(Paper *paper, gconstpointer data)
{
    (void)data;
    add_hidden(paper, CHAIRLIFT_TRACE_PROPERTY, "Author", "Jane Doe");
    g_assert_cmpint(outcome_of(paper, "anonymity-metadata", "unknown", NULL), ==, WARNING);
    g_assert_cmpint(outcome_of(paper, "anonymity", "single-blind", NULL), ==,
                    CHAIRLIFT_CHECK_NOT_APPLICABLE);
    g_assert_cmpint(outcome_of(paper, "anonymity-names", "double-blind", NULL), ==,
                    CHAIRLIFT_CHECK_NOT_CHECKED);
    paper->traces->incomplete = TRUE;
    g_assert_cmpint(outcome_of(paper, "anonymity", "double-blind", NULL), ==,
                    CHAIRLIFT_CHECK_NOT_CHECKED);
}

static void test_place(Paper *paper, gconstpointer data)
{
    (void)data;
    set_contributors(paper, "Jane Doe");
    add_line(paper, "Ten chars Jane Doe and then some more");
    ChairliftVenue venue = {.anonymity = "double-blind", .rules = g_ptr_array_new()};
    g_autoptr(GPtrArray) findings =
        chairlift_check_anonymity(&paper->pdf, paper->traces, paper->contributors, &venue);
    g_ptr_array_unref(venue.rules);
    const ChairliftFinding *finding = g_ptr_array_index(findings, 0);
    g_assert_cmpstr(finding->check, ==, "anonymity-names");
    g_assert_cmpuint(finding->places->len, ==, 1);
    const ChairliftPlace *place = g_ptr_array_index(finding->places, 0);
    g_assert_cmpuint(place->page, ==, 1);
    g_assert_cmpfloat_with_epsilon(place->left, 0.1 + 0.8 * 10 / 37, 1e-6);
    g_assert_cmpfloat_with_epsilon(place->right, 0.1 + 0.8 * 18 / 37, 1e-6);
    g_assert_cmpstr(place->excerpt, ==, "Ten chars Jane Doe and then some more");
}

/* What is encoded is decoded, and nothing else is. */
static void test_message(Paper *paper, gconstpointer data)
{
    (void)data;
    add_line(paper, "  A\tline\nof \001text ");
    add_hidden(paper, CHAIRLIFT_TRACE_OTHER, "Alt", "\377\376 bytes");
    add_hidden(paper, CHAIRLIFT_TRACE_OTHER, "Alt", " \n ");
    g_assert_cmpuint(paper->traces->list->len, ==, 2);
    paper->pdf.traces = paper->traces;
    gsize length;
    g_autofree char *reply = chairlift_pdf_reply_encode(&paper->pdf, &length);
    g_autoptr(ChairliftPdf) read = chairlift_pdf_reply_decode(reply + CHAIRLIFT_PDF_REPLY_HEADER,
                                                              length - CHAIRLIFT_PDF_REPLY_HEADER);
    g_assert_nonnull(read);
    g_assert_cmpuint(read->traces->list->len, ==, 2);
    const ChairliftTrace *line = g_ptr_array_index(read->traces->list, 0);
    g_assert_cmpstr(line->text, ==, "A line of text");
    g_assert_cmpfloat(line->left, ==, 0.1);
    const ChairliftTrace *other = g_ptr_array_index(read->traces->list, 1);
    g_assert_cmpint(other->kind, ==, CHAIRLIFT_TRACE_OTHER);
    g_assert_true(g_utf8_validate(other->text, -1, NULL));

    /* A place beyond the page, and a kind that there is not. */
    ChairliftTrace *wrong = g_ptr_array_index(paper->traces->list, 0);
    wrong->right = 1.5;
    g_autofree char *beyond = chairlift_pdf_reply_encode(&paper->pdf, &length);
    g_assert_null(chairlift_pdf_reply_decode(beyond + CHAIRLIFT_PDF_REPLY_HEADER,
                                             length - CHAIRLIFT_PDF_REPLY_HEADER));
    wrong->right = 0.5;
    wrong->kind = CHAIRLIFT_TRACE_KINDS;
    g_autofree char *unknown = chairlift_pdf_reply_encode(&paper->pdf, &length);
    g_assert_null(chairlift_pdf_reply_decode(unknown + CHAIRLIFT_PDF_REPLY_HEADER,
                                             length - CHAIRLIFT_PDF_REPLY_HEADER));
}

/* More than there may be is cut, and said to be. */
static void test_limits(Paper *paper, gconstpointer data)
{
    (void)data;
    g_autofree char *text = g_strnfill(2 * CHAIRLIFT_TRACE_TEXT_LIMIT, 'x');
    add_hidden(paper, CHAIRLIFT_TRACE_OTHER, "Alt", text);
    const ChairliftTrace *cut = g_ptr_array_index(paper->traces->list, 0);
    g_assert_cmpuint(strlen(cut->text), ==, CHAIRLIFT_TRACE_TEXT_LIMIT);
    g_assert_true(paper->traces->incomplete);
    for (guint i = 0; i <= CHAIRLIFT_TRACES_LIMIT; i++)
        add_hidden(paper, CHAIRLIFT_TRACE_OTHER, "Alt", text);
    g_assert_cmpuint(paper->traces->list->len, ==, CHAIRLIFT_TRACES_LIMIT);
    paper->pdf.traces = paper->traces;
    gsize length;
    g_autofree char *reply = chairlift_pdf_reply_encode(&paper->pdf, &length);
    g_assert_cmpuint(chairlift_pdf_reply_length((const guint8 *)reply, CHAIRLIFT_PDF_REPLY_LIMIT),
                     >, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/anonymity/names", test_names);
    g_test_add("/anonymity/header", Paper, NULL, set_up, test_header, tear_down);
    g_test_add_func("/anonymity/names-in-file", test_names_in_file);
    g_test_add_func("/anonymity/contacts", test_contacts);
    g_test_add_func("/anonymity/phrases", test_phrases);
    g_test_add_func("/anonymity/links", test_links);
    g_test_add_func("/anonymity/hidden", test_hidden);
    g_test_add("/anonymity/severity", Paper, NULL, set_up, test_severity, tear_down);
    g_test_add("/anonymity/place", Paper, NULL, set_up, test_place, tear_down);
    g_test_add("/anonymity/message", Paper, NULL, set_up, test_message, tear_down);
    g_test_add("/anonymity/limits", Paper, NULL, set_up, test_limits, tear_down);
    return g_test_run();
}
