/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML through GMarkup, which knows no entities but the five that every document has: nothing in a
 * file can make it grow or read another one. */
#ifndef CHAIRLIFT_EXCHANGE_MARKUP_READ_H
#define CHAIRLIFT_EXCHANGE_MARKUP_READ_H

#include "chairlift/exchange.h"

/* Whether the input begins as XML does; only before the first chairlift_input_next. */
gboolean chairlift_input_is_markup(ChairliftInput *input);

/* Parses all of the input. FALSE, with error set ("file:line: ..."), when it cannot be read, is
 * larger than 256 MiB, is no XML, or a function of the parser has set an error. */
gboolean chairlift_markup_read(ChairliftInput *input, const GMarkupParser *parser,
                               gpointer user_data, GError **error);

/* The line that is being parsed, from 1. */
guint64 chairlift_markup_line(GMarkupParseContext *context);

#endif
