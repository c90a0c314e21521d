/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_EXCHANGE_JSON_FLAT_H
#define CHAIRLIFT_EXCHANGE_JSON_FLAT_H

#include "chairlift/paper.h"

/* Reads a plain record {"id": ..., "title": ..., "abstract": ...} without a tree of it: id, title,
 * abstract and what flags follow from them become just what jansson and chairlift_record_read make
 * of it; authors, keywords, number and pages are not read. Nothing is allocated: the texts are
 * written to *room, which has `length` bytes and is advanced. paper->id stays as it is when the
 * record has none.
 *
 * FALSE, with the paper as it was, for every record that is not plain, valid and a paper: those are
 * for the others. */
gboolean chairlift_json_flat_read(const char *bytes, gsize length, char **room,
                                  ChairliftPaper *paper);

#endif
