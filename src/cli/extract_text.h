/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_CLI_EXTRACT_TEXT_H
#define CHAIRLIFT_CLI_EXTRACT_TEXT_H

#include "chairlift/pdf.h"

/* Appends what was read of a file for people, ended by an empty line; with structure and front
 * matter where there are. */
void extract_text(GString *text, const ChairliftPdf *pdf);

#endif
