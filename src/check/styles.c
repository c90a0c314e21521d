/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures were taken on papers set with the style files: edges that nearly all lines share, the
 * size of most letters, the step between most baselines. */
#include "styles.h"

#include <string.h>

enum {
    ALWAYS = CHECK_STATEMENT_ACKNOWLEDGEMENTS | CHECK_STATEMENT_CHECKLIST,
    STATEMENTS = ALWAYS | CHECK_STATEMENT_ETHICS | CHECK_STATEMENT_REPRODUCIBILITY |
                 CHECK_STATEMENT_CONTRIBUTIONS
};

static const CheckStyle STYLES[] = {
    {CHAIRLIFT_PDF_TEMPLATE_NEURIPS, 1, "NeurIPS", 612, 792, "US letter", 108, 72, 504, 723, 9.96,
     10.9, ALWAYS, "load the style file without its options \"final\" and \"preprint\""},
    {CHAIRLIFT_PDF_TEMPLATE_ICML, 2, "ICML", 612, 792, "US letter", 55.4, 68, 541.4, 718, 9.96,
     11.95, ALWAYS | CHECK_STATEMENT_IMPACT,
     "load the style file without its options \"accepted\" and \"preprint\""},
    {CHAIRLIFT_PDF_TEMPLATE_ICLR, 1, "ICLR", 612, 792, "US letter", 108, 72, 504, 732.7, 9.96,
     10.95, STATEMENTS, "leave out \\iclrfinalcopy"},
    {CHAIRLIFT_PDF_TEMPLATE_COLM, 1, "COLM", 612, 792, "US letter", 108, 72, 504, 732.7, 9.96,
     10.95, STATEMENTS, "load the style file with its option \"submission\""},
    {CHAIRLIFT_PDF_TEMPLATE_ACL, 2, "ACL", 595.3, 841.9, "A4", 70.9, 72, 524.4, 775.2, 10.9, 13.55,
     ALWAYS | CHECK_STATEMENT_ETHICS | CHECK_STATEMENT_LIMITATIONS,
     "load the style file with its option \"review\""},
};

const CheckStyle *check_style_of(ChairliftPdfTemplate template)
{
    for (gsize i = 0; i < G_N_ELEMENTS(STYLES); i++) {
        if (STYLES[i].template == template)
            return &STYLES[i];
    }
    return NULL;
}

const CheckStyle *check_style_named(const char *id)
{
    for (gsize i = 0; i < G_N_ELEMENTS(STYLES); i++) {
        if (strcmp(chairlift_pdf_template_name(STYLES[i].template), id) == 0)
            return &STYLES[i];
    }
    return NULL;
}

guint check_style_not_counted(const CheckStyle *style)
{
    return style != NULL ? style->not_counted : ALWAYS;
}
