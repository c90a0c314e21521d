/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a text but is not of it: formulae, commands, addresses. */
#ifndef CHAIRLIFT_TEXT_MARKUP_H
#define CHAIRLIFT_TEXT_MARKUP_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes of markup at text[at], to be passed over between words; 0 when there is none.
 * *is_formula tells that words before and after it are not neighbours. */
size_t chairlift_markup_between_words(const char *text, size_t length, size_t at, bool *is_formula);

/* Bytes of markup at text[at] that does not end a word ("\textbf{S}parse", "na\"{\i}ve"); 0 when
 * there is none. */
size_t chairlift_markup_inside_word(const char *text, size_t length, size_t at);

/* Bytes of the web or mail address that begins at text[at]; 0 when there is none, and then
 * *looked_to is where the search may begin again. */
size_t chairlift_markup_address(const char *text, size_t length, size_t at, size_t *looked_to);

/* Bytes from the hyphen at text[at], hyphen_bytes long, to the small letter with which its word
 * goes on in the next line; 0 when the hyphen does not stand at the end of a line. */
size_t chairlift_line_break(const char *text, size_t length, size_t at, size_t hyphen_bytes);

#endif
