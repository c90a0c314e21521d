/* SPDX-License-Identifier: GPL-3.0-or-later */
/* venue.model: which SVMs a venue's model is made of, and how its decisions are taken. */
#ifndef CHAIRLIFT_MODEL_MANIFEST_H
#define CHAIRLIFT_MODEL_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "chairlift/error.h"

/* Longest id of a venue or topic, and most topics of a venue. */
enum { CHAIRLIFT_LONGEST_ID = 64, CHAIRLIFT_MOST_TOPICS = 1024 };

typedef struct ChairliftManifestTopic {
    char id[CHAIRLIFT_LONGEST_ID + 1]; /* its SVM is in ID.svm */
    uint64_t checksum;                 /* of that file */
} ChairliftManifestTopic;

typedef struct ChairliftManifest {
    char venue[CHAIRLIFT_LONGEST_ID + 1];
    uint64_t vocabulary;           /* checksum of the vocabulary it was trained with */
    uint32_t most_topics;          /* that one paper may be assigned, 1 or more */
    uint32_t least_topics;         /* that one that fits is assigned even so: 0 or 1 */
    double fits;                   /* theme probability from which the verdict is "fits" */
    double does_not_fit;           /* theme probability below which it is "does not fit", <= fits */
    bool from_descriptions;        /* the topics were learnt from the call's descriptions too */
    uint32_t labels;               /* if so: papers that were labelled for them */
    double sure;                   /* confidence from which a judgement needs no human */
    uint64_t theme_checksum;       /* of theme.svm */
    size_t topics;                 /* 1 or more */
    ChairliftManifestTopic *topic; /* [topics] in the call's order */
} ChairliftManifest;

/* Whether text may be the id of a venue or topic, and so part of a file's name: small letters,
 * digits, hyphens. */
bool chairlift_is_id(const char *text, size_t length);

/* Reads a manifest from the bytes of its file; `file` is its name, for messages. False, with error
 * set, when it is malformed or cut short. Free with chairlift_manifest_clear. */
bool chairlift_manifest_parse(const char *file, const char *bytes, size_t length,
                              ChairliftManifest *manifest, ChairliftError *error);

/* The file's bytes, *length of them, NUL-terminated, to be freed with free; NULL when memory runs
 * out. */
char *chairlift_manifest_format(const ChairliftManifest *manifest, size_t *length);

void chairlift_manifest_clear(ChairliftManifest *manifest);

#endif
