/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A routing as a person reads it. */
#ifndef CHAIRLIFT_REPORT_ROUTING_TABLE_H
#define CHAIRLIFT_REPORT_ROUTING_TABLE_H

#include "terminal.h"

#include "chairlift/routing.h"

/* Appends the load of every chair, then the papers chair by chair with their reasons, then those
 * that nobody takes. */
void chairlift_routing_table(GString *out, const ChairliftTerminal *terminal,
                             const ChairliftRouting *routing);

#endif
