/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_PDF_TRACES_JSON_H
#define CHAIRLIFT_PDF_TRACES_JSON_H

#include <jansson.h>

#include "chairlift/pdf_traces.h"

enum {
    CHAIRLIFT_TRACES_LIMIT = 20000,     /* traces of a file */
    CHAIRLIFT_TRACES_BYTES = 1 << 20,   /* bytes of all their names and texts */
    CHAIRLIFT_TRACE_NAME_LIMIT = 1000,  /* bytes of UTF-8 */
    CHAIRLIFT_TRACE_TEXT_LIMIT = 20000, /* likewise */
};

/* A new reference. */
json_t *chairlift_pdf_traces_to_json(const ChairliftPdfTraces *traces);

/* NULL when anything about it is not as to_json writes it. */
ChairliftPdfTraces *chairlift_pdf_traces_from_json(json_t *object);

#endif
