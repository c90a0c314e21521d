/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "html.h"

#include "html_style.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* The script's hash as a Content-Security-Policy names it. */
static char *hash_of(const char *script)
{
    guint8 digest[32];
    gsize length = sizeof digest;
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(checksum, (const guchar *)script, -1);
    g_checksum_get_digest(checksum, digest, &length);
    g_autofree char *encoded = g_base64_encode(digest, length);
    return g_strdup_printf("'sha256-%s'", encoded);
}

void chairlift_html_begin(GString *out, const char *title, const char *script)
{
    g_autofree char *allowed = script == NULL ? g_strdup("'none'") : hash_of(script);
    g_string_append_printf(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
        "style-src 'unsafe-inline'; script-src %s; base-uri 'none'; form-action 'none'\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n",
        allowed);
    chairlift_html_append(out, "<title>%s</title>\n", title);
    g_string_append_printf(out, "<style>%s</style>\n", HTML_STYLE);
    if (script != NULL) /* a module runs when the page is there */
        g_string_append_printf(out, "<script type=\"module\">%s</script>\n", script);
    chairlift_html_append(out, "</head>\n<body>\n<main>\n<h1>%s</h1>\n", title);
}

void chairlift_html_end(GString *out)
{
    g_string_append(out, "</main>\n</body>\n</html>\n");
}

static void append_character(GString *out, gunichar character)
{
    switch (character) {
    case '&':
        g_string_append(out, "&amp;");
        break;
    case '<':
        g_string_append(out, "&lt;");
        break;
    case '>':
        g_string_append(out, "&gt;");
        break;
    case '"':
        g_string_append(out, "&quot;");
        break;
    case '\'':
        g_string_append(out, "&#39;");
        break;
    default:
        if (g_unichar_iscntrl(character) && character != '\n' && character != '\t')
            character = 0xFFFD;
        g_string_append_unichar(out, character);
    }
}

void chairlift_html_text(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (const char *at = valid; *at != '\0'; at = g_utf8_next_char(at))
        append_character(out, g_utf8_get_char(at));
}

/* Appends the argument that a conversion, after its %, asks for; returns where the format goes on.
 */
static const char *append_argument(GString *out, const char *conversion, va_list *arguments)
{
    const size_t digits = *conversion == '.' ? strspn(conversion + 1, "0123456789") + 1 : 0;
    switch (conversion[digits]) {
    case 's':
        chairlift_html_text(out, va_arg(*arguments, const char *));
        break;
    case 'd':
        g_string_append_printf(out, "%d", va_arg(*arguments, int));
        break;
    case 'u':
        g_string_append_printf(out, "%u", va_arg(*arguments, unsigned));
        break;
    case 'f':
        g_string_append_printf(out, "%.*f", digits == 0 ? 6 : atoi(conversion + 1),
                               va_arg(*arguments, double));
        break;
    case '%':
        g_string_append_c(out, '%');
        break;
    default:
        g_error("no conversion that HTML is appended with: %%%s", conversion);
    }
    return conversion + digits + 1;
}

void chairlift_html_append(GString *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    for (const char *percent; (percent = strchr(format, '%')) != NULL;) {
        g_string_append_len(out, format, percent - format);
        format = append_argument(out, percent + 1, &arguments);
    }
    va_end(arguments);
    g_string_append(out, format);
}
