/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages and plots: what is text stays text, and values land where the axes say. */
#include "report/html.h"
#include "report/plot.h"

#include <math.h>
#include <string.h>

static void assert_contains(const GString *page, const char *part)
{
    if (strstr(page->str, part) == NULL)
        g_error("not in the page: %s\n%s", part, page->str);
}

static void test_text(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    chairlift_html_text(out, "<script>\"a\" & 'b'</script>\x1b[31m \xff\n\xc3\xa9");
    g_assert_cmpstr(out->str, ==,
                    "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;\xef\xbf\xbd[31m "
                    "\xef\xbf\xbd\n\xc3\xa9");
}

static void test_append(void)
{
    g_autoptr(GString) out = g_string_new("x");
    chairlift_html_append(out, "<b title=\"%s\">%d %u %.2f 100%%</b>", "\"&", -3, 7U, 0.125);
    g_assert_cmpstr(out->str, ==, "x<b title=\"&quot;&amp;\">-3 7 0.12 100%</b>");
}

/* The hash was computed with openssl: printf %s 'let a = 1' | openssl dgst -sha256 -binary | base64
 */
static void test_page(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    chairlift_html_begin(out, "A < B", "let a = 1");
    chairlift_html_end(out);
    assert_contains(out, "<title>A &lt; B</title>");
    assert_contains(out, "<h1>A &lt; B</h1>");
    assert_contains(out, "script-src 'sha256-LAfYd7pbFUgwfQu8b4q135PeTG2z+/coPEUYCd74eCQ=';");
    assert_contains(out, "<script type=\"module\">let a = 1</script>");
    g_assert_true(g_str_has_suffix(out->str, "</html>\n"));

    g_string_truncate(out, 0);
    chairlift_html_begin(out, "none", NULL);
    assert_contains(out, "script-src 'none';");
    g_assert_null(strstr(out->str, "<script"));
}

static void test_plot(void)
{
    static const double x[] = {0, 5, 10, NAN}, y[] = {0, 50, 1000, 1}, edges[] = {0, 5, 10};
    static const char *const tips[] = {"<one>", "two", "three", "four"}, *const names[] = {"a&b"};
    g_autoptr(GString) out = g_string_new(NULL);
    const ChairliftAxis across = {"across", 0, 10, FALSE}, up = {"up", 0, 100, FALSE};
    const ChairliftPlot plot = chairlift_plot_begin(out, "a \"plot\"", across, up);
    assert_contains(out, "aria-label=\"a &quot;plot&quot;\"");
    chairlift_plot_line(&plot, 1, x, y, 4);
    /* 480 x 300 with margins 56, 12, 10, 44: the middle is (262, 133); 1000 is cut to the edge. */
    assert_contains(out, "d=\"M56.0 256.0L262.0 133.0L468.0 10.0\"");
    chairlift_plot_points(&plot, 7, x, y, tips, 4);
    assert_contains(out,
                    "<circle class=\"s1\" r=\"3.5\" cx=\"56.0\" cy=\"256.0\"><title>&lt;one&gt;");
    g_assert_null(strstr(out->str, "four"));
    chairlift_plot_bars(&plot, 2, edges, y, NULL, 2);
    assert_contains(out, "x=\"262.0\" y=\"133.0\" width=\"205.0\" height=\"123.0\"");
    chairlift_plot_band(&plot, 3, x, x, y, 3);
    assert_contains(
        out, "points=\"56.0,256.0 262.0,243.7 468.0,231.4 468.0,10.0 262.0,133.0 56.0,256.0 \"");
    chairlift_plot_end(&plot, names, 1, "c<d");
    assert_contains(out, "<i></i>a&amp;b</span>");
    assert_contains(out, "<figcaption>c&lt;d</figcaption></figure>");
}

static void test_logarithmic(void)
{
    static const double x[] = {1, 10, 100}, y[] = {1, 1, 1};
    g_autoptr(GString) out = g_string_new(NULL);
    const ChairliftAxis across = {"n", 1, 100, TRUE}, up = {"s", 0, 1, FALSE};
    const ChairliftPlot plot = chairlift_plot_begin(out, "growth", across, up);
    chairlift_plot_line(&plot, 1, x, y, 3);
    assert_contains(out, "d=\"M56.0 10.0L262.0 10.0L468.0 10.0\"");
    chairlift_plot_end(&plot, NULL, 0, NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/html/text", test_text);
    g_test_add_func("/html/append", test_append);
    g_test_add_func("/html/page", test_page);
    g_test_add_func("/plot/series", test_plot);
    g_test_add_func("/plot/logarithmic", test_logarithmic);
    return g_test_run();
}
