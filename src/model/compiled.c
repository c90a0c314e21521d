/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The compiled models: all that scoring needs of a model directory's text files, as it lies in
 * memory, so that nothing is parsed at start and processes share one copy.
 *
 * The file is a header and, each at a multiple of the cache line, in this order:
 *
 *     terms   all terms, one after the other, each NUL-terminated    [terms_size] bytes
 *     term    where in terms each begins                             [features] uint32_t
 *     stem    the stems that they are made of                        [stems] ChairliftKnownStem
 *     stems   hash table of the stems                                [stem_slots] uint32_t
 *     pairs   hash table of the pairs of stems                       [pair_slots] uint64_t
 *     filter  a bit for each pair, where its hash says               [CHAIRLIFT_PAIR_FILTER] bits
 *     column  the SVMs                                               [columns] ChairliftColumn
 *     rows    the features' weights, see model.h                     [features] rows
 *
 * in the order of the machine's bytes, which the header tells. It says nothing that the text does
 * not: the text files are what is trained, published, and read by libsvm. A file that was made of
 * others, elsewhere, or by another version is passed over, and so is a damaged one: the header and
 * all that follows have checksums. These do not guard against forgery, but no bytes make the
 * program crash: numbers that lead somewhere are all checked when it is mapped (sizes, places in
 * terms, numbers of stems and features, a free slot in every hash table), weights are whole numbers
 * of 16 bits, and what else enters sums must be finite.
 */
#include "compiled.h"

#include "../features/vocabulary.h"

#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    VERSION = 2,
    BYTE_ORDER_MARK = 0x01020304,
    LARGEST_TERMS = 128 << 20,
    MOST_SLOTS = 1 << 22,
    MOST_COLUMNS = 1 << 20
};

static const char MAGIC[8] = {'c', 'm', 'o', 'd', 'e', 'l', 's', '\n'};

typedef enum Section {
    TERMS,
    TERM,
    STEM,
    STEM_SLOTS,
    PAIR_SLOTS,
    FILTER,
    COLUMN,
    ROWS,
    SECTIONS
} Section;

typedef struct Header {
    char magic[8];
    uint32_t version;
    uint32_t byte_order;
    uint64_t file_size;
    uint64_t vocabulary;      /* its checksum, */
    uint64_t vocabulary_size; /* and its file's size in bytes */
    uint64_t terms_size;
    uint32_t features;
    uint32_t stems, stem_slots; /* stem_slots and pair_slots are powers of two */
    uint32_t pairs, pair_slots;
    uint32_t columns;
    uint64_t body;     /* checksum of all that follows the header */
    uint64_t checksum; /* of all before it */
} Header;

_Static_assert(sizeof(Header) == 88 && sizeof(ChairliftKnownStem) == 12 &&
                   sizeof(ChairliftColumn) == 56,
               "the file's structures have no gaps");

static uint64_t header_checksum(const Header *header)
{
    return chairlift_hash(CHAIRLIFT_HASH_START, (const char *)header, offsetof(Header, checksum));
}

uint64_t chairlift_compiled_body_checksum(const char *bytes, size_t length)
{
    /* several lanes at once, because each waits for itself */
    enum { LANES = 4, WORD = sizeof(uint64_t) };
    uint64_t hash[LANES] = {0};
    size_t at = sizeof(Header);

    for (; length - at >= (size_t)LANES * WORD; at += (size_t)LANES * WORD) {
        for (size_t lane = 0; lane < LANES; lane++)
            hash[lane] =
                chairlift_hash_number(hash[lane] ^ chairlift_load_eight(bytes + at + lane * WORD));
    }
    for (; at < length; at += WORD)
        hash[0] = chairlift_hash_number(hash[0] ^ chairlift_load_eight(bytes + at));
    for (size_t lane = 1; lane < LANES; lane++)
        hash[0] = chairlift_hash_number(hash[0] ^ hash[lane]);
    return hash[0];
}

static size_t padded_columns(const Header *header)
{
    return ((size_t)header->columns + CHAIRLIFT_COLUMN_BLOCK - 1) / CHAIRLIFT_COLUMN_BLOCK *
           CHAIRLIFT_COLUMN_BLOCK;
}

typedef struct Extent {
    size_t start, size; /* in bytes */
} Extent;

/* Where the sections are; returns the file's size. */
static size_t lay_out(const Header *header, Extent extent[SECTIONS])
{
    const size_t sizes[SECTIONS] = {
        [TERMS] = (size_t)header->terms_size,
        [TERM] = header->features * sizeof(uint32_t),
        [STEM] = header->stems * sizeof(ChairliftKnownStem),
        [STEM_SLOTS] = header->stem_slots * sizeof(uint32_t),
        [PAIR_SLOTS] = header->pair_slots * sizeof(ChairliftKnownPair),
        [FILTER] = CHAIRLIFT_PAIR_FILTER / 8,
        [COLUMN] = header->columns * sizeof(ChairliftColumn),
        [ROWS] = header->features * chairlift_row_size(padded_columns(header)),
    };
    size_t at = sizeof *header;

    for (int i = 0; i < SECTIONS; i++) {
        at = (at + CHAIRLIFT_CACHE_LINE - 1) / CHAIRLIFT_CACHE_LINE * CHAIRLIFT_CACHE_LINE;
        extent[i] = (Extent){at, sizes[i]};
        at += sizes[i];
    }
    return at;
}

/* ---- writing --------------------------------------------------------------------------------- */

char *chairlift_compiled_format(const ChairliftModel *model, size_t *length)
{
    const ChairliftVocabulary *vocabulary = model->vocabulary;
    const void *const contents[SECTIONS] = {
        [TERMS] = vocabulary->terms,
        [TERM] = vocabulary->term,
        [STEM] = vocabulary->stem,
        [STEM_SLOTS] = vocabulary->stem_slots,
        [PAIR_SLOTS] = vocabulary->pair_slots,
        [FILTER] = vocabulary->pair_filter,
        [COLUMN] = model->column,
        [ROWS] = model->rows,
    };
    Header header = {.version = VERSION,
                     .byte_order = BYTE_ORDER_MARK,
                     .vocabulary = vocabulary->checksum,
                     .vocabulary_size = model->vocabulary_size,
                     .terms_size = vocabulary->terms_size,
                     .features = model->features,
                     .stems = vocabulary->stems,
                     .stem_slots = (uint32_t)vocabulary->stem_slots_size,
                     .pairs = vocabulary->pairs,
                     .pair_slots = (uint32_t)vocabulary->pair_slots_size,
                     .columns = (uint32_t)model->columns};
    Extent extent[SECTIONS];

    memcpy(header.magic, MAGIC, sizeof MAGIC);
    *length = lay_out(&header, extent);
    header.file_size = *length;
    char *bytes = calloc(1, *length);
    if (bytes == NULL)
        return NULL;
    for (int i = 0; i < SECTIONS; i++) {
        if (extent[i].size > 0)
            memcpy(bytes + extent[i].start, contents[i], extent[i].size);
    }
    header.body = chairlift_compiled_body_checksum(bytes, *length);
    header.checksum = header_checksum(&header);
    memcpy(bytes, &header, sizeof header);
    return bytes;
}

/* ---- reading --------------------------------------------------------------------------------- */

static bool is_power_of_two(uint32_t number)
{
    return number > 0 && (number & (number - 1)) == 0;
}

/* Reads the header and finds the sections; false when this is no such file, or not the whole of it.
 */
static bool read_header(const char *bytes, size_t length, Header *header, Extent extent[SECTIONS])
{
    if (length < sizeof *header)
        return false;
    memcpy(header, bytes, sizeof *header);
    return memcmp(header->magic, MAGIC, sizeof MAGIC) == 0 && header->version == VERSION &&
           header->byte_order == BYTE_ORDER_MARK && header->checksum == header_checksum(header) &&
           header->terms_size <= LARGEST_TERMS && header->features <= CHAIRLIFT_MOST_FEATURES &&
           header->stems <= 2 * CHAIRLIFT_MOST_FEATURES && header->pairs <= header->features &&
           is_power_of_two(header->stem_slots) && header->stem_slots <= MOST_SLOTS &&
           is_power_of_two(header->pair_slots) && header->pair_slots <= MOST_SLOTS &&
           header->columns > 0 && header->columns <= MOST_COLUMNS && header->file_size == length &&
           lay_out(header, extent) == length &&
           header->body == chairlift_compiled_body_checksum(bytes, length);
}

static bool has_good_terms(const ChairliftVocabulary *vocabulary)
{
    if (vocabulary->size == 0)
        return true;
    if (vocabulary->terms_size == 0 || vocabulary->terms[vocabulary->terms_size - 1] != '\0')
        return false;
    for (uint32_t i = 0; i < vocabulary->size; i++) {
        double idf = chairlift_vocabulary_idf(vocabulary, i);
        if (vocabulary->term[i] >= vocabulary->terms_size || !(idf > 0 && idf <= 1e6))
            return false;
    }
    return true;
}

static bool has_good_stems(const ChairliftVocabulary *vocabulary)
{
    for (uint32_t i = 0; i < vocabulary->stems; i++) {
        const ChairliftKnownStem *stem = &vocabulary->stem[i];
        if (stem->text > vocabulary->terms_size ||
            stem->length > vocabulary->terms_size - stem->text || stem->begins_pair > 1 ||
            stem->ends_pair > 1 ||
            (stem->feature != CHAIRLIFT_NO_FEATURE && stem->feature >= vocabulary->size))
            return false;
    }
    return true;
}

/* Whether the tables lead to stems and features that there are, and have the free slot that ends
 * every search. */
static bool has_good_tables(const ChairliftVocabulary *vocabulary)
{
    size_t free_stems = 0, free_pairs = 0;

    for (size_t i = 0; i < vocabulary->stem_slots_size; i++) {
        if (vocabulary->stem_slots[i] > vocabulary->stems)
            return false;
        free_stems += vocabulary->stem_slots[i] == 0;
    }
    for (size_t i = 0; i < vocabulary->pair_slots_size; i++) {
        if (chairlift_pair_feature(vocabulary->pair_slots[i]) != CHAIRLIFT_NO_FEATURE &&
            chairlift_pair_feature(vocabulary->pair_slots[i]) >= vocabulary->size)
            return false;
        free_pairs += vocabulary->pair_slots[i] == 0;
    }
    return free_stems > 0 && free_pairs > 0;
}

static bool has_good_columns(const ChairliftModel *model)
{
    for (size_t c = 0; c < model->columns; c++) {
        const ChairliftColumn *column = &model->column[c];
        if (!isfinite(column->step) || !isfinite(column->rho) || !isfinite(column->sigmoid_a) ||
            !isfinite(column->sigmoid_b) || !(column->boundary >= 0 && column->boundary <= 1))
            return false;
    }
    return true;
}

/* A vocabulary whose tables are those of the file. */
static ChairliftVocabulary *borrow_vocabulary(const char *bytes, const Header *header,
                                              const Extent extent[SECTIONS], size_t row_size)
{
    ChairliftVocabulary *vocabulary = chairlift_vocabulary_new_borrowed();

    if (vocabulary == NULL)
        return NULL;
    vocabulary->size = header->features;
    vocabulary->terms = (char *)bytes + extent[TERMS].start;
    vocabulary->terms_size = (size_t)header->terms_size;
    vocabulary->term = (void *)(bytes + extent[TERM].start);
    vocabulary->idf = (const void *)(bytes + extent[ROWS].start);
    vocabulary->idf_step = row_size / sizeof *vocabulary->idf;
    vocabulary->stems = header->stems;
    vocabulary->stem = (void *)(bytes + extent[STEM].start);
    vocabulary->stem_slots = (void *)(bytes + extent[STEM_SLOTS].start);
    vocabulary->stem_slots_size = header->stem_slots;
    vocabulary->pairs = header->pairs;
    vocabulary->pair_slots = (void *)(bytes + extent[PAIR_SLOTS].start);
    vocabulary->pair_slots_size = header->pair_slots;
    vocabulary->pair_filter = (void *)(bytes + extent[FILTER].start);
    vocabulary->checksum = header->vocabulary;
    return vocabulary;
}

bool chairlift_compiled_read(const char *bytes, size_t length, ChairliftModel *model)
{
    Header header;
    Extent extent[SECTIONS];

    if (!read_header(bytes, length, &header, extent))
        return false;
    size_t row_size = chairlift_row_size(padded_columns(&header));
    ChairliftVocabulary *vocabulary = borrow_vocabulary(bytes, &header, extent, row_size);
    ChairliftModel found = *model;
    found.columns = header.columns;
    found.column = malloc(extent[COLUMN].size);
    if (found.column != NULL)
        memcpy(found.column, bytes + extent[COLUMN].start, extent[COLUMN].size);
    if (vocabulary == NULL || found.column == NULL || !has_good_terms(vocabulary) ||
        !has_good_stems(vocabulary) || !has_good_tables(vocabulary) || !has_good_columns(&found)) {
        chairlift_vocabulary_free(vocabulary);
        free(found.column);
        return false;
    }
    found.vocabulary = vocabulary;
    found.vocabulary_size = (size_t)header.vocabulary_size;
    found.features = header.features;
    chairlift_model_set_rows(&found, (const void *)(bytes + extent[ROWS].start));
    *model = found;
    return true;
}

bool chairlift_compiled_map(const char *directory, ChairliftModel *model, struct timespec *changed)
{
    char path[CHAIRLIFT_LONGEST_PATH];
    struct stat status;
    int length = snprintf(path, sizeof path, "%s/%s", directory, CHAIRLIFT_COMPILED_NAME);
    int fd = length > 0 && (size_t)length < sizeof path
                 ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) /* lest a pipe be waited for */
                 : -1;

    if (fd < 0)
        return false;
    void *bytes = MAP_FAILED;
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0)
        bytes = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_SHARED | MAP_POPULATE, fd, 0);
    close(fd);
    if (bytes == MAP_FAILED)
        return false;
    if (!chairlift_compiled_read(bytes, (size_t)status.st_size, model)) {
        munmap(bytes, (size_t)status.st_size);
        return false;
    }
    model->mapping = bytes;
    model->mapping_size = (size_t)status.st_size;
    *changed = status.st_mtim;
    return true;
}
