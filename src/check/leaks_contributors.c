/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contributors' names, addresses, institutions and accounts, anywhere but in the references.
 *
 * In running text a name must be whole: many surnames are words ("Long", "Park", "Power"), and a
 * surname alone is how others are cited, oneself included. In properties, paths and user names a
 * rare surname will do. */
#include "addresses.h"
#include "leaks.h"
#include "names.h"

#include <string.h>

typedef struct NameSearch {
    Leaks *leaks;
    NamePatterns *patterns;
    Letters *text;     /* of the manuscript */
    GHashTable *words; /* folded words that the text has in small letters, or the title has */
} NameSearch;

enum { MIN_FAMILY_LETTERS = 5 /* of a surname that counts alone */ };

/* ---- words that are no names ------------------------------------------------------------------
 */

static void add_words(GHashTable *words, const Letters *letters, gboolean capitals)
{
    guint start = 0;
    for (guint i = 1; i <= letters->folded->len; i++) {
        if ((letters->gaps->data[i] & ~GAP_CASE) == 0)
            continue;
        if (capitals || !letters->upper->data[start])
            g_hash_table_add(words, g_strndup(letters->folded->str + start, i - start));
        start = i;
    }
}

static GHashTable *common_words(const Manuscript *manuscript, const Letters *text)
{
    static const char *const SURNAMES[] = {
        "park",   "long",  "song",  "power",     "young",  "king",   "white",  "black",  "brown",
        "green",  "gray",  "hill",  "wood",      "baker",  "price",  "rice",   "love",   "bell",
        "fox",    "wolf",  "best",  "rich",      "sharp",  "wise",   "grant",  "mark",   "banks",
        "church", "cross", "field", "ford",      "good",   "hall",   "hand",   "hunt",   "land",
        "major",  "mills", "moon",  "moore",     "north",  "rose",   "west",   "page",   "pool",
        "root",   "snow",  "star",  "stone",     "street", "tree",   "walker", "wall",   "ward",
        "waters", "adobe", "apple", "microsoft", "cairo",  "quartz", "office", "writer", "adam",
        "frank",  "max",   "norm",  "art",       "bishop", "mason"};
    GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(SURNAMES); i++)
        g_hash_table_add(words, g_strdup(SURNAMES[i]));
    add_words(words, text, FALSE);
    if (manuscript->pdf->title != NULL) {
        g_autoptr(Letters) title =
            chairlift_letters_new(manuscript->pdf->title, strlen(manuscript->pdf->title));
        add_words(words, title, TRUE);
    }
    return words;
}

/* Whether a surname or user name is no common word. */
static gboolean is_telling(const NameSearch *search, const Letters *letters, const NameMatch *match)
{
    if (match->form == NAME_FAMILY && match->end - match->start < MIN_FAMILY_LETTERS)
        return FALSE;
    g_autofree char *word =
        g_strndup(letters->folded->str + match->start, match->end - match->start);
    return !g_hash_table_contains(search->words, word);
}

/* ---- names in the text ------------------------------------------------------------------------
 */

static guint offset_of(const Letters *letters, guint letter)
{
    return g_array_index(letters->offsets, guint, letter);
}

/* Where the last letter before `letter` ends. */
static guint end_of(const Letters *letters, guint letter, const char *text)
{
    const guint last = offset_of(letters, letter - 1);
    return last + (guint)(g_utf8_next_char(text + last) - (text + last));
}

/* The word before a letter, folded: free with g_free. */
static char *word_before(const Letters *letters, guint letter)
{
    guint start = letter;
    while (start > 0 && (start == letter || letters->gaps->data[start] == 0))
        start--;
    return g_strndup(letters->folded->str + start, letter - start);
}

/* Whether "A. Long", whose surname is a word, is no name: "Appendix A. Long contexts", "A. Long  B.
 * Short", "A. Long-range".
 */
static gboolean is_lettered_item(const NameSearch *search, const NameMatch *match)
{
    static const char *const BEFORE[] = {"appendix",   "section", "figure", "table",   "part",
                                         "panel",      "step",    "option", "theorem", "lemma",
                                         "appendices", "case",    "answer", "choice",  NULL};
    const Letters *letters = search->text;
    guint surname = match->end - 1;
    while (surname > match->start && letters->gaps->data[surname] == 0)
        surname--;
    g_autofree char *word = g_strndup(letters->folded->str + surname, match->end - surname);
    if (!g_hash_table_contains(search->words, word))
        return FALSE;
    if (letters->gaps->data[match->end] == GAP_HYPHEN)
        return TRUE;
    g_autofree char *before = word_before(letters, match->start);
    if (g_strv_contains(BEFORE, before))
        return TRUE;
    const ManuscriptPiece *piece =
        chairlift_manuscript_piece(search->leaks->manuscript, offset_of(letters, match->start));
    if (piece != NULL && piece->heading && piece->start == offset_of(letters, match->start))
        return TRUE;
    /* The next letter of the alphabet, alone, not far away. */
    const char next = (char)(letters->folded->str[match->start] + 1);
    const guint until = MIN((guint)letters->folded->len, match->end + 60);
    for (guint i = match->end; i < until; i++) {
        if (letters->folded->str[i] == next && letters->gaps->data[i] != 0 &&
            letters->gaps->data[i + 1] != 0 && letters->upper->data[i])
            return TRUE;
    }
    return FALSE;
}

static void judge_text(NameSearch *search, const NameMatch *match)
{
    const Manuscript *manuscript = search->leaks->manuscript;
    const guint start = offset_of(search->text, match->start);
    const guint end = end_of(search->text, match->end, manuscript->text->str);
    if (chairlift_leaks_region(manuscript, start) == REGION_REFERENCES ||
        chairlift_leaks_is_cited(manuscript, start, end))
        return;
    if (match->form == NAME_INITIALS && is_lettered_item(search, match))
        return;
    chairlift_leaks_add(search->leaks, LEAK_NAMES, TRUE, start, end);
}

/* Whether a line stands above or below the text; on pages of references it cannot be told. */
static gboolean is_margin(const ManuscriptPiece *piece)
{
    return piece != NULL && piece->region != REGION_REFERENCES &&
           (piece->line->bottom < 0.085 || piece->line->top > 0.925);
}

/* Surnames of several contributors side by side in a header: "Doe, Roe and Poe". */
static gboolean judge_header(NameSearch *search, const NameMatch *first)
{
    static const char AND[] = "and";
    const Letters *letters = search->text;
    guint next = first->end;
    if (next + strlen(AND) < letters->folded->len && letters->gaps->data[next] == GAP_SPACE &&
        strncmp(letters->folded->str + next, AND, strlen(AND)) == 0)
        next += (guint)strlen(AND);
    NameMatch second;
    const guint start = offset_of(letters, first->start);
    if (next >= letters->folded->len ||
        !is_margin(chairlift_manuscript_piece(search->leaks->manuscript, start)) ||
        !chairlift_names_match(search->patterns, letters, next, 1U << NAME_FAMILY, NAME_IN_TEXT,
                               &second) ||
        second.person == first->person)
        return FALSE;
    chairlift_leaks_add(search->leaks, LEAK_NAMES, TRUE, start,
                        end_of(letters, second.end, search->leaks->manuscript->text->str));
    return TRUE;
}

static void search_text(NameSearch *search)
{
    const Letters *letters = search->text;
    for (guint i = 0; i < letters->folded->len; i++) {
        NameMatch match;
        if (chairlift_names_match(search->patterns, letters, i,
                                  1U << NAME_FULL | 1U << NAME_INITIALS, NAME_IN_TEXT, &match)) {
            judge_text(search, &match);
            i = match.end - 1;
        } else if (chairlift_names_match(search->patterns, letters, i, 1U << NAME_FAMILY,
                                         NAME_IN_TEXT, &match)) {
            judge_header(search, &match);
        }
    }
}

/* ---- initials of those who did the work -------------------------------------------------------
 */

/* The initials of a person, as "ad" for Ada Doe; NULL when there are fewer than two. */
static char *initials_of(const ChairliftContributor *person)
{
    if (person->names->len == 0)
        return NULL;
    const ChairliftContributorName *name = g_ptr_array_index(person->names, 0);
    g_autofree char *full =
        g_strconcat(name->given != NULL ? name->given : "", " ", name->family, NULL);
    g_autoptr(Letters) letters = chairlift_letters_new(full, strlen(full));
    g_autoptr(GString) initials = g_string_new(NULL);
    for (guint i = 0; i < letters->folded->len; i++) {
        if (letters->gaps->data[i] & (GAP_SPACE | GAP_OTHER) && letters->upper->data[i])
            g_string_append_c(initials, letters->folded->str[i]);
    }
    return initials->len >= 2 ? g_strdup(initials->str) : NULL;
}

/* Letter at which initials end that begin at `start` with periods between; 0 when they do not. */
static guint match_initials(const Letters *letters, guint start, const char *initials)
{
    const guint length = (guint)strlen(initials);
    if (start + length > letters->folded->len || letters->gaps->data[start] == 0 ||
        (letters->gaps->data[start + length] & GAP_PERIOD) == 0)
        return 0;
    for (guint i = 0; i < length; i++) {
        if (letters->folded->str[start + i] != initials[i] || !letters->upper->data[start + i] ||
            (i > 0 && (letters->gaps->data[start + i] & GAP_PERIOD) == 0))
            return 0;
    }
    return start + length;
}

static void search_initials(NameSearch *search)
{
    const Manuscript *manuscript = search->leaks->manuscript;
    const ChairliftContributors *contributors = search->leaks->contributors;
    for (guint k = 0; k < contributors->people->len; k++) {
        g_autofree char *initials = initials_of(g_ptr_array_index(contributors->people, k));
        for (guint i = 0; initials != NULL && i < search->text->folded->len; i++) {
            const guint start = offset_of(search->text, i);
            const guint end = match_initials(search->text, i, initials);
            if (end > 0 && chairlift_leaks_region(manuscript, start) == REGION_CONTRIBUTIONS)
                chairlift_leaks_add(search->leaks, LEAK_NAMES, TRUE, start,
                                    end_of(search->text, end, manuscript->text->str));
        }
    }
}

/* ---- names in the file ------------------------------------------------------------------------
 */

/* Whether a property names a person: then a family name alone may be anybody's, and what names
 * people is a leak in any case. */
static gboolean is_of_person(const ChairliftTrace *trace)
{
    static const char *const KEYS[] = {"Author",   "Artist",         "dc:creator", "By-line",
                                       "XPAuthor", "dc:contributor", NULL};
    return g_strv_contains(KEYS, trace->name);
}

/* The forms of names that a trace may have. */
static guint forms_for(const ChairliftTrace *trace)
{
    const guint full = 1U << NAME_FULL, handle = 1U << NAME_HANDLE;
    const guint initials = 1U << NAME_INITIALS;
    const guint family = is_of_person(trace) ? 0 : 1U << NAME_FAMILY;
    switch (trace->kind) {
    case CHAIRLIFT_TRACE_PROPERTY:
    case CHAIRLIFT_TRACE_XMP:
    case CHAIRLIFT_TRACE_FIGURE:
    case CHAIRLIFT_TRACE_IMAGE:
        return full | initials | family;
    case CHAIRLIFT_TRACE_PATH:
        return full | family | handle;
    case CHAIRLIFT_TRACE_ANNOTATION:
        return strcmp(trace->name, "T") == 0 ? full | family | handle : full;
    case CHAIRLIFT_TRACE_LINK:
        return 0; /* their addresses are looked at one by one */
    default:
        return full;
    }
}

static gboolean names_contributor(NameSearch *search, const char *text, guint forms)
{
    const guint initials = forms & 1U << NAME_INITIALS;
    forms &= ~initials;
    g_autoptr(Letters) letters = chairlift_letters_new(text, strlen(text));
    for (guint i = 0; i < letters->folded->len; i++) {
        NameMatch match;
        if (letters->gaps->data[i] == 0)
            continue;
        if (chairlift_names_match(search->patterns, letters, i, forms, NAME_IN_FILE, &match) &&
            (match.form == NAME_FULL || is_telling(search, letters, &match)))
            return TRUE;
        /* "A. Long", but not "A long": initials are told by their periods everywhere. */
        if (chairlift_names_match(search->patterns, letters, i, initials, NAME_IN_TEXT, &match))
            return TRUE;
    }
    /* Scripts without spaces have no beginnings of words. */
    for (guint i = 0; i < letters->folded->len; i++) {
        NameMatch match;
        if ((guint8)letters->folded->str[i] >= 0xE2 && letters->gaps->data[i] == 0 &&
            chairlift_names_match(search->patterns, letters, i, 1U << NAME_FULL, NAME_IN_FILE,
                                  &match))
            return TRUE;
    }
    return FALSE;
}

static void search_file(NameSearch *search)
{
    const GPtrArray *list = search->leaks->manuscript->traces->list;
    for (guint i = 0; i < list->len; i++) {
        const ChairliftTrace *trace = g_ptr_array_index(list, i);
        const gboolean rotated =
            trace->kind == CHAIRLIFT_TRACE_TEXT && strcmp(trace->name, "rotated") == 0;
        const guint forms = forms_for(trace);
        if ((trace->kind == CHAIRLIFT_TRACE_TEXT && !rotated) || forms == 0)
            continue;
        if (names_contributor(search, trace->text, forms) ||
            (trace->kind == CHAIRLIFT_TRACE_ATTACHMENT &&
             names_contributor(search, trace->name, forms | 1U << NAME_FAMILY)))
            chairlift_leaks_add_trace(search->leaks, LEAK_NAMES, TRUE, trace);
    }
}

static void search_names(Leaks *leaks)
{
    const GString *text = leaks->manuscript->text;
    g_autoptr(NamePatterns) patterns = chairlift_name_patterns_new(leaks->contributors);
    g_autoptr(Letters) letters = chairlift_letters_new(text->str, text->len);
    g_autoptr(GHashTable) words = common_words(leaks->manuscript, letters);
    NameSearch search = {leaks, patterns, letters, words};
    search_text(&search);
    search_initials(&search);
    search_file(&search);
}

/* ---- addresses --------------------------------------------------------------------------------
 */

static gboolean is_contributors(const Leaks *leaks, const char *address)
{
    for (guint i = 0; i < leaks->contributors->people->len; i++) {
        const ChairliftContributor *person = g_ptr_array_index(leaks->contributors->people, i);
        for (guint k = 0; k < person->emails->len; k++) {
            if (g_ascii_strcasecmp(g_ptr_array_index(person->emails, k), address) == 0)
                return TRUE;
        }
    }
    return FALSE;
}

/* Each of "{ada,bertil}@example.org" or "ada@example.org". */
static void judge_email(Leaks *leaks, guint start, guint end, gpointer data)
{
    (void)data;
    if (chairlift_leaks_region(leaks->manuscript, start) == REGION_REFERENCES)
        return;
    g_autofree char *shown = g_strndup(leaks->manuscript->text->str + start, end - start);
    g_auto(GStrv) parts = g_strsplit(shown, "@", 2);
    g_auto(GStrv) users = g_strsplit_set(parts[0], "{},;| ", -1);
    g_autofree char *host = g_strdelimit(g_strdup(parts[1]), " ", '\n');
    for (char **user = users; *user != NULL; user++) {
        g_autofree char *address = g_strconcat(*user, "@", host, NULL);
        if (**user != '\0' && is_contributors(leaks, address))
            chairlift_leaks_add(leaks, LEAK_EMAILS, TRUE, start, end);
    }
}

static gboolean holds_email(const Leaks *leaks, const char *text)
{
    g_autofree char *folded = g_ascii_strdown(text, -1);
    for (guint i = 0; i < leaks->contributors->people->len; i++) {
        const ChairliftContributor *person = g_ptr_array_index(leaks->contributors->people, i);
        for (guint k = 0; k < person->emails->len; k++) {
            if (strstr(folded, g_ptr_array_index(person->emails, k)) != NULL)
                return TRUE;
        }
    }
    return FALSE;
}

/* Whether a trace lies where the references are. */
static gboolean is_in_references(const Leaks *leaks, const ChairliftTrace *trace)
{
    const ManuscriptPiece *piece =
        trace->page == 0 ? NULL
                         : chairlift_manuscript_piece_at(leaks->manuscript, trace->page,
                                                         (trace->left + trace->right) / 2,
                                                         (trace->top + trace->bottom) / 2);
    return piece != NULL && piece->region == REGION_REFERENCES;
}

static void search_emails(Leaks *leaks)
{
    chairlift_leaks_each(leaks,
                         "(?:\\{[^{}@]{1,200}\\}|[a-z0-9._%+-]+) ?@ ?[a-z0-9-]+(?:\\.[a-z0-9-]+)+",
                         judge_email, NULL);
    const GPtrArray *list = leaks->manuscript->traces->list;
    for (guint i = 0; i < list->len; i++) {
        const ChairliftTrace *trace = g_ptr_array_index(list, i);
        if (trace->kind != CHAIRLIFT_TRACE_TEXT && holds_email(leaks, trace->text) &&
            !is_in_references(leaks, trace))
            chairlift_leaks_add_trace(leaks, LEAK_EMAILS, TRUE, trace);
    }
}

/* ---- institutions -----------------------------------------------------------------------------
 */

typedef struct InstitutionSearch {
    gboolean several_words;
    GRegex *ours; /* what makes an institution one's own in a sentence */
} InstitutionSearch;

static void judge_institution(Leaks *leaks, guint start, guint end, gpointer data)
{
    const InstitutionSearch *search = data;
    const Manuscript *manuscript = leaks->manuscript;
    const char *text = manuscript->text->str;
    const ManuscriptRegion region = chairlift_leaks_region(manuscript, start);
    if (region == REGION_REFERENCES || !g_unichar_isupper(g_utf8_get_char(text + start)) ||
        chairlift_leaks_is_cited(manuscript, start, end))
        return;
    guint from, to;
    chairlift_manuscript_sentence(manuscript, start, end, &from, &to);
    const gboolean ours =
        region == REGION_ACKNOWLEDGEMENTS || chairlift_leaks_matches(search->ours, text, from, to);
    if (ours || search->several_words)
        chairlift_leaks_add(leaks, LEAK_INSTITUTIONS, ours && search->several_words, start, end);
}

/* The name as a pattern: any white space between its words, and perhaps the digit of a footnote's
 * mark before them. */
static char *pattern_of(const char *institution)
{
    g_auto(GStrv) words = g_strsplit_set(institution, " \t", -1);
    GString *pattern = g_string_new("(?<![^\\W\\d])");
    for (char **word = words; *word != NULL; word++) {
        g_autofree char *escaped = g_regex_escape_string(*word, -1);
        g_string_append_printf(pattern, "%s%s", word != words ? "\\s+" : "", escaped);
    }
    g_string_append(pattern, "(?!\\w)");
    return g_string_free(pattern, FALSE);
}

static void search_institution(Leaks *leaks, const char *institution, InstitutionSearch *search)
{
    g_autofree char *pattern = pattern_of(institution);
    search->several_words = strchr(institution, ' ') != NULL;
    chairlift_leaks_each(leaks, pattern, judge_institution, search);
    if (!search->several_words)
        return;
    g_autoptr(GRegex) regex = chairlift_leaks_pattern(leaks, pattern);
    const GPtrArray *list = leaks->manuscript->traces->list;
    for (guint i = 0; i < list->len; i++) {
        const ChairliftTrace *trace = g_ptr_array_index(list, i);
        if (trace->kind != CHAIRLIFT_TRACE_TEXT && trace->kind != CHAIRLIFT_TRACE_LINK &&
            g_regex_match(regex, trace->text, 0, NULL))
            chairlift_leaks_add_trace(leaks, LEAK_INSTITUTIONS, TRUE, trace);
    }
}

static void search_institutions(Leaks *leaks)
{
    static const char OURS[] =
        "\\b(?:our|we|us|authors?|ethics|IRB|review board|intern(?:ship)?|while (?:at|visiting)|"
        "work (?:was )?done|conducted at|performed at|cluster (?:at|of)|students at|"
        "approved by|affiliat\\w+|employ\\w+)\\b";
    InstitutionSearch search = {.ours = chairlift_leaks_pattern(leaks, OURS)};
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < leaks->contributors->people->len; i++) {
        const ChairliftContributor *person = g_ptr_array_index(leaks->contributors->people, i);
        for (guint k = 0; k < person->institutions->len; k++) {
            char *institution = g_ptr_array_index(person->institutions, k);
            const gboolean domain =
                strchr(institution, '.') != NULL && strchr(institution, ' ') == NULL;
            if (!domain && strlen(institution) >= 3 && g_hash_table_add(seen, institution))
                search_institution(leaks, institution, &search);
        }
    }
    g_regex_unref(search.ours);
}

/* ---- accounts ---------------------------------------------------------------------------------
 */

/* Whether two user names are one, hyphens and case aside: a broken line may have cost a hyphen. */
static gboolean is_same_account(const char *a, const char *b)
{
    for (;; a++, b++) {
        a += strspn(a, "-_");
        b += strspn(b, "-_");
        if (g_ascii_tolower(*a) != g_ascii_tolower(*b))
            return FALSE;
        if (*a == '\0')
            return TRUE;
    }
}

static gboolean is_page_of(const char *account, const char *url)
{
    const gsize length = strlen(account);
    return strchr(account, '.') != NULL && g_ascii_strncasecmp(account, url, length) == 0 &&
           (url[length] == '\0' || strchr("/?#", url[length]) != NULL);
}

static void judge_address(Leaks *leaks, const Address *address, const char *account)
{
    if (!is_page_of(account, address->url) &&
        (address->owner == NULL || !is_same_account(account, address->owner)))
        return;
    if (address->link != NULL)
        chairlift_leaks_add_trace(leaks, LEAK_ACCOUNTS, TRUE, address->link);
    else
        chairlift_leaks_add(leaks, LEAK_ACCOUNTS, TRUE, address->start, address->end);
}

static void judge_mention(Leaks *leaks, guint start, guint end, gpointer data)
{
    (void)data;
    if (chairlift_leaks_region(leaks->manuscript, start) != REGION_REFERENCES)
        chairlift_leaks_add(leaks, LEAK_ACCOUNTS, TRUE, start, end);
}

/* Whether an account is a word that nothing else is called by. */
static gboolean is_distinctive(const char *account)
{
    return strlen(account) >= 5 && strpbrk(account, "0123456789-_") != NULL;
}

static void search_account(Leaks *leaks, const GArray *addresses, const char *account)
{
    for (guint i = 0; i < addresses->len; i++) {
        const Address *address = &g_array_index(addresses, Address, i);
        if (address->region != REGION_REFERENCES)
            judge_address(leaks, address, account);
    }
    g_autofree char *escaped = g_regex_escape_string(account, -1);
    const char *form = is_distinctive(account) ? "(?<![\\w/.-])@?%s(?![\\w-])"
                                               : "(?<![\\w/.-])(?:@%s\\b|%s/[\\w-][\\w.-]+)";
    g_autofree char *pattern = g_strdup_printf(form, escaped, escaped);
    if (strchr(account, '/') == NULL)
        chairlift_leaks_each(leaks, pattern, judge_mention, NULL);
    if (!is_distinctive(account))
        return;
    const GPtrArray *list = leaks->manuscript->traces->list;
    g_autofree char *anywhere = g_strdup_printf("(?<![\\w-])%s(?![\\w-])", escaped);
    g_autoptr(GRegex) regex = chairlift_leaks_pattern(leaks, anywhere);
    for (guint i = 0; i < list->len; i++) {
        const ChairliftTrace *trace = g_ptr_array_index(list, i);
        if (trace->kind != CHAIRLIFT_TRACE_TEXT && trace->kind != CHAIRLIFT_TRACE_LINK &&
            g_regex_match(regex, trace->text, 0, NULL))
            chairlift_leaks_add_trace(leaks, LEAK_ACCOUNTS, TRUE, trace);
    }
}

static void search_accounts(Leaks *leaks)
{
    g_autoptr(GArray) addresses = chairlift_addresses(leaks);
    for (guint i = 0; i < leaks->contributors->people->len; i++) {
        const ChairliftContributor *person = g_ptr_array_index(leaks->contributors->people, i);
        for (guint k = 0; k < person->accounts->len; k++)
            search_account(leaks, addresses, g_ptr_array_index(person->accounts, k));
    }
}

void chairlift_leaks_of_contributors(Leaks *leaks)
{
    search_names(leaks);
    search_emails(leaks);
    search_institutions(leaks);
    search_accounts(leaks);
}
