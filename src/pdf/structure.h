/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PDF_STRUCTURE_JSON_H
#define CHAIRLIFT_PDF_STRUCTURE_JSON_H

#include <jansson.h>

#include "chairlift/pdf_structure.h"

/* Adds a property, copying both; leaves out what is empty, no UTF-8 or beyond the limits. */
void chairlift_pdf_structure_add_property(ChairliftPdfStructure *structure, const char *name,
                                          const char *value);

/* A new reference. */
json_t *chairlift_pdf_structure_to_json(const ChairliftPdfStructure *structure);

/* NULL when anything about it is not as to_json writes it. */
ChairliftPdfStructure *chairlift_pdf_structure_from_json(json_t *object);

#endif
