/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A linear SVM in libsvm's model format, in and out. */
#ifndef CHAIRLIFT_MODEL_SVM_FILE_H
#define CHAIRLIFT_MODEL_SVM_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "chairlift/error.h"

/* margin(x) = weights . x - rho; the paper has the label when it is above 0.
 * probability = 1 / (1 + exp(sigmoid_a * margin + sigmoid_b)), after Platt. */
typedef struct ChairliftSvm {
    uint32_t features;
    double *weights; /* [features] */
    double rho;
    double sigmoid_a, sigmoid_b;
} ChairliftSvm;

/* Reads an SVM from the bytes of its file; `file` is its name, for messages. svm->features and
 * svm->weights are the caller's; the weights are overwritten. False, with error set
 * ("file:line: ..."), when the file is malformed, cut short, or no linear two-class C-SVC with
 * probabilities and labels 1 and -1. */
bool chairlift_svm_parse(const char *file, const char *bytes, size_t length, ChairliftSvm *svm,
                         ChairliftError *error);

/* The file's bytes, *length of them, NUL-terminated, to be freed with free; NULL when memory runs
 * out. Weights are rounded to CHAIRLIFT_WEIGHT_STEPS steps of the largest one. */
char *chairlift_svm_format(const ChairliftSvm *svm, size_t *length);

enum { CHAIRLIFT_WEIGHT_STEPS = 32767 };

/* The step: no weight is more than CHAIRLIFT_WEIGHT_STEPS of it. */
double chairlift_svm_step(const ChairliftSvm *svm);

/* Checksum of a file's bytes, as the manifest records it. */
uint64_t chairlift_file_checksum(const char *bytes, size_t length);

#endif
