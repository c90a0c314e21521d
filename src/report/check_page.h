/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checked papers as a page of HTML that stands alone, with the places shown on pictures of the
 * papers' pages. */
#ifndef CHAIRLIFT_REPORT_CHECK_PAGE_H
#define CHAIRLIFT_REPORT_CHECK_PAGE_H

#include "checked.h"

/* Gives the picture of a page (from 1) of the paper at hand; NULL when there is none to be had. The
 * caller frees it. */
typedef ChairliftPdfPicture *(*CheckPagePicture)(guint page, gpointer user_data);

void chairlift_check_page_begin(GString *out, guint papers);
void chairlift_check_page_append(GString *out, const Checked *checked, CheckPagePicture picture,
                                 gpointer user_data);
void chairlift_check_page_end(GString *out);

#endif
