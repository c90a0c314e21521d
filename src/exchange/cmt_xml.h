/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What CMT exports and imports as XML: <assignments> or <bids>, in them <submission
 * submissionId="101">, and in those <user email="ada@x.example" bid="4 - Willing" />. */
#ifndef CHAIRLIFT_EXCHANGE_CMT_XML_H
#define CHAIRLIFT_EXCHANGE_CMT_XML_H

#include "chairlift/exchange.h"

typedef struct ChairliftCmtUser {
    const char *submission; /* number; may be empty */
    const char *email;      /* may be empty */
    const char *bid;        /* NULL where there is none */
    guint64 line;           /* from 1 */
} ChairliftCmtUser;

/* FALSE, with error set (without the place), stops reading. The user is valid during the call. */
typedef gboolean (*ChairliftCmtFunction)(const ChairliftCmtUser *user, gpointer user_data,
                                         GError **error);

/* Reads all users of a file whose outermost element is `root`. FALSE, with error set
 * ("file:line: ..."), when it cannot be read or is something else. */
gboolean chairlift_cmt_read(ChairliftInput *input, const char *root, ChairliftCmtFunction function,
                            gpointer user_data, GError **error);

#endif
