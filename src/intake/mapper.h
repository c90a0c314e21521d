/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_INTAKE_MAPPER_H
#define CHAIRLIFT_INTAKE_MAPPER_H

#include "../exchange/json_papers.h"

#include "chairlift/intake.h"

typedef struct ChairliftMapper ChairliftMapper;

/* Gives a paper its place among all papers, in their order and one at a time: FALSE when it has
 * been dealt with by an earlier run and is not to be mapped. A new id, when it needs one, is
 * returned in *id, for the mapper to free. */
typedef gboolean (*ChairliftEnrolFunction)(ChairliftPaper *paper, char **id, gpointer user_data);

ChairliftMapper *chairlift_mapper_new(const ChairliftMapping *mapping, ChairliftEnrolFunction enrol,
                                      gpointer user_data);
void chairlift_mapper_free(ChairliftMapper *mapper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChairliftMapper, chairlift_mapper_free)

/* Adds a copy of a record of `papers`, which must live until the mapper is drained. FALSE when
 * reading is to stop. */
gboolean chairlift_mapper_add_record(ChairliftMapper *mapper, ChairliftJsonPapers *papers,
                                     const ChairliftJsonRecord *record);

/* Adds a paper, which the mapper then owns: to the batch that is being settled, or to a batch of
 * papers after a drain. FALSE when reading is to stop. */
gboolean chairlift_mapper_add_paper(ChairliftMapper *mapper, ChairliftPaper *paper);

/* Maps all that was added and hands over the results. FALSE when reading is to stop. */
gboolean chairlift_mapper_drain(ChairliftMapper *mapper);

/* Whether result, or an error, has stopped the run. */
gboolean chairlift_mapper_is_stopped(const ChairliftMapper *mapper);

/* The error that map has set, which the caller then owns, or NULL. */
GError *chairlift_mapper_take_error(ChairliftMapper *mapper);

#endif
