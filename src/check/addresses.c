/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "addresses.h"

#include <string.h>

static void clear_address(gpointer data)
{
    Address *address = data;
    g_free(address->url);
    g_free(address->host);
    g_free(address->owner);
}

static gboolean is_host(const char *host, const char *const *hosts)
{
    return g_strv_contains(hosts, host);
}

/* The n-th part of the path of an address, from 0; NULL when it has fewer. Free with g_free. */
static char *path_part(const char *url, guint n)
{
    g_autofree char *path = g_strndup(url, strcspn(url, "?#"));
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    return g_strv_length(parts) > n + 1 && *parts[n + 1] != '\0' ? g_strdup(parts[n + 1]) : NULL;
}

/* Where an address belongs to somebody. */
static char *find_owner(const char *host, const char *url)
{
    static const char *const ACCOUNTS[] = {"github.com",      "gitlab.com",
                                           "bitbucket.org",   "codeberg.org",
                                           "kaggle.com",      "wandb.ai",
                                           "api.wandb.ai",    "twitter.com",
                                           "x.com",           "raw.githubusercontent.com",
                                           "gist.github.com", NULL};
    static const char *const HUBS[] = {"huggingface.co", "hf.co", NULL};
    static const char *const KINDS[] = {"datasets", "spaces", "models", "collections",
                                        "papers",   "docs",   "blog",   NULL};
    static const char *const PAGES[] = {".github.io", ".gitlab.io", ".hf.space", ".netlify.app",
                                        ".vercel.app"};
    if (is_host(host, ACCOUNTS))
        return path_part(url, 0);
    if (is_host(host, HUBS)) {
        g_autofree char *first = path_part(url, 0);
        return first != NULL && g_strv_contains(KINDS, first) ? path_part(url, 1)
                                                              : g_steal_pointer(&first);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(PAGES); i++) {
        if (g_str_has_suffix(host, PAGES[i]))
            return g_strndup(host, strlen(host) - strlen(PAGES[i]));
    }
    return NULL;
}

/* Takes ownership of nothing. Adds what is an address; the same is kept once for each place. */
static void add(GArray *addresses, const char *text, guint start, guint end,
                const ChairliftTrace *link, ManuscriptRegion region)
{
    const char *scheme = strstr(text, "://");
    if (scheme != NULL)
        text = scheme + 3;
    if (g_ascii_strncasecmp(text, "www.", 4) == 0)
        text += 4;
    const gsize host_length = strcspn(text, "/?#:");
    if (host_length < 4 || memchr(text, '.', host_length) == NULL)
        return;
    Address address = {.start = start, .end = end, .link = link, .region = region};
    address.host = g_ascii_strdown(text, (gssize)host_length);
    address.url = g_strconcat(address.host, text + host_length, NULL);
    address.owner = find_owner(address.host, address.url);
    g_array_append_val(addresses, address);
}

/* What is not of an address that ends a sentence or stands in parentheses. */
static gsize trimmed_length(const char *text, gsize length)
{
    while (length > 0 && strchr(".,;:)]}'\"!?", text[length - 1]) != NULL)
        length--;
    return length;
}

/* Joins what the end of a line cut off; links show where an address really leads. */
static void add_shown(Leaks *leaks, guint start, guint end, gpointer data)
{
    const Manuscript *manuscript = leaks->manuscript;
    const char *text = manuscript->text->str;
    const ManuscriptPiece *piece = chairlift_manuscript_piece(manuscript, start);
    if (piece == NULL)
        return;
    g_autoptr(GString) url = g_string_new_len(text + start, end - start);
    if (end >= piece->end && strchr("/-_=.", text[end - 1]) != NULL && text[end] == ' ') {
        const gsize rest = strcspn(text + end + 1, " ");
        if (rest > 0 && g_ascii_isalnum(text[end + 1]))
            g_string_append_len(url, text + end + 1, (gssize)rest);
    }
    g_string_truncate(url, trimmed_length(url->str, url->len));
    add(data, url->str, start, end, NULL, piece->region);
}

/* Where the text under a link stands in its line: of several places the nearest to where it lies.
 */
static void find_link(const Manuscript *manuscript, const ManuscriptPiece *piece,
                      const ChairliftTrace *link, guint *start, guint *end)
{
    const char *text = manuscript->text->str;
    const double width = MAX(piece->line->right - piece->line->left, 1e-6);
    const double length = piece->end - piece->start;
    const double from = CLAMP((link->left - piece->line->left) / width, 0, 1);
    const double to = CLAMP((link->right - piece->line->left) / width, 0, 1);
    *start = piece->start + (guint)(from * length);
    *end = MAX(*start, piece->start + (guint)(to * length));
    g_autofree char *word = g_strndup(link->name, strcspn(link->name, " "));
    guint nearest = G_MAXUINT;
    const guint guessed = *start;
    for (const char *at = text + piece->start;
         *word != '\0' && (at = strstr(at, word)) != NULL && at < text + piece->end; at++) {
        const guint found = (guint)(at - text);
        const guint distance = found > guessed ? found - guessed : guessed - found;
        if (distance < nearest) {
            nearest = distance;
            *start = found;
            *end = MIN(found + (guint)strlen(link->name), piece->end);
        }
    }
}

/* A link stands in the text where its line does. */
static void add_link(const Manuscript *manuscript, const ChairliftTrace *link, GArray *addresses)
{
    if (strstr(link->text, "://") == NULL && !g_str_has_prefix(link->text, "www."))
        return;
    const double across = (link->left + link->right) / 2, down = (link->top + link->bottom) / 2;
    const ManuscriptPiece *piece =
        link->page > 0 ? chairlift_manuscript_piece_at(manuscript, link->page, across, down) : NULL;
    guint start = 0, end = 0;
    if (piece != NULL)
        find_link(manuscript, piece, link, &start, &end);
    add(addresses, link->text, start, end, link, piece != NULL ? piece->region : REGION_BODY);
}

GArray *chairlift_addresses(Leaks *leaks)
{
    const Manuscript *manuscript = leaks->manuscript;
    GArray *addresses = g_array_new(FALSE, FALSE, sizeof(Address));
    g_array_set_clear_func(addresses, clear_address);
    for (guint i = 0; i < manuscript->traces->list->len; i++) {
        const ChairliftTrace *trace = g_ptr_array_index(manuscript->traces->list, i);
        if (trace->kind == CHAIRLIFT_TRACE_LINK)
            add_link(manuscript, trace, addresses);
    }
    chairlift_leaks_each(leaks,
                         "(?:https?://|www\\.)[^\\s<>\"{}|\\\\^`]+|"
                         "\\b(?:github\\.com|gitlab\\.com|huggingface\\.co|hf\\.co|bitbucket\\.org|"
                         "anonymous\\.4open\\.science|orcid\\.org|zenodo\\.org|"
                         "drive\\.google\\.com)/[^\\s<>\"{}|\\\\^`]+|"
                         "\\b[a-z0-9-]+\\.(?:github|gitlab)\\.io\\b[^\\s<>\"{}|\\\\^`]*",
                         add_shown, addresses);
    return addresses;
}

char *chairlift_address_name(const Address *address)
{
    g_autofree char *path = g_strndup(address->url, strcspn(address->url, "?#"));
    while (g_str_has_suffix(path, "/"))
        path[strlen(path) - 1] = '\0';
    if (g_str_has_suffix(path, ".git"))
        path[strlen(path) - 4] = '\0';
    const char *last = strrchr(path, '/');
    return g_strdup(last != NULL ? last + 1 : "");
}
