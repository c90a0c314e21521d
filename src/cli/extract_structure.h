/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_CLI_EXTRACT_STRUCTURE_H
#define CHAIRLIFT_CLI_EXTRACT_STRUCTURE_H

#include <jansson.h>

#include "chairlift/pdf_front.h"
#include "chairlift/pdf_structure.h"

/* The structure as chairlift extract --structure writes it; a new reference. */
json_t *extract_structure(const ChairliftPdfStructure *structure);

/* Likewise the front matter. */
json_t *extract_front(const ChairliftPdfFront *front);

#endif
