/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functions of libsvm that training calls. */
#include "../paper/late.h"

#include <libsvm/svm.h>

#define LIBSVM "libsvm.so.3"

CHAIRLIFT_LATE(LIBSVM, void, svm_set_print_string_function, (void (*print)(const char *)), (print))
CHAIRLIFT_LATE(LIBSVM, struct svm_model *, svm_train,
               (const struct svm_problem *problem, const struct svm_parameter *parameter),
               (problem, parameter))
CHAIRLIFT_LATE(LIBSVM, void, svm_free_and_destroy_model, (struct svm_model * *model), (model))
