/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Web addresses of a paper: as its pages show them and as its links lead to. */
#ifndef CHAIRLIFT_CHECK_ADDRESSES_H
#define CHAIRLIFT_CHECK_ADDRESSES_H

#include "leaks.h"

typedef struct Address {
    char *url;        /* without scheme and "www.", host in lower case; owned */
    char *host;       /* owned */
    char *owner;      /* who it belongs to: of GitHub, Hugging Face and the like the account, of
                         "jane.github.io" the name; or NULL; owned */
    guint start, end; /* where it stands in the text; both 0 when nowhere */
    const ChairliftTrace *link; /* that leads there, or NULL when the pages show it only */
    ManuscriptRegion region;
} Address;

/* An array of Address that owns what they hold. */
GArray *chairlift_addresses(Leaks *leaks);

/* The last part of its path, without ".git": of a repository its name. "" without one. Free with
 * g_free. */
char *chairlift_address_name(const Address *address);

#endif
