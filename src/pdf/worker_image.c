/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What images say of their making: EXIF (by libexif), IPTC, XMP and comments.
 *
 * Only JPEG and JPEG 2000 files go into a PDF as they are; all others are recoded by who embeds
 * them, and lose what they said. Of a JPEG the segments before the picture are read.
 *
 * References: ITU-T T.81 annex B; CIPA DC-008 (EXIF); ISO 16684-3 (where XMP stands); IPTC-NAA
 * Information Interchange Model 4.2. */
#include "worker_traces.h"

#include <libexif/exif-data.h>
#include <string.h>

enum { EXIF_VALUE_BYTES = 1024, MAX_IPTC_ENTRIES = 100 };

typedef struct ImageReader {
    ChairliftPdfTraces *traces;
    guint page;
} ImageReader;

static void add(const ImageReader *reader, const char *name, const char *text)
{
    ChairliftTrace trace = {.kind = CHAIRLIFT_TRACE_IMAGE,
                            .page = reader->page,
                            .name = (char *)name,
                            .text = (char *)text};
    chairlift_pdf_traces_add(reader->traces, &trace);
}

/* ---- EXIF ------------------------------------------------------------------------------------ */

static gboolean is_measure(ExifFormat format)
{
    return format != EXIF_FORMAT_ASCII && format != EXIF_FORMAT_BYTE &&
           format != EXIF_FORMAT_UNDEFINED;
}

/* Texts alone: exposure times and the like name nobody. Where it was taken does. */
static void read_entry(ExifEntry *entry, gpointer data)
{
    const ImageReader *reader = data;
    const ExifIfd ifd = exif_content_get_ifd(entry->parent);
    const gboolean place = ifd == EXIF_IFD_GPS && (entry->tag == EXIF_TAG_GPS_LATITUDE ||
                                                   entry->tag == EXIF_TAG_GPS_LONGITUDE);
    if (entry->tag == EXIF_TAG_MAKER_NOTE || (is_measure(entry->format) && !place))
        return;
    const char *name = exif_tag_get_name_in_ifd(entry->tag, ifd);
    char value[EXIF_VALUE_BYTES];
    exif_entry_get_value(entry, value, sizeof value);
    if (name != NULL)
        add(reader, name, value);
}

static void read_content(ExifContent *content, gpointer data)
{
    exif_content_foreach_entry(content, read_entry, data);
}

static void read_exif(ImageReader *reader, const guint8 *data, gsize length)
{
    ExifData *exif = exif_data_new();
    if (exif == NULL)
        return;
    /* It would otherwise add the entries that a camera should have written. */
    exif_data_unset_option(exif, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
    exif_data_load_data(exif, data, (unsigned)length);
    exif_data_foreach_content(exif, read_content, reader);
    exif_data_unref(exif);
}

/* ---- IPTC ------------------------------------------------------------------------------------ */

static const char *iptc_name(guint8 dataset)
{
    switch (dataset) {
    case 80:
        return "By-line";
    case 85:
        return "By-line title";
    case 105:
        return "Headline";
    case 110:
        return "Credit";
    case 115:
        return "Source";
    case 116:
        return "Copyright notice";
    case 118:
        return "Contact";
    case 120:
        return "Caption";
    case 122:
        return "Caption writer";
    default:
        return NULL;
    }
}

/* Data sets of the application record, wherever Photoshop's resources have them. */
static void read_iptc(const ImageReader *reader, const guint8 *data, gsize length)
{
    guint entries = 0;
    for (gsize i = 0; i + 5 <= length && entries < MAX_IPTC_ENTRIES;) {
        const gsize size = (gsize)data[i + 3] << 8 | data[i + 4];
        const char *name = iptc_name(data[i + 2]);
        if (data[i] != 0x1C || data[i + 1] != 2 || size > length - i - 5) {
            i++;
            continue;
        }
        g_autofree char *value = g_strndup((const char *)data + i + 5, size);
        if (name != NULL)
            add(reader, name, value);
        i += 5 + size;
        entries++;
    }
}

/* ---- the files ------------------------------------------------------------------------------- */

static gboolean begins(const guint8 *data, gsize length, const char *mark, gsize mark_length)
{
    return length >= mark_length && memcmp(data, mark, mark_length) == 0;
}

static void read_segment(ImageReader *reader, guint8 marker, const guint8 *data, gsize length)
{
    static const char EXIF[] = "Exif\0", XMP[] = "http://ns.adobe.com/xap/1.0/";
    ChairliftTrace like = {.kind = CHAIRLIFT_TRACE_IMAGE, .page = reader->page};
    if (marker == 0xE1 && begins(data, length, EXIF, sizeof EXIF))
        read_exif(reader, data, length);
    else if (marker == 0xE1 && begins(data, length, XMP, sizeof XMP))
        worker_traces_xmp((const char *)data + sizeof XMP, length - sizeof XMP, &like,
                          reader->traces);
    else if (marker == 0xED)
        read_iptc(reader, data, length);
    else if (marker == 0xFE) {
        g_autofree char *comment = g_strndup((const char *)data, length);
        add(reader, "comment", comment);
    }
}

static void read_jpeg(ImageReader *reader, const guint8 *data, gsize length)
{
    for (gsize i = 2; i + 4 <= length && data[i] == 0xFF;) {
        const guint8 marker = data[i + 1];
        const gsize size = (gsize)data[i + 2] << 8 | data[i + 3];
        if (marker == 0xFF) { /* padding */
            i++;
            continue;
        }
        if (marker == 0xDA || size < 2 || size > length - i - 2)
            return; /* the picture begins, or it is cut off */
        read_segment(reader, marker, data + i + 4, size - 2);
        i += 2 + size;
    }
}

/* XMP can be found in any file by its wrapper. */
static void read_packet(const ImageReader *reader, const guint8 *data, gsize length)
{
    static const char START[] = "<x:xmpmeta", END[] = "</x:xmpmeta>";
    const char *start = memmem(data, length, START, strlen(START));
    if (start == NULL)
        return;
    const gsize left = length - (gsize)(start - (const char *)data);
    const char *end = memmem(start, left, END, strlen(END));
    ChairliftTrace like = {.kind = CHAIRLIFT_TRACE_IMAGE, .page = reader->page};
    if (end != NULL)
        worker_traces_xmp(start, (gsize)(end - start) + strlen(END), &like, reader->traces);
}

void worker_traces_image(const guint8 *data, gsize length, guint page, ChairliftPdfTraces *traces)
{
    ImageReader reader = {.traces = traces, .page = page};
    if (length >= 4 && data[0] == 0xFF && data[1] == 0xD8)
        read_jpeg(&reader, data, length);
    else
        read_packet(&reader, data, length);
}
