/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Model files: an SVM in libsvm's format, and a venue's manifest. What is read can be written and
 * read again. */
#include "model/manifest.h"
#include "model/svm_file.h"

#include <stdlib.h>
#include <string.h>

enum { FEATURES = 64 };

static void check_svm(const char *bytes, size_t size)
{
    double weights[FEATURES];
    ChairliftSvm svm = {.features = FEATURES, .weights = weights};
    ChairliftError error = {{0}};

    if (!chairlift_svm_parse("fuzz", bytes, size, &svm, &error)) {
        if (error.message[0] == '\0')
            abort();
        return;
    }
    size_t length;
    char *again = chairlift_svm_format(&svm, &length);
    if (again == NULL || !chairlift_svm_parse("again", again, length, &svm, &error))
        abort();
    free(again);
}

static void check_manifest(const char *bytes, size_t size)
{
    ChairliftManifest manifest;
    ChairliftError error = {{0}};

    if (!chairlift_manifest_parse("fuzz", bytes, size, &manifest, &error)) {
        if (error.message[0] == '\0')
            abort();
        return;
    }
    size_t length;
    char *again = chairlift_manifest_format(&manifest, &length);
    chairlift_manifest_clear(&manifest);
    if (again == NULL || !chairlift_manifest_parse("again", again, length, &manifest, &error))
        abort();
    chairlift_manifest_clear(&manifest);
    free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes = malloc(size + (size == 0));

    if (bytes == NULL)
        abort();
    memcpy(bytes, data, size);
    check_svm(bytes, size);
    check_manifest(bytes, size);
    free(bytes);
    return 0;
}
