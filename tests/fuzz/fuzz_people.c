/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a table of people, of conflicts, of an earlier routing, as bids, edges, or
 * somebody's own papers: either something complete, or an error in one line with its place.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "chairlift/roster.h"
#include "chairlift/routing_files.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const ChairliftVenue *venue_of_tests(void)
{
    static ChairliftVenue venue;
    if (venue.topics == NULL) {
        static char circuits_id[] = "circuits", circuits_name[] = "Circuits, Found and Proved";
        static char safety_id[] = "safety", safety_name[] = "Safety", venue_id[] = "tests";
        static ChairliftTopic circuits = {.id = circuits_id, .name = circuits_name};
        static ChairliftTopic safety = {.id = safety_id, .name = safety_name};
        venue.id = venue_id;
        venue.topics = g_ptr_array_new();
        g_ptr_array_add(venue.topics, &circuits);
        g_ptr_array_add(venue.topics, &safety);
    }
    return &venue;
}

static void check_error(const void *result, GError *error)
{
    if ((result == NULL) != (error != NULL))
        abort();
    if (error != NULL &&
        (!g_str_has_prefix(error->message, "x.csv") || strchr(error->message, '\n') != NULL ||
         !g_utf8_validate(error->message, -1, NULL)))
        abort();
    g_clear_error(&error);
}

/* What the rest of the program relies on. */
static void check_people(const GPtrArray *people)
{
    for (guint i = 0; i < people->len; i++) {
        const ChairliftPerson *person = g_ptr_array_index(people, i);
        if (person->id == NULL || *person->id == '\0' || !g_utf8_validate(person->id, -1, NULL) ||
            (person->has_capacity && person->minimum > person->capacity))
            abort();
        for (guint k = 0; k < person->topics->len; k++) {
            if (g_array_index(person->topics, guint, k) >= 2 ||
                (k > 0 && g_array_index(person->topics, guint, k - 1) >=
                              g_array_index(person->topics, guint, k)))
                abort();
        }
    }
}

/* In an earlier routing a paper may have nobody. */
static void check_pairs(const GPtrArray *pairs, gboolean may_lack_person)
{
    for (guint i = 0; i < pairs->len; i++) {
        const ChairliftListedConflict *pair = g_ptr_array_index(pairs, i);
        if (pair->paper == NULL || (pair->person == NULL && !may_lack_person))
            abort();
    }
}

static void take_warning(const char *message, gpointer user_data)
{
    (void)user_data;
    if (!g_utf8_validate(message, -1, NULL))
        abort();
}

static void check_bids(const GPtrArray *bids)
{
    for (guint i = 0; i < bids->len; i++) {
        const ChairliftBid *bid = g_ptr_array_index(bids, i);
        if (bid->paper == NULL || bid->person == NULL || !(bid->value >= -1 && bid->value <= 1))
            abort();
    }
}

static void read_bids(const uint8_t *data, size_t size)
{
    g_autoptr(ChairliftInput) input = chairlift_input_new_for_bytes("x.csv", data, (gssize)size);
    GError *error = NULL;
    g_autoptr(GPtrArray) bids = chairlift_bids_read(input, &error);
    check_error(bids, error);
    if (bids != NULL)
        check_bids(bids);
}

static void read_archive(const uint8_t *data, size_t size)
{
    g_autoptr(ChairliftInput) input = chairlift_input_new_for_bytes("x.csv", data, (gssize)size);
    g_autoptr(ChairliftPerson) person = chairlift_person_new();
    GError *error = NULL;
    guint failed = 0;
    const gboolean good =
        chairlift_archive_read(input, person, &failed, take_warning, NULL, &error);
    check_error(good ? person : NULL, error);
    for (guint i = 0; i < person->publications->len; i++) {
        const ChairliftPaper *paper = g_ptr_array_index(person->publications, i);
        if (paper->failure != NULL || (paper->year != 0 && paper->year < 1900))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_bids(data, size);
    read_archive(data, size);
    for (int reader = 0; reader < 3; reader++) {
        g_autoptr(ChairliftInput) input =
            chairlift_input_new_for_bytes("x.csv", data, (gssize)size);
        GError *error = NULL;
        g_autoptr(GPtrArray) read =
            reader == 0
                ? chairlift_people_read_csv(input, venue_of_tests(), take_warning, NULL, &error)
            : reader == 1 ? chairlift_conflicts_read(input, &error)
                          : chairlift_previous_read_csv(input, &error);
        check_error(read, error);
        if (read != NULL && reader == 0)
            check_people(read);
        else if (read != NULL)
            check_pairs(read, reader == 2);
    }
    return 0;
}
