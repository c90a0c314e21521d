/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People who belong together: disjoint sets (Galler & Fischer 1964). */
#ifndef CHAIRLIFT_ROUTE_GROUPS_H
#define CHAIRLIFT_ROUTE_GROUPS_H

#include <glib.h>

/* parent[i] == i marks the set's representative. */
static inline guint32 *chairlift_groups_new(size_t length)
{
    guint32 *parent = g_new(guint32, length);
    for (size_t i = 0; i < length; i++)
        parent[i] = (guint32)i;
    return parent;
}

static inline guint32 chairlift_groups_find(guint32 *parent, guint32 member)
{
    while (parent[member] != member) {
        parent[member] = parent[parent[member]];
        member = parent[member];
    }
    return member;
}

/* The lower representative stays. */
static inline void chairlift_groups_join(guint32 *parent, guint32 first, guint32 second)
{
    first = chairlift_groups_find(parent, first);
    second = chairlift_groups_find(parent, second);
    parent[MAX(first, second)] = MIN(first, second);
}

#endif
