/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every string of a PDF that its pages do not show, by way of its objects (libqpdf): comments,
 * fields, properties of the document and of included figures, files' names, attachments, layers,
 * programs' private data. All objects are looked at, also those that nothing refers to any more;
 * what is left out is named in SKIPPED, so that a key that nobody thought of is no hiding place.
 *
 * Reference: ISO 32000-1. pdfTeX's own keys begin with "PTEX.". */
#include "worker_traces.h"

#include <qpdf/qpdf-c.h>
#include <string.h>

enum {
    MAX_OBJECTS = 200000,
    MAX_DEPTH = 32,
    MAX_PAGES = 200,
    MAX_FORM_DEPTH = 4, /* of forms within forms on a page */
    MAX_ITEMS = 20000,  /* of an array */
    MAX_XMP_BYTES = 256 * 1024,
    MAX_ATTACHMENT_BYTES = 64 * 1024, /* as stored; compressed text may be much longer */
    MAX_IMAGE_BYTES = 64 * 1024 * 1024,
    MIN_RESOURCE_NAME = 4 /* letters */
};

/* Where an object lies that a page refers to. */
typedef struct Spot {
    guint page;           /* from 1 */
    double width, height; /* of the page, points */
    double left, bottom;  /* of the page, points */
} Spot;

typedef struct ObjectReader {
    qpdf_data file;
    ChairliftPdfTraces *traces;
    GHashTable *spots;  /* object's number -> Spot * */
    GHashTable *seen;   /* of "kind, name, text" that have been added */
    int info, metadata; /* numbers of the document's own; 0 when there are none */
} ObjectReader;

/* What a string belongs to. */
typedef struct Owner {
    ChairliftTraceKind kind;
    guint page;
    double left, top, right, bottom;
    guint depth;
} Owner;

static void read_value(ObjectReader *reader, qpdf_oh value, const char *key, Owner owner);

/* ---- handles --------------------------------------------------------------------------------- */

/* Handles must be given back, or a file of a million objects keeps them all. */
static void release(ObjectReader *reader, qpdf_oh handle)
{
    qpdf_oh_release(reader->file, handle);
}

static qpdf_oh get(ObjectReader *reader, qpdf_oh dictionary, const char *key)
{
    return qpdf_oh_get_key(reader->file, dictionary, key);
}

/* Keys are written here without their "/"; qpdf has them with it. */
static gboolean has(ObjectReader *reader, qpdf_oh dictionary, const char *key)
{
    return qpdf_oh_has_key(reader->file, dictionary, key) == QPDF_TRUE;
}

static gboolean name_is(ObjectReader *reader, qpdf_oh dictionary, const char *key, const char *name)
{
    qpdf_oh value = get(reader, dictionary, key);
    gboolean is = qpdf_oh_is_name_and_equals(reader->file, value, name) == QPDF_TRUE;
    release(reader, value);
    return is;
}

static int number_of(ObjectReader *reader, qpdf_oh dictionary, const char *key)
{
    qpdf_oh value = get(reader, dictionary, key);
    int number = qpdf_oh_is_indirect(reader->file, value) == QPDF_TRUE
                     ? qpdf_oh_get_object_id(reader->file, value)
                     : 0;
    release(reader, value);
    return number;
}

static gint64 integer_of(ObjectReader *reader, qpdf_oh dictionary, const char *key)
{
    long long integer = -1;
    qpdf_oh value = get(reader, dictionary, key);
    if (qpdf_oh_get_value_as_longlong(reader->file, value, &integer) != QPDF_TRUE)
        integer = -1;
    release(reader, value);
    return integer;
}

/* Four numbers; FALSE when they are not there. */
static gboolean rectangle_of(ObjectReader *reader, qpdf_oh dictionary, const char *key,
                             double numbers[4])
{
    qpdf_oh array = get(reader, dictionary, key);
    gboolean is = qpdf_oh_is_array(reader->file, array) == QPDF_TRUE &&
                  qpdf_oh_get_array_n_items(reader->file, array) == 4;
    for (int i = 0; is && i < 4; i++) {
        qpdf_oh item = qpdf_oh_get_array_item(reader->file, array, i);
        is = qpdf_oh_get_value_as_number(reader->file, item, &numbers[i]) == QPDF_TRUE;
        release(reader, item);
    }
    release(reader, array);
    return is;
}

/* ---- strings --------------------------------------------------------------------------------- */

/* Whether a text is one for people: binary data has control characters and hardly a letter. */
static gboolean is_text(const char *text, gsize length)
{
    gsize controls = 0, letters = 0;
    for (gsize i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        controls += byte < 0x20 && !g_ascii_isspace(byte);
        letters += g_ascii_isalnum(byte) || byte >= 0x80;
    }
    return letters >= 2 && controls * 16 <= length;
}

static void add(ObjectReader *reader, const Owner *owner, const char *name, const char *text)
{
    g_autofree char *key = g_strdup_printf("%d\n%s\n%s", (int)owner->kind, name, text);
    if (g_hash_table_contains(reader->seen, key))
        return;
    g_hash_table_add(reader->seen, g_steal_pointer(&key));
    ChairliftTrace trace = {.kind = owner->kind,
                            .page = owner->page,
                            .left = owner->left,
                            .top = owner->top,
                            .right = owner->right,
                            .bottom = owner->bottom,
                            .name = (char *)name,
                            .text = (char *)text};
    chairlift_pdf_traces_add(reader->traces, &trace);
}

/* The text of a string; many programs write UTF-8 where the standard has its own encoding. NULL
 * for binary data. Free with g_free. */
static char *text_of(ObjectReader *reader, qpdf_oh string)
{
    gsize length = 0;
    const char *bytes = qpdf_oh_get_binary_string_value(reader->file, string, &length);
    if (bytes == NULL || length == 0)
        return NULL;
    const gboolean marked =
        length >= 2 && (((guint8)bytes[0] == 0xFE && (guint8)bytes[1] == 0xFF) ||
                        ((guint8)bytes[0] == 0xFF && (guint8)bytes[1] == 0xFE));
    if (marked || !g_utf8_validate(bytes, (gssize)length, NULL))
        bytes = qpdf_oh_get_binary_utf8_value(reader->file, string, &length);
    return bytes != NULL && is_text(bytes, length) ? g_strndup(bytes, length) : NULL;
}

static gboolean is_any(const char *key, const char *const *keys)
{
    for (; *keys != NULL; keys++) {
        if (strcmp(*keys, key) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Keys of files' names, in file specifications and actions. */
static gboolean is_path_key(const char *key)
{
    static const char *const KEYS[] = {"F", "UF", "DOS", "Mac", "Unix", NULL};
    return is_any(key, KEYS) || g_str_has_prefix(key, "PTEX.FileName");
}

static void read_string(ObjectReader *reader, qpdf_oh string, const char *key, Owner owner)
{
    g_autofree char *text = text_of(reader, string);
    if (text == NULL)
        return;
    if (owner.kind == CHAIRLIFT_TRACE_OTHER && is_path_key(key))
        owner.kind = CHAIRLIFT_TRACE_PATH;
    else if (owner.kind == CHAIRLIFT_TRACE_OTHER && strcmp(key, "URI") == 0)
        owner.kind = CHAIRLIFT_TRACE_LINK;
    add(reader, &owner, owner.kind == CHAIRLIFT_TRACE_LINK ? "" : key, text);
}

/* ---- streams --------------------------------------------------------------------------------- */

/* The data of a stream, of at most `limit` bytes as it is stored; free with free(). */
static guint8 *stream_data(ObjectReader *reader, qpdf_oh stream,
                           enum qpdf_stream_decode_level_e how, gint64 limit, gsize *length)
{
    guint8 *data = NULL;
    qpdf_oh dictionary = qpdf_oh_get_dict(reader->file, stream);
    gint64 stored = integer_of(reader, dictionary, "/Length");
    release(reader, dictionary);
    if (stored > limit)
        reader->traces->incomplete = TRUE;
    if (stored <= 0 || stored > limit)
        return NULL;
    if (qpdf_oh_get_stream_data(reader->file, stream, how, NULL, &data, length) & QPDF_ERRORS) {
        free(data);
        return NULL;
    }
    return data;
}

static void read_metadata(ObjectReader *reader, qpdf_oh stream, const Owner *owner)
{
    gsize length = 0;
    guint8 *data = stream_data(reader, stream, qpdf_dl_generalized, MAX_XMP_BYTES, &length);
    if (data == NULL)
        return;
    const gboolean own = qpdf_oh_get_object_id(reader->file, stream) == reader->metadata;
    ChairliftTrace like = {.kind = own ? CHAIRLIFT_TRACE_XMP : CHAIRLIFT_TRACE_FIGURE,
                           .page = owner->page};
    worker_traces_xmp((const char *)data, length, &like, reader->traces);
    free(data);
}

/* Whether a stream is stored as an image file. */
static gboolean is_image_file(ObjectReader *reader, qpdf_oh dictionary)
{
    qpdf_oh filter = get(reader, dictionary, "/Filter");
    if (qpdf_oh_is_array(reader->file, filter) == QPDF_TRUE &&
        qpdf_oh_get_array_n_items(reader->file, filter) == 1) {
        qpdf_oh only = qpdf_oh_get_array_item(reader->file, filter, 0);
        release(reader, filter);
        filter = only;
    }
    gboolean is = qpdf_oh_is_name_and_equals(reader->file, filter, "/DCTDecode") == QPDF_TRUE ||
                  qpdf_oh_is_name_and_equals(reader->file, filter, "/JPXDecode") == QPDF_TRUE;
    release(reader, filter);
    return is;
}

static void read_stream(ObjectReader *reader, qpdf_oh stream, const Owner *owner)
{
    qpdf_oh dictionary = qpdf_oh_get_dict(reader->file, stream);
    if (name_is(reader, dictionary, "/Type", "/Metadata")) {
        read_metadata(reader, stream, owner);
    } else if (is_image_file(reader, dictionary)) {
        gsize length = 0;
        guint8 *data = stream_data(reader, stream, qpdf_dl_none, MAX_IMAGE_BYTES, &length);
        if (data != NULL)
            worker_traces_image(data, length, owner->page, reader->traces);
        free(data);
    }
    read_value(reader, dictionary, "", *owner);
    release(reader, dictionary);
}

/* ---- dictionaries ---------------------------------------------------------------------------- */

/* A file within the file: its name, and what it says when that is text. */
static void read_attachment(ObjectReader *reader, qpdf_oh specification, Owner *owner)
{
    static const char *const NAMES[] = {"/UF", "/F"};
    owner->kind = CHAIRLIFT_TRACE_ATTACHMENT;
    g_autofree char *name = NULL;
    for (gsize i = 0; name == NULL && i < G_N_ELEMENTS(NAMES); i++) {
        qpdf_oh string = get(reader, specification, NAMES[i]);
        if (qpdf_oh_is_string(reader->file, string) == QPDF_TRUE)
            name = text_of(reader, string);
        release(reader, string);
    }
    gsize length = 0;
    qpdf_oh files = get(reader, specification, "/EF");
    qpdf_oh stream = get(reader, files, "/F");
    guint8 *data =
        qpdf_oh_is_stream(reader->file, stream) == QPDF_TRUE
            ? stream_data(reader, stream, qpdf_dl_generalized, MAX_ATTACHMENT_BYTES, &length)
            : NULL;
    release(reader, stream);
    release(reader, files);
    if (name == NULL)
        name = g_strdup("(without a name)");
    g_autofree char *text = data != NULL && memchr(data, '\0', length) == NULL &&
                                    g_utf8_validate((const char *)data, (gssize)length, NULL)
                                ? g_strndup((const char *)data, length)
                                : NULL;
    free(data);
    add(reader, owner, name, text != NULL && *text != '\0' ? text : name);
}

/* Where an annotation lies on its page. */
static void place_annotation(ObjectReader *reader, qpdf_oh dictionary, const Spot *spot,
                             Owner *owner)
{
    double box[4];
    if (spot == NULL || !rectangle_of(reader, dictionary, "/Rect", box))
        return;
    owner->left = (MIN(box[0], box[2]) - spot->left) / spot->width;
    owner->right = (MAX(box[0], box[2]) - spot->left) / spot->width;
    owner->top = 1 - (MAX(box[1], box[3]) - spot->bottom) / spot->height;
    owner->bottom = 1 - (MIN(box[1], box[3]) - spot->bottom) / spot->height;
}

static gboolean is_annotation(ObjectReader *reader, qpdf_oh dictionary)
{
    return name_is(reader, dictionary, "/Type", "/Annot") ||
           (has(reader, dictionary, "/Rect") && has(reader, dictionary, "/Subtype"));
}

/* What a dictionary's strings are. */
static void classify(ObjectReader *reader, qpdf_oh dictionary, const Spot *spot, Owner *owner)
{
    if (owner->kind != CHAIRLIFT_TRACE_OTHER)
        return;
    if (has(reader, dictionary, "/FT")) {
        owner->kind = CHAIRLIFT_TRACE_FORM;
        place_annotation(reader, dictionary, spot, owner);
    } else if (is_annotation(reader, dictionary)) {
        place_annotation(reader, dictionary, spot, owner);
        if (!name_is(reader, dictionary, "/Subtype", "/Link"))
            owner->kind = CHAIRLIFT_TRACE_ANNOTATION;
    } else if (has(reader, dictionary, "/EF")) {
        read_attachment(reader, dictionary, owner);
    } else if (has(reader, dictionary, "/Producer") || has(reader, dictionary, "/CreationDate")) {
        owner->kind = CHAIRLIFT_TRACE_FIGURE; /* the properties of what was included */
    }
}

/* Keys of what names nobody: numbers, places in the document, dates, checksums, font tables. */
static gboolean is_skipped(const char *key)
{
    static const char *const SKIPPED[] = {
        "BBox",      "Border", "CharSet", "CheckSum",   "ColorSpace",   "CreationDate",
        "D",         "DA",     "DS",      "Dest",       "Dests",        "Encoding",
        "FirstChar", "Font",   "ID",      "InkList",    "Kids",         "Limits",
        "Lookup",    "M",      "Matrix",  "MediaBox",   "ModDate",      "NM",
        "Names",     "Nums",   "O",       "OE",         "Ordering",     "P",
        "Panose",    "Parent", "Perms",   "QuadPoints", "Rect",         "Registry",
        "U",         "UE",     "W",       "Widths",     "LastModified", NULL};
    return is_any(key, SKIPPED);
}

/* The names that the file's maker gave to figures ("/Im1" and the like are not). */
static void read_resource_name(ObjectReader *reader, const char *name, const Owner *owner)
{
    gsize letters = 0;
    for (const char *at = name; *at != '\0'; at++)
        letters += g_ascii_isalpha(*at) ? 1 : 0;
    if (letters >= MIN_RESOURCE_NAME)
        add(reader, owner, "XObject", name);
}

/* Whether a value is read with what it stands in; others are met under their own numbers. */
static gboolean is_part(ObjectReader *reader, qpdf_oh value)
{
    return qpdf_oh_is_indirect(reader->file, value) != QPDF_TRUE ||
           qpdf_oh_is_string(reader->file, value) == QPDF_TRUE;
}

static GPtrArray *keys_of(ObjectReader *reader, qpdf_oh dictionary)
{
    GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
    qpdf_oh_begin_dict_key_iter(reader->file, dictionary);
    while (qpdf_oh_dict_more_keys(reader->file) == QPDF_TRUE)
        g_ptr_array_add(keys, g_strdup(qpdf_oh_dict_next_key(reader->file)));
    return keys;
}

static void read_dictionary(ObjectReader *reader, qpdf_oh dictionary, const char *key,
                            const Spot *spot, Owner owner)
{
    classify(reader, dictionary, spot, &owner);
    g_autoptr(GPtrArray) keys = keys_of(reader, dictionary);
    for (guint i = 0; i < keys->len; i++) {
        const char *slashed = g_ptr_array_index(keys, i), *name = slashed + 1;
        if (strcmp(key, "XObject") == 0)
            read_resource_name(reader, name, &owner);
        if (is_skipped(name))
            continue;
        qpdf_oh value = get(reader, dictionary, slashed);
        if (is_part(reader, value))
            read_value(reader, value, name, owner);
        release(reader, value);
    }
}

static void read_array(ObjectReader *reader, qpdf_oh array, const char *key, Owner owner)
{
    const int items = MIN(qpdf_oh_get_array_n_items(reader->file, array), MAX_ITEMS);
    for (int i = 0; i < items; i++) {
        qpdf_oh item = qpdf_oh_get_array_item(reader->file, array, i);
        if (qpdf_oh_is_number(reader->file, item) == QPDF_TRUE && i == 0) {
            release(reader, item);
            return; /* numbers throughout */
        }
        if (is_part(reader, item))
            read_value(reader, item, key, owner);
        release(reader, item);
    }
}

static void read_name(ObjectReader *reader, qpdf_oh value, const char *key, const Owner *owner)
{
    if (strcmp(key, "BaseFont") == 0 || strcmp(key, "FontName") == 0)
        add(reader, owner, "BaseFont", qpdf_oh_get_name(reader->file, value) + 1);
}

static void read_value(ObjectReader *reader, qpdf_oh value, const char *key, Owner owner)
{
    if (++owner.depth > MAX_DEPTH)
        return;
    const int number = qpdf_oh_get_object_id(reader->file, value);
    const Spot *spot = g_hash_table_lookup(reader->spots, GINT_TO_POINTER(number));
    if (number > 0 && spot != NULL)
        owner.page = spot->page;
    switch (qpdf_oh_get_type_code(reader->file, value)) {
    case ot_string:
        read_string(reader, value, key, owner);
        break;
    case ot_name:
        read_name(reader, value, key, &owner);
        break;
    case ot_array:
        read_array(reader, value, key, owner);
        break;
    case ot_dictionary:
        read_dictionary(reader, value, key, spot, owner);
        break;
    case ot_stream:
        read_stream(reader, value, &owner);
        break;
    default:
        break;
    }
}

/* ---- pages ----------------------------------------------------------------------------------- */

static void set_spot(ObjectReader *reader, qpdf_oh object, const Spot *spot)
{
    const int number = qpdf_oh_get_object_id(reader->file, object);
    if (number > 0 && !g_hash_table_contains(reader->spots, GINT_TO_POINTER(number)))
        g_hash_table_insert(reader->spots, GINT_TO_POINTER(number), g_memdup2(spot, sizeof *spot));
}

/* The page's box, which it may have from a parent. */
static void measure_page(ObjectReader *reader, qpdf_oh page, Spot *spot)
{
    double box[4] = {0, 0, 612, 792};
    qpdf_oh at = qpdf_oh_new_object(reader->file, page);
    for (int i = 0; i < MAX_DEPTH; i++) {
        if (rectangle_of(reader, at, "/CropBox", box) || rectangle_of(reader, at, "/MediaBox", box))
            break;
        qpdf_oh parent = get(reader, at, "/Parent");
        release(reader, at);
        at = parent;
        if (qpdf_oh_is_dictionary(reader->file, at) != QPDF_TRUE)
            break;
    }
    release(reader, at);
    spot->left = MIN(box[0], box[2]);
    spot->bottom = MIN(box[1], box[3]);
    spot->width = MAX(1, MAX(box[0], box[2]) - spot->left);
    spot->height = MAX(1, MAX(box[1], box[3]) - spot->bottom);
}

/* Notes on which page figures, and figures in figures, are. */
static void place_figures(ObjectReader *reader, qpdf_oh owner, const Spot *spot, int depth)
{
    qpdf_oh resources = get(reader, owner, "/Resources");
    qpdf_oh figures = get(reader, resources, "/XObject");
    g_autoptr(GPtrArray) keys = keys_of(reader, figures);
    for (guint i = 0; i < keys->len && i < MAX_ITEMS; i++) {
        qpdf_oh figure = get(reader, figures, g_ptr_array_index(keys, i));
        set_spot(reader, figure, spot);
        if (depth < MAX_FORM_DEPTH && qpdf_oh_is_stream(reader->file, figure) == QPDF_TRUE) {
            qpdf_oh dictionary = qpdf_oh_get_dict(reader->file, figure);
            place_figures(reader, dictionary, spot, depth + 1);
            release(reader, dictionary);
        }
        release(reader, figure);
    }
    release(reader, figures);
    release(reader, resources);
}

static void read_pages(ObjectReader *reader)
{
    const int pages = MIN(qpdf_get_num_pages(reader->file), MAX_PAGES);
    for (int i = 0; i < pages; i++) {
        qpdf_oh page = qpdf_get_page_n(reader->file, (size_t)i);
        Spot spot = {.page = (guint)i + 1};
        measure_page(reader, page, &spot);
        set_spot(reader, page, &spot);
        qpdf_oh annotations = get(reader, page, "/Annots");
        const int items = qpdf_oh_is_array(reader->file, annotations) == QPDF_TRUE
                              ? MIN(qpdf_oh_get_array_n_items(reader->file, annotations), MAX_ITEMS)
                              : 0;
        for (int k = 0; k < items; k++) {
            qpdf_oh annotation = qpdf_oh_get_array_item(reader->file, annotations, k);
            set_spot(reader, annotation, &spot);
            release(reader, annotation);
        }
        release(reader, annotations);
        place_figures(reader, page, &spot, 0);
        release(reader, page);
    }
}

/* ---- the file -------------------------------------------------------------------------------- */

static void read_objects(ObjectReader *reader)
{
    qpdf_oh trailer = qpdf_get_trailer(reader->file), root = qpdf_get_root(reader->file);
    reader->info = number_of(reader, trailer, "/Info");
    reader->metadata = number_of(reader, root, "/Metadata");
    gint64 size = integer_of(reader, trailer, "/Size");
    if (size <= 0 || size > MAX_OBJECTS) {
        reader->traces->incomplete |= size > MAX_OBJECTS;
        size = MAX_OBJECTS;
    }
    read_pages(reader);
    qpdf_oh info = get(reader, trailer, "/Info");
    read_value(reader, info, "Info", (Owner){.kind = CHAIRLIFT_TRACE_PROPERTY});
    for (int number = 1; number < (int)size; number++) {
        if (number == reader->info)
            continue;
        qpdf_oh object = qpdf_get_object_by_id(reader->file, number, 0);
        if (qpdf_oh_is_string(reader->file, object) != QPDF_TRUE)
            read_value(reader, object, "", (Owner){.kind = CHAIRLIFT_TRACE_OTHER});
        release(reader, object);
    }
}

void worker_traces_objects(GBytes *bytes, ChairliftPdfTraces *traces)
{
    gsize length;
    const char *data = g_bytes_get_data(bytes, &length);
    ObjectReader reader = {.file = qpdf_init(),
                           .traces = traces,
                           .spots =
                               g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free),
                           .seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    qpdf_silence_errors(reader.file);
    qpdf_set_suppress_warnings(reader.file, QPDF_TRUE);
    if (qpdf_read_memory(reader.file, "paper", data, length, NULL) & QPDF_ERRORS)
        traces->incomplete = TRUE;
    else
        read_objects(&reader);
    qpdf_cleanup(&reader.file);
    g_hash_table_unref(reader.spots);
    g_hash_table_unref(reader.seen);
}
