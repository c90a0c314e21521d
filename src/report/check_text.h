/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A checked paper as an author reads it in a terminal. */
#ifndef CHAIRLIFT_REPORT_CHECK_TEXT_H
#define CHAIRLIFT_REPORT_CHECK_TEXT_H

#include "checked.h"
#include "terminal.h"

void chairlift_check_text_append(GString *out, const ChairliftTerminal *terminal,
                                 const Checked *checked);

#endif
