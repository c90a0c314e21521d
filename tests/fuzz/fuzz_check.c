/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks of a call's rules on whatever structure a worker may send. Every finding must be fit
 * to be shown, every place be on the page, and every alarm say what to do. */
#include "pdf/message.h"

#include <stdint.h>
#include <stdlib.h>

#include "chairlift/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const CALLS[] = {"corpus/venues/mechinterp-icml-2026.venue",
                                    "corpus/venues/interplay-colm-2025.venue"};

static ChairliftVenue *load(const char *file)
{
    GError *error = NULL;
    ChairliftVenue *venue = chairlift_venue_load(file, &error);
    if (venue == NULL)
        g_error("run it in the top folder: %s", error->message);
    return venue;
}

static void look_at_place(const ChairliftPlace *place)
{
    if (!(place->left >= 0 && place->right <= 1 && place->top >= 0 && place->bottom <= 1))
        g_error("a place off the page");
    if (place->excerpt != NULL && !g_utf8_validate(place->excerpt, -1, NULL))
        g_error("an excerpt that is not UTF-8");
}

static void look_at(const ChairliftFinding *finding)
{
    gboolean alarm = finding->outcome == CHAIRLIFT_CHECK_VIOLATION ||
                     finding->outcome == CHAIRLIFT_CHECK_WARNING;
    if (*finding->text == '\0' || !g_utf8_validate(finding->text, -1, NULL))
        g_error("%s: no text", finding->check);
    if (alarm && finding->advice == NULL)
        g_error("%s: an alarm without advice", finding->check);
    for (guint i = 0; i < finding->places->len; i++)
        look_at_place(g_ptr_array_index(finding->places, i));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ChairliftVenue *venues[G_N_ELEMENTS(CALLS)];
    g_autoptr(ChairliftPdf) pdf = chairlift_pdf_reply_decode((const char *)data, size);
    if (pdf == NULL)
        return 0;
    for (gsize i = 0; i < G_N_ELEMENTS(CALLS); i++) {
        if (venues[i] == NULL)
            venues[i] = load(CALLS[i]);
        g_autoptr(GPtrArray) findings =
            chairlift_check_rules(pdf, venues[i], size % 2 == 0 ? NULL : "short");
        for (guint j = 0; j < findings->len; j++)
            look_at(g_ptr_array_index(findings, j));
    }
    return 0;
}
