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

/* Its pages and blocks, as arrays of arrays of numbers, since they are many; new references. */
json_t *chairlift_pdf_pages_to_json(const GArray *pages);
json_t *chairlift_pdf_blocks_to_json(const GPtrArray *blocks);

/* Fill the empty arrays. FALSE when anything is not as to_json writes it. */
gboolean chairlift_pdf_pages_from_json(json_t *array, GArray *pages);
gboolean chairlift_pdf_blocks_from_json(json_t *array, GPtrArray *blocks);

void chairlift_pdf_block_free(gpointer block);

#endif
