/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page: who wrote the paper, how to reach them, and notices of versions that are not for
 * review. */
#include "leaks.h"

#include <string.h>

enum { MIN_AUTHOR_LETTERS = 4, MAX_NOTICES = 3 };

/* ---- author block -----------------------------------------------------------------------------
 */

static guint count_letters(const char *text)
{
    guint letters = 0;
    for (; *text != '\0'; text = g_utf8_next_char(text))
        letters += g_unichar_isalpha(g_utf8_get_char(text)) ? 1 : 0;
    return letters;
}

/* What templates have in place of authors, and what stands there of other things. */
static gboolean is_placeholder(const Leaks *leaks, const char *text)
{
    static const char PATTERN[] =
        "anonym|anon\\.|^\\W*(?:affiliation|address|e-?mail|author names?|paper ?id|submission)\\W*"
        "(?:#?\\d+|id)?\\W*$|under review|do not distribute|double.blind|withheld|^\\W*abstract|"
        "^\\W*(?:\\d|I)?\\W*introduction\\W*$|^\\W*(?:january|february|march|april|may|june|july|"
        "august|september|october|november|"
        "december)"
        "\\b[\\d ,]*$|^\\W*(?:these authors )?(?:contributed equally|equal contributions?)\\W*$|"
        "affiliation ?(?:/|and|&) ?address|workshop|conference|submitted|page \\d";
    g_autoptr(GRegex) regex = chairlift_leaks_pattern(leaks, PATTERN);
    return g_regex_match(regex, text, 0, NULL);
}

/* Whether a footnote says who or where the authors are. */
static gboolean is_about_authors(const Leaks *leaks, const char *text)
{
    g_autoptr(GRegex) regex = chairlift_leaks_pattern(
        leaks,
        "\\b(?:univ\\w*|institut\\w*|department|dept|laborator\\w*|labs?|college|school|academy|"
        "cent(?:er|re)|inc|ltd|corp\\w*|gmbh|correspond\\w*|work done|intern(?:ship)?|"
        "authors? (?:is|are) with)\\b");
    return g_regex_match(regex, text, 0, NULL);
}

/* Whether a line is running text: most of its words are in small letters. Papers without an
 * abstract have it where others have authors. */
static gboolean is_prose(const char *text)
{
    enum { MIN_WORDS = 6 };
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    guint count = 0, small = 0;
    for (char **word = words; *word != NULL; word++) {
        count += **word != '\0' ? 1 : 0;
        small += g_unichar_islower(g_utf8_get_char(*word)) ? 1 : 0;
    }
    return count >= MIN_WORDS && small * 10 > count * 6;
}

static void judge_author_line(Leaks *leaks, const ChairliftPdfAuthorLine *line)
{
    const ChairliftPdfStructure *structure = leaks->manuscript->pdf->structure;
    const double width = structure != NULL && structure->width > 0 ? structure->width : 612;
    const double height = structure != NULL && structure->height > 0 ? structure->height : 792;
    if (line->box.top > height / 2 && !is_about_authors(leaks, line->text))
        return;
    if (line->part == CHAIRLIFT_PDF_AUTHOR_ANONYMOUS || line->part == CHAIRLIFT_PDF_AUTHOR_EMAIL ||
        count_letters(line->text) < MIN_AUTHOR_LETTERS || is_placeholder(leaks, line->text) ||
        is_prose(line->text))
        return;
    ChairliftTrace trace = {.kind = CHAIRLIFT_TRACE_TEXT,
                            .page = line->box.page,
                            .left = line->box.left / width,
                            .top = line->box.top / height,
                            .right = line->box.right / width,
                            .bottom = line->box.bottom / height,
                            .name = (char *)"",
                            .text = line->text};
    chairlift_leaks_add_trace(leaks, LEAK_AUTHOR_BLOCK, TRUE, &trace);
}

static void search_author_block(Leaks *leaks)
{
    const ChairliftPdfFront *front = leaks->manuscript->pdf->front;
    if (front == NULL || chairlift_pdf_front_is_anonymous(front))
        return;
    for (guint i = 0; i < front->authors->len; i++)
        judge_author_line(leaks, g_ptr_array_index(front->authors, i));
}

/* ---- the first page's notes -------------------------------------------------------------------
 */

typedef struct FrontSearch {
    LeakKind kind;
    gboolean certain;
    gboolean margin; /* only above or below the text */
} FrontSearch;

static gboolean is_on_first_page(const Leaks *leaks, guint offset)
{
    const ManuscriptPiece *piece = chairlift_manuscript_piece(leaks->manuscript, offset);
    return piece != NULL && piece->line->page == 1 && piece->region != REGION_REFERENCES;
}

/* Whether an address is a template's, or nobody's. */
static gboolean is_nobodys(const Leaks *leaks, const char *address)
{
    g_autoptr(GRegex) regex = chairlift_leaks_pattern(
        leaks, "anon|@(?:[\\w-]+\\.)*example\\.(?:com|org|net|edu)|"
               "@(?:domain|email|address|institution|university)\\.(?:com|org|edu)|"
               "^(?:user|name|email|author|foo|first\\.?last|john\\.?doe|jane\\.?doe)@");
    return g_regex_match(regex, address, 0, NULL);
}

/* Addresses within prose are examples; those of authors stand in lines of other letters. */
static void judge_contact(Leaks *leaks, guint start, guint end, gpointer data)
{
    (void)data;
    g_autofree char *address = g_strndup(leaks->manuscript->text->str + start, end - start);
    if (is_on_first_page(leaks, start) && !is_nobodys(leaks, address))
        chairlift_leaks_add(leaks, LEAK_CONTACT, TRUE, start, end);
}

/* Lines above and below the text of any page. */
static gboolean is_margin(const ManuscriptPiece *piece, double body_size)
{
    return piece->line->bottom < 0.09 || piece->line->top > 0.92 ||
           (piece->line->page == 1 && piece->line->top > 0.6 && piece->line->size < body_size);
}

static void judge_notice(Leaks *leaks, guint start, guint end, gpointer data)
{
    const FrontSearch *search = data;
    const ManuscriptPiece *piece = chairlift_manuscript_piece(leaks->manuscript, start);
    if (piece == NULL || piece->region == REGION_REFERENCES ||
        (search->margin ? !is_margin(piece, leaks->manuscript->body_size) : piece->line->page != 1))
        return;
    /* The same stands on every page; "Submitted to the 40th Conference on ..." is for review. */
    if (search->kind == LEAK_CAMERA_READY &&
        (leaks->places[LEAK_CAMERA_READY]->len >= MAX_NOTICES ||
         strstr(piece->line->text, "Submitted") != NULL ||
         strstr(piece->line->text, "Do not distribute") != NULL))
        return;
    chairlift_leaks_add(leaks, search->kind, search->certain, start, end);
}

static void search_notices(Leaks *leaks)
{
    static const struct {
        const char *pattern;
        FrontSearch search;
    } NOTICES[] = {
        {"\\b(?:work|research) (?:was )?(?:done|conducted|performed|completed|carried out)\\b"
         "[^.]{0,60}\\b(?:intern(?:ship)?|while|during)\\b[^.]{0,40}\\b(?:at|with)\\b",
         {LEAK_AUTHOR_BLOCK, TRUE, FALSE}},
        {"\\b(?:now|currently) at [A-Z]|\\bcorresponding authors?:? (?!anon)",
         {LEAK_AUTHOR_BLOCK, FALSE, FALSE}},
        {"\\bproceedings of the\\b|\\bpublished (?:as "
         "a|at|in)\\b[^.]{0,60}\\b(?:conference|workshop|"
         "journal|transactions|iclr|colm|icml|neurips|acl)\\b|\\baccepted (?:at|to|by|for|as)\\b|"
         "\\bto appear (?:in|at)\\b|\\bcopyright (?:\\(c\\)|©)? "
         "?(?:19|20)\\d\\d|©\\s?(?:19|20)\\d\\d|"
         "\\bpermission to make digital\\b|\\b\\d+(?:st|nd|rd|th) (?:annual )?conference on\\b|"
         "(?<![a-z] )\\bpreprint\\b(?!\\s*arXiv)",
         {LEAK_CAMERA_READY, TRUE, TRUE}},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(NOTICES); i++)
        chairlift_leaks_each(leaks, NOTICES[i].pattern, judge_notice, (gpointer)&NOTICES[i].search);
}

/* ---- preprints --------------------------------------------------------------------------------
 */

/* arXiv's stamp is rotated; its number elsewhere is mostly a citation. */
static void search_stamp(Leaks *leaks)
{
    g_autoptr(GRegex) stamp =
        chairlift_leaks_pattern(leaks, "\\b(?:arXiv:\\s*\\d{4}\\.\\d{4,5}|(?:bio|med|chem)Rxiv)");
    const GPtrArray *list = leaks->manuscript->traces->list;
    for (guint i = 0; i < list->len; i++) {
        const ChairliftTrace *trace = g_ptr_array_index(list, i);
        const gboolean rotated = trace->kind == CHAIRLIFT_TRACE_TEXT && trace->page == 1 &&
                                 strcmp(trace->name, "rotated") == 0;
        const gboolean property = trace->kind == CHAIRLIFT_TRACE_PROPERTY &&
                                  strstr(trace->text, "arxiv.org/abs/") != NULL;
        if ((rotated && g_regex_match(stamp, trace->text, 0, NULL)) || property)
            chairlift_leaks_add_trace(leaks, LEAK_PREPRINT, TRUE, trace);
    }
}

static void judge_preprint(Leaks *leaks, guint start, guint end, gpointer data)
{
    (void)data;
    if (chairlift_leaks_region(leaks->manuscript, start) != REGION_REFERENCES)
        chairlift_leaks_add(leaks, LEAK_PREPRINT, TRUE, start, end);
}

void chairlift_leaks_on_front(Leaks *leaks)
{
    search_author_block(leaks);
    chairlift_leaks_each(leaks,
                         "(?:\\{[^{}@]{1,200}\\}|[a-z0-9._%+-]+) ?@ ?[a-z0-9-]+(?:\\.[a-z0-9-]+)+",
                         judge_contact, NULL);
    chairlift_leaks_each(
        leaks,
        "\\b[a-z0-9._%+-]+ ?[\\[({] ?at ?[\\])}] ?[a-z0-9-]+ ?(?:\\.|[\\[({] ?dot ?"
        "[\\])}]) ?[a-z]{2,}",
        judge_contact, NULL);
    search_notices(leaks);
    search_stamp(leaks);
    chairlift_leaks_each(leaks,
                         "\\b(?:version|preprint)\\b[^.]{0,30}\\bof (?:this|the present|our) "
                         "(?:paper|work|article|manuscript)\\b[^.]{0,80}arxiv|"
                         "\\bour (?:arxiv|preprint)\\b|\\b(?:this|our) (?:paper|work) is (?:also )?"
                         "available (?:on|at|as|from)\\b[^.]{0,30}arxiv",
                         judge_preprint, NULL);
}
