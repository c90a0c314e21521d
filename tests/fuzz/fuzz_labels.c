/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a table of labels, and as a file of labels: either something complete, or an error
 * in one line with its place.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "chairlift/label.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const ChairliftVenue *venue_of_tests(void)
{
    static ChairliftVenue venue;
    if (venue.topics == NULL) {
        static char circuits_id[] = "circuits", circuits_name[] = "Circuits, Found and Proved";
        static char safety_id[] = "safety", safety_name[] = "Safety", venue_id[] = "tests";
        static char path[] = "tests";
        static ChairliftTopic circuits = {.id = circuits_id, .name = circuits_name};
        static ChairliftTopic safety = {.id = safety_id, .name = safety_name};
        venue.id = venue_id;
        venue.theme_labels = venue.topic_labels = path;
        venue.topics = g_ptr_array_new();
        g_ptr_array_add(venue.topics, &circuits);
        g_ptr_array_add(venue.topics, &safety);
    }
    return &venue;
}

static void check_error(const void *result, const char *name, GError *error)
{
    if ((result == NULL) != (error != NULL))
        abort();
    if (error != NULL &&
        (!g_str_has_prefix(error->message, name) || strchr(error->message, '\n') != NULL ||
         !g_utf8_validate(error->message, -1, NULL)))
        abort();
    g_clear_error(&error);
}

static void check_judgement(const ChairliftJudgement *judgement)
{
    if (judgement->id == NULL || judgement->degree < 0 || judgement->degree > 2 ||
        judgement->topics->len > 2 || (judgement->degree == 0 && judgement->topics->len > 0))
        abort();
    for (guint i = 0; i < judgement->topics->len; i++) {
        if (g_array_index(judgement->topics, guint, i) >= 2)
            abort();
    }
}

static void read_table(const uint8_t *data, size_t size)
{
    GError *error = NULL;
    g_autoptr(ChairliftInput) input = chairlift_input_new_for_bytes("x.csv", data, (gssize)size);
    g_autoptr(GPtrArray) read = chairlift_labels_read_csv(input, venue_of_tests(), &error);
    check_error(read, "x.csv:", error);
    for (guint i = 0; read != NULL && i < read->len; i++)
        check_judgement(g_ptr_array_index(read, i));
}

static void read_file(const uint8_t *data, size_t size)
{
    static int memory = -1;
    static char path[64];
    GError *error = NULL;
    if (memory < 0) {
        memory = memfd_create("labels", 0);
        g_snprintf(path, sizeof path, "/proc/self/fd/%d", memory);
    }
    if (memory < 0 || ftruncate(memory, 0) != 0 || pwrite(memory, data, size, 0) != (ssize_t)size)
        abort();
    g_autoptr(ChairliftLabelFile) file = chairlift_label_file_open(path, &error);
    check_error(file, path, error);
    for (guint i = 0; file != NULL && i < 3; i++)
        g_free(chairlift_label_file_undo(file, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_table(data, size);
    read_file(data, size);
    return 0;
}
