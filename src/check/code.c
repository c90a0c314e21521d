/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Code and data: whether the paper says that they are to be had, and whether reviewers can look at
 * them without learning whose they are. Links alone say little, since papers link to what others
 * made; a sentence says what is the authors' own. */
#include "rules.h"

#include <string.h>

static const char CHECK[] = "code-and-data";

/* ---- links ----------------------------------------------------------------------------------- */

static gboolean has_any(const char *text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (strstr(text, *words) != NULL)
            return TRUE;
    }
    return FALSE;
}

/* Addresses that are made not to tell whose they are. lower: in lower case. */
static gboolean is_anonymous_address(const char *lower)
{
    static const char *const ADDRESSES[] = {"anonymous.4open.science",
                                            "github.com/anon",
                                            "gitlab.com/anon",
                                            "huggingface.co/anon",
                                            "huggingface.co/datasets/anon",
                                            "huggingface.co/spaces/anon",
                                            "view_only=",      /* of osf.io */
                                            "figshare.com/s/", /* a private link */
                                            "openreview.net/attachment",
                                            "anonymousgithub",
                                            "anonfiles",
                                            NULL};
    return has_any(lower, ADDRESSES);
}

/* Addresses where code and data are kept under their owner's name. */
static gboolean is_owned_address(const char *lower)
{
    static const char *const ADDRESSES[] = {"github.com/",
                                            "gitlab.com/",
                                            "huggingface.co/",
                                            "github.io",
                                            "bitbucket.org/",
                                            "codeberg.org/",
                                            "zenodo.org/",
                                            "figshare.com/",
                                            "kaggle.com/",
                                            "osf.io/",
                                            "drive.google.com/",
                                            "dropbox.com/",
                                            "colab.research.google.com",
                                            "streamlit.app",
                                            NULL};
    return has_any(lower, ADDRESSES);
}

static const char *find_anonymous_link(const CheckedPaper *paper)
{
    for (guint i = 0; i < paper->structure->links->len; i++) {
        const char *link = g_ptr_array_index(paper->structure->links, i);
        g_autofree char *lower = g_utf8_strdown(link, -1);
        if (is_anonymous_address(lower))
            return link;
    }
    return NULL;
}

/* ---- sentences ------------------------------------------------------------------------------- */

/* Whether a sentence, in lower case, says that the authors' own code or data are, or will be, to be
 * had: it names them and where, or what the authors do with them. Others' "publicly available
 * models" are not meant. */
static gboolean offers(const char *sentence)
{
    static const char *const OWN[] = {"our code",
                                      "our source code",
                                      "our implementation",
                                      "our data",
                                      "our repositor",
                                      "our model weights",
                                      "our trained",
                                      "our benchmark",
                                      "our scripts",
                                      "the code",
                                      "the source code",
                                      "the data and code",
                                      "code is ",
                                      "code will",
                                      "code:",
                                      "code and data",
                                      "code and model",
                                      "data and code",
                                      "code can be",
                                      "all code",
                                      "code available",
                                      "code for ",
                                      "code to ",
                                      "code at ",
                                      "source code",
                                      "anonymous repositor",
                                      "anonymized repositor",
                                      "implementation is",
                                      "dataset at",
                                      "dataset:",
                                      "data:",
                                      "project page",
                                      "project website",
                                      "codebase",
                                      "supplementary material in http",
                                      NULL};
    static const char *const WHERE[] = {
        "available",     "released",     "open-sourced", "open sourced", "published",
        "can be found",  "provided",     "http",         "github.com",   "4open.science",
        "supplementary", "supplemental", "accompan",     "accessible",   NULL};
    static const char *const DOES[] = {"we release",
                                       "we will release",
                                       "we open-sourc",
                                       "we open sourc",
                                       "we also release",
                                       "we publicly release",
                                       "we will open-",
                                       "we provide the code",
                                       "we provide our",
                                       "we share our",
                                       "we publish our",
                                       "we make our",
                                       "we make the",
                                       "we make all",
                                       "we make code",
                                       "will be released",
                                       "will be made",
                                       "will be open",
                                       "will publicly release",
                                       "available on github",
                                       "available at github",
                                       NULL};
    static const char *const WHAT[] = {
        "code",     "data",     "weights",    "implementation", "checkpoint", "benchmark", "model",
        "artifact", "artefact", "annotation", "response",       "scripts",    NULL};
    return (has_any(sentence, OWN) && has_any(sentence, WHERE)) ||
           (has_any(sentence, DOES) && has_any(sentence, WHAT));
}

/* The sentence of a text that offers code or data, or NULL. Free with g_free. */
static char *find_offer(const char *text)
{
    g_auto(GStrv) sentences = g_strsplit(text, ". ", -1);
    for (char **sentence = sentences; *sentence != NULL; sentence++) {
        g_autofree char *lower = g_utf8_strdown(*sentence, -1);
        if (offers(lower))
            return g_strdup(*sentence);
    }
    return NULL;
}

/* Where the checklist begins, which speaks of code and data in words of its own: its page, or
 * G_MAXUINT. */
static guint checklist_page(const CheckedPaper *paper)
{
    for (guint i = 0; i < paper->structure->sections->len; i++) {
        const ChairliftPdfSection *section = g_ptr_array_index(paper->structure->sections, i);
        if (main_text_statement(section->title) == CHECK_STATEMENT_CHECKLIST)
            return section->page;
    }
    return G_MAXUINT;
}

typedef struct Offer {
    const ChairliftPdfBlock *block; /* with the sentence that says most, or NULL */
    char *sentence;                 /* owned */
    gboolean anonymous, owned;      /* an address in one of the sentences is */
} Offer;

static void offer_clear(Offer *offer)
{
    g_free(offer->sentence);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Offer, offer_clear)

static Offer find_offers(const CheckedPaper *paper)
{
    Offer offer = {0};
    guint end = checklist_page(paper);
    for (guint i = 0; i < paper->structure->blocks->len; i++) {
        const ChairliftPdfBlock *block = g_ptr_array_index(paper->structure->blocks, i);
        g_autofree char *sentence = block->page < end ? find_offer(block->text) : NULL;
        if (sentence == NULL)
            continue;
        g_autofree char *lower = g_utf8_strdown(sentence, -1);
        gboolean anonymous = is_anonymous_address(lower);
        gboolean owned = !anonymous && is_owned_address(lower);
        if (offer.block == NULL || (anonymous && !offer.anonymous) ||
            (owned && !offer.owned && !offer.anonymous)) {
            offer.block = block;
            g_free(offer.sentence);
            offer.sentence = g_steal_pointer(&sentence);
        }
        offer.anonymous = offer.anonymous || anonymous;
        offer.owned = offer.owned || owned;
    }
    return offer;
}

/* Whether a block is a footnote that holds an address and hardly anything else: small letters low
 * on the page of the sentence that it belongs to. */
static gboolean is_address_note(const CheckedPaper *paper, const ChairliftPdfBlock *block,
                                guint page, double body_size)
{
    enum { MARK = 4 }; /* bytes, at most, before the address */
    const char *address = strstr(block->text, "http");
    if (address == NULL)
        address = strstr(block->text, "github.com/");
    return block->page == page && block->top > paper->structure->height / 2 &&
           block->size < 0.97 * body_size && address != NULL && address - block->text <= MARK;
}

/* A sentence that offers something without an address, and does not put it off, may have the
 * address in a footnote. */
static void look_at_footnotes(const CheckedPaper *paper, Offer *offer)
{
    static const char *const PUT_OFF[] = {"will ", "upon ", "after review", "after acceptance",
                                          NULL};
    if (offer->block == NULL || offer->anonymous || offer->owned)
        return;
    g_autofree char *sentence = g_utf8_strdown(offer->sentence, -1);
    const double body_size = check_body_size(paper);
    for (guint i = 0; !has_any(sentence, PUT_OFF) && i < paper->structure->blocks->len; i++) {
        const ChairliftPdfBlock *block = g_ptr_array_index(paper->structure->blocks, i);
        if (!is_address_note(paper, block, offer->block->page, body_size))
            continue;
        g_autofree char *lower = g_utf8_strdown(block->text, -1);
        offer->anonymous = offer->anonymous || is_anonymous_address(lower);
        offer->owned = offer->owned || is_owned_address(lower);
    }
}

/* ---- the check ------------------------------------------------------------------------------- */

static const char *advice_of(const CheckedPaper *paper)
{
    const ChairliftRule *rule = chairlift_venue_find_rule(paper->venue, "anonymous-code");
    return rule != NULL ? rule->text : "Share them where your name does not show.";
}

static void judge_owned(const CheckedPaper *paper, const Offer *offer, GPtrArray *findings)
{
    gboolean blind = strcmp(paper->venue->anonymity, "double-blind") == 0;
    ChairliftFinding *finding = check_add(
        findings,
        chairlift_finding_new(CHECK, blind ? CHAIRLIFT_CHECK_WARNING : CHAIRLIFT_CHECK_PASSED,
                              check_rule_source(paper, blind ? "anonymous-code" : CHECK),
                              "The paper says where code or data are%s.",
                              blind ? ", at an address that may show whose they are" : ""));
    if (blind)
        chairlift_finding_set_advice(finding, "If they are yours: %s", advice_of(paper));
    check_add_excerpt(finding, paper, offer->block, offer->sentence);
}

void check_code_and_data(const CheckedPaper *paper, GPtrArray *findings)
{
    const char *source = check_rule_source(paper, CHECK);
    if (chairlift_venue_find_rule(paper->venue, CHECK) == NULL) {
        check_add(findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_NOT_APPLICABLE, NULL,
                                                  "The call does not ask for code or data."));
        return;
    }
    g_auto(Offer) offer = find_offers(paper);
    look_at_footnotes(paper, &offer);
    const char *link = find_anonymous_link(paper);
    if (link != NULL || offer.anonymous) {
        ChairliftFinding *finding = check_add(
            findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_PASSED, source,
                                            "There is a link to code or data that does "
                                            "not show whose they are%s%s.",
                                            link != NULL ? ": " : "", link != NULL ? link : ""));
        if (offer.anonymous)
            check_add_excerpt(finding, paper, offer.block, offer.sentence);
        return;
    }
    if (offer.owned) {
        judge_owned(paper, &offer, findings);
        return;
    }
    if (offer.block != NULL) {
        check_add_excerpt(
            check_add(findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_PASSED, source,
                                                      "The paper says that code or data are, or "
                                                      "will be, to be had, but gives no link that "
                                                      "reviewers could follow.")),
            paper, offer.block, offer.sentence);
        return;
    }
    ChairliftFinding *finding = check_add(
        findings, chairlift_finding_new(CHECK, CHAIRLIFT_CHECK_WARNING, source,
                                        "Nothing is said about code or data, and reviewers are "
                                        "asked to take into account whether they can be had."));
    chairlift_finding_set_advice(finding, "Give a link, or say why there is none. %s",
                                 advice_of(paper));
}
