/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A model directory's files in the form that scoring uses, in one file that is mapped. */
#ifndef CHAIRLIFT_MODEL_COMPILED_H
#define CHAIRLIFT_MODEL_COMPILED_H

#include "model.h"

#include <time.h>

/* The file's name in a model directory. */
#define CHAIRLIFT_COMPILED_NAME "compiled.bin"

/* The bytes of the file that stands for a model loaded from text, *length of them, to be freed with
 * free; NULL when memory runs out. They are the same whenever the text is. */
char *chairlift_compiled_format(const ChairliftModel *model, size_t *length);

/* The checksum of all that follows the header of such a file, which is a multiple of eight bytes.
 */
uint64_t chairlift_compiled_body_checksum(const char *bytes, size_t length);

/* Sets a model's vocabulary, features, columns and weights from the bytes of a file, which are
 * aligned as malloc does, and live as long as the model. False, with the model as it was, when they
 * are not a file of this version made on such a machine, are damaged, or memory runs out. */
bool chairlift_compiled_read(const char *bytes, size_t length, ChairliftModel *model);

/* Likewise from a model directory's file; *changed is when it was written. False when there is none
 * that can be used. The model unmaps it when it is freed. */
bool chairlift_compiled_map(const char *directory, ChairliftModel *model, struct timespec *changed);

#endif
