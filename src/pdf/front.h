/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PDF_FRONT_JSON_H
#define CHAIRLIFT_PDF_FRONT_JSON_H

#include <jansson.h>

#include "chairlift/pdf_front.h"

/* A new reference. */
json_t *chairlift_pdf_front_to_json(const ChairliftPdfFront *front);

/* NULL when anything about it is not as to_json writes it. */
ChairliftPdfFront *chairlift_pdf_front_from_json(json_t *object);

#endif
