/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a paper tells who wrote it: one finding for each kind of leak.
 *
 * What is beyond doubt is a violation where the call is double-blind; what may be a leak, and what
 * only its authors can judge, is a warning. What is cited and what others made is no leak. How
 * often each check is right is in README.md beside this file. */
#include "leaks.h"

#include <string.h>

static const struct {
    const char *check;
    const char *found;  /* when it is beyond doubt */
    const char *maybe;  /* when it may be */
    const char *advice; /* for both */
    const char *none;
} KINDS[LEAK_KINDS] = {
    [LEAK_NAMES] =
        {"anonymity-names", "The paper or its file names contributors.",
         "The paper or its file may name contributors.",
         "Take the names out; keep your own earlier work in the reference list and write "
         "of it as of anybody's.",
         "No contributor is named outside the references."},
    [LEAK_EMAILS] = {"anonymity-emails", "The e-mail address of a contributor can be found.",
                     "An e-mail address may be a contributor's.", "Take the address out.",
                     "No contributor's e-mail address can be found."},
    [LEAK_INSTITUTIONS] = {"anonymity-institutions",
                           "The paper or its file names where contributors work.",
                           "The paper mentions where contributors work.",
                           "Where it is yours, write \"our institution\"; where you mention it for "
                           "another reason, nothing needs to change.",
                           "No contributor's institution is named as one's own."},
    [LEAK_ACCOUNTS] = {"anonymity-accounts", "The account or page of a contributor can be found.",
                       "A user name of a contributor seems to be used.",
                       "Share code through anonymous.4open.science and models and data through an "
                       "anonymous Hugging Face account.",
                       "No contributor's account or page can be found."},
    [LEAK_AUTHOR_BLOCK] = {"anonymity-author-block", "The first page says who wrote the paper.",
                           "The first page may say who wrote the paper.",
                           "Use the template's option for review, which leaves the authors out.",
                           "The first page does not say who wrote the paper."},
    [LEAK_CONTACT] = {"anonymity-contact", "The first page has an e-mail address.",
                      "The first page may have an e-mail address.",
                      "Take it out, or put the template's placeholder there.",
                      "The first page has no e-mail address."},
    [LEAK_ACKNOWLEDGEMENTS] = {"anonymity-acknowledgements",
                               "The paper thanks people by name or says who paid for it.",
                               "The paper may thank people by name or say who paid for it.",
                               "Leave acknowledgements and grants for the final version.",
                               "There are no acknowledgements or grants."},
    [LEAK_SELF_CITATION] = {"anonymity-self-citation",
                            "The paper cites earlier work as its authors' own.",
                            "The paper speaks of earlier work as its authors' own.",
                            "Cite it in the third person: \"Doe et al. (2024) show\" for \"we "
                            "showed (Doe et al., 2024)\".",
                            "No earlier work is cited as the authors' own."},
    [LEAK_REPOSITORIES] = {"anonymity-repositories",
                           "The paper links to code, data or a page under its authors' account.",
                           "The paper may link to code, data or a page of its authors.",
                           "Where it is yours, share code through anonymous.4open.science, models "
                           "and data through an anonymous Hugging Face account and pages from an "
                           "anonymous host; others' repositories may stay.",
                           "No link leads to the authors' own code, data or pages."},
    [LEAK_PREPRINT] = {"anonymity-preprint", "The paper points to its own preprint.",
                       "The paper may point to its own preprint.",
                       "Take out the stamp, number or link: a preprint has its authors' names.",
                       "The paper does not point to its own preprint."},
    [LEAK_CAMERA_READY] = {"anonymity-camera-ready",
                           "The paper is set as a final version or preprint, not for review.",
                           "The paper may be set as a final version or preprint.",
                           "Set it with the template's option for review (leave out \"final\", "
                           "\"preprint\" or \"accepted\").",
                           "The paper is not set as a final version or preprint."},
    [LEAK_METADATA] =
        {"anonymity-metadata", "The file's properties name its author.",
         "The properties of a figure or of the file may name somebody.",
         "Clear the author in your program or with \\hypersetup{pdfauthor={}}; export "
         "figures without their author's name.",
         "The file's properties name nobody."},
    [LEAK_PATHS] = {"anonymity-paths", "Paths of files show a user's name.",
                    "A path in the text may show a user's name.",
                    "Include figures by paths within the paper's folder, and shorten paths in the "
                    "text.",
                    "No path shows a user's name."},
    [LEAK_ATTACHMENTS] = {"anonymity-attachments", "An attached file names contributors.",
                          "Files are attached to the paper.",
                          "Look through them, or submit them as supplementary material.",
                          "No file is attached."},
    [LEAK_ANNOTATIONS] = {"anonymity-annotations", "A comment says who wrote it.",
                          "There are comments in the file.",
                          "Delete all comments and marks before you submit.",
                          "There are no comments in the file."},
    [LEAK_IMAGES] = {"anonymity-images", "An image says who made it.",
                     "An image says who made it, or where.",
                     "Save the image without its metadata (exiftool -all= FILE).",
                     "No image says who made it."},
};

static gboolean needs_contributors(LeakKind kind)
{
    return kind <= LEAK_ACCOUNTS;
}

/* Violation and warning as the call has it: a call that does not say how it reviews cannot be
 * broken. */
static ChairliftCheckOutcome outcome_of(const Leaks *leaks, LeakKind kind, gboolean blind)
{
    if (leaks->places[kind]->len == 0)
        return CHAIRLIFT_CHECK_PASSED;
    return leaks->certain[kind] && blind ? CHAIRLIFT_CHECK_VIOLATION : CHAIRLIFT_CHECK_WARNING;
}

static ChairliftFinding *conclude(const Leaks *leaks, LeakKind kind, const char *source,
                                  gboolean blind)
{
    const ChairliftCheckOutcome outcome = outcome_of(leaks, kind, blind);
    const char *text = outcome == CHAIRLIFT_CHECK_PASSED ? KINDS[kind].none
                       : leaks->certain[kind]            ? KINDS[kind].found
                                                         : KINDS[kind].maybe;
    ChairliftFinding *finding =
        chairlift_finding_new(KINDS[kind].check, outcome, source, "%s", text);
    if (outcome != CHAIRLIFT_CHECK_PASSED)
        chairlift_finding_set_advice(finding, "%s", KINDS[kind].advice);
    for (guint i = 0; i < leaks->places[kind]->len; i++)
        chairlift_finding_add_place(finding, g_ptr_array_index(leaks->places[kind], i));
    return finding;
}

static void free_place(gpointer data)
{
    ChairliftPlace *place = data;
    g_free(place->excerpt);
    g_free(place);
}

static void find_all(const ChairliftPdf *pdf, const ChairliftPdfTraces *traces,
                     const ChairliftContributors *contributors, const char *source, gboolean blind,
                     GPtrArray *findings)
{
    g_autoptr(Manuscript) manuscript = chairlift_manuscript_new(pdf, traces);
    g_autoptr(GHashTable) patterns = chairlift_leaks_patterns_new();
    Leaks leaks = {.manuscript = manuscript, .contributors = contributors, .patterns = patterns};
    for (guint i = 0; i < LEAK_KINDS; i++)
        leaks.places[i] = g_ptr_array_new_with_free_func(free_place);
    if (contributors != NULL)
        chairlift_leaks_of_contributors(&leaks);
    chairlift_leaks_on_front(&leaks);
    chairlift_leaks_in_phrases(&leaks);
    chairlift_leaks_in_links(&leaks);
    chairlift_leaks_in_file(&leaks);
    for (guint i = 0; i < LEAK_KINDS; i++) {
        if (contributors != NULL || !needs_contributors((LeakKind)i))
            g_ptr_array_add(findings, conclude(&leaks, (LeakKind)i, source, blind));
        g_ptr_array_unref(leaks.places[i]);
    }
}

static void add_remark(GPtrArray *findings, const char *check, ChairliftCheckOutcome outcome,
                       const char *source, const char *text, const char *advice)
{
    ChairliftFinding *finding = chairlift_finding_new(check, outcome, source, "%s", text);
    if (advice != NULL)
        chairlift_finding_set_advice(finding, "%s", advice);
    g_ptr_array_add(findings, finding);
}

GPtrArray *chairlift_check_anonymity(const ChairliftPdf *pdf, const ChairliftPdfTraces *traces,
                                     const ChairliftContributors *contributors,
                                     const ChairliftVenue *venue)
{
    GPtrArray *findings = chairlift_findings_new();
    const ChairliftRule *rule = chairlift_venue_find_rule(venue, "anonymity");
    const char *source = rule != NULL ? rule->source : NULL;
    if (strcmp(venue->anonymity, "single-blind") == 0 || strcmp(venue->anonymity, "open") == 0) {
        add_remark(findings, "anonymity", CHAIRLIFT_CHECK_NOT_APPLICABLE, source,
                   "Reviewers may know who wrote the paper.", NULL);
        return findings;
    }
    if (traces == NULL) {
        add_remark(findings, "anonymity", CHAIRLIFT_CHECK_NOT_CHECKED, source,
                   "Whether the paper is anonymous was not looked at, since it could not be read.",
                   NULL);
        return findings;
    }
    if (contributors == NULL)
        add_remark(
            findings, "anonymity-names", CHAIRLIFT_CHECK_NOT_CHECKED, source,
            "The contributors' names, addresses, institutions and accounts were not searched "
            "for, since they are not known.",
            "Give a list of them with --authors: a line each, with name, e-mail address, "
            "institution, GitHub and Hugging Face user names.");
    find_all(pdf, traces, contributors, source, strcmp(venue->anonymity, "double-blind") == 0,
             findings);
    if (traces->incomplete)
        add_remark(findings, "anonymity", CHAIRLIFT_CHECK_NOT_CHECKED, source,
                   "The file holds more than is looked at; what is beyond that was not searched.",
                   "Search the rest yourself, or make the file smaller.");
    return findings;
}
