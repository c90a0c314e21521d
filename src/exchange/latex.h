/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_EXCHANGE_LATEX_H
#define CHAIRLIFT_EXCHANGE_LATEX_H

#include <glib.h>

/* A name without TeX's markup: accents and special letters ("M{\"u}ller", "\O{}rsted") as Unicode
 * in normal form C, without braces and other commands, "~" as a space. text must be UTF-8. Free
 * with g_free. */
char *chairlift_latex_to_text(const char *text);

#endif
