/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers through several threads, and out again in their order.
 *
 * The calling thread cuts the input into batches of records, which go through four stages:
 *
 *     parse   plain records are understood                            any thread, at any time
 *     settle  the others are, and papers get their ids                one batch after the other
 *     map     what the caller wants of each paper becomes text        any thread, at any time
 *     result  the texts are handed over                               the calling thread, in order
 *
 * Settling depends on everything before it (ids must be unique, a file of another shape is refused
 * at its first record), but takes next to no time, so that waiting for one's turn costs nothing.
 * So the result does not depend on the number of threads. Batches and the room in them are used
 * again: after the first few, nothing is allocated for a plain record.
 *
 * The calling thread is one of the threads: when enough batches are in flight to keep the others
 * busy, it works on one itself instead of reading on. A thread is woken only when it sleeps,
 * because that takes a system call.
 */
#include "mapper.h"

#include <string.h>

enum {
    BATCH_BYTES = 16384,
    BATCH_RECORDS = 512,
    BATCH_PAPERS = 32,
    BATCHES_PER_HELPER = 16 /* in flight, so that it has work while the calling thread is away */
};

/* A paper and what came of it. */
typedef struct Item {
    ChairliftPaper *paper;
    gboolean owned;      /* the paper is to be freed */
    char *id;            /* or NULL: of a paper that is not owned, to be freed */
    gsize start, length; /* of its text, in the batch's */
} Item;

typedef struct Batch {
    guint64 number;              /* of the batch, from 0 */
    ChairliftJsonPapers *papers; /* the records'; NULL for a batch of papers */
    GString *bytes;              /* of all records, one after the other */
    GArray *records;             /* of ChairliftJsonRecord, whose bytes are set when it is parsed */
    gsize room_needed;           /* for the texts of plain records */
    char *room;                  /* [room_size] */
    gsize room_size;
    GArray *plain; /* of ChairliftPaper, one for each record */
    GArray *items; /* of Item */
    GString *text; /* of all items */
    GError *error; /* from map */
    gboolean done;
} Batch;

struct ChairliftMapper {
    const ChairliftMapping *mapping;
    ChairliftEnrolFunction enrol;
    gpointer user_data;
    GPtrArray *no_authors; /* what a plain paper has for authors and keywords */
    Batch *filling;        /* that records or papers are added to, or NULL */
    GQueue in_flight;      /* of Batch, in their order */
    GQueue spare;          /* of Batch */
    guint64 batches;       /* begun */
    gboolean stopped;
    GError *error;
    guint helpers_running;
    GThread **helpers; /* [helpers_running] the threads beside the calling one */

    GMutex mutex;       /* of all that follows, and of Batch.done */
    GCond work_to_do;   /* waiting has a batch, or closing */
    GCond turn_changed; /* settling is another one's turn */
    GCond batch_done;
    guint idle;            /* threads that wait for work_to_do */
    guint waiting_to_turn; /* for turn_changed */
    gboolean collecting;   /* the calling thread waits for batch_done */
    GQueue waiting;        /* of Batch, to be worked on */
    gboolean closing;
    guint64 turn;    /* number of the batch that may settle */
    Batch *settling; /* used by the thread whose turn it is alone */
};

static Batch *batch_new(void)
{
    Batch *batch = g_new0(Batch, 1);
    batch->bytes = g_string_sized_new((gsize)2 * BATCH_BYTES);
    batch->records = g_array_new(FALSE, FALSE, sizeof(ChairliftJsonRecord));
    batch->plain = g_array_new(FALSE, TRUE, sizeof(ChairliftPaper));
    batch->items = g_array_new(FALSE, FALSE, sizeof(Item));
    batch->text = g_string_sized_new((gsize)4 * BATCH_BYTES);
    return batch;
}

/* Frees what the papers hold, and makes the batch empty. */
static void batch_clear(Batch *batch)
{
    for (guint i = 0; i < batch->items->len; i++) {
        const Item *item = &g_array_index(batch->items, Item, i);
        if (item->owned)
            chairlift_paper_free(item->paper);
        g_free(item->id);
    }
    batch->papers = NULL;
    g_string_truncate(batch->bytes, 0);
    g_array_set_size(batch->records, 0);
    g_array_set_size(batch->plain, 0);
    g_array_set_size(batch->items, 0);
    g_string_truncate(batch->text, 0);
    batch->room_needed = 0;
    g_clear_error(&batch->error);
    batch->done = FALSE;
}

static void batch_free(Batch *batch)
{
    if (batch == NULL)
        return;
    batch_clear(batch);
    g_string_free(batch->bytes, TRUE);
    g_array_unref(batch->records);
    g_array_unref(batch->plain);
    g_array_unref(batch->items);
    g_string_free(batch->text, TRUE);
    g_free(batch->room);
    g_free(batch);
}

/* ---- the stages ------------------------------------------------------------------------------ */

/* Understands the plain records; the papers of the others have no id. */
static void parse_batch(const ChairliftMapper *mapper, Batch *batch)
{
    if (batch->room_size < batch->room_needed) {
        batch->room_size = batch->room_needed + BATCH_BYTES;
        g_free(batch->room);
        batch->room = g_malloc(batch->room_size);
    }
    g_array_set_size(batch->plain, batch->records->len);
    char *room = batch->room;
    gsize offset = 0;
    for (guint i = 0; i < batch->records->len; i++) {
        ChairliftJsonRecord *record = &g_array_index(batch->records, ChairliftJsonRecord, i);
        ChairliftPaper *paper = &g_array_index(batch->plain, ChairliftPaper, i);
        record->bytes = batch->bytes->str + offset;
        offset += record->length;
        if (chairlift_json_papers_take_flat(batch->papers, record, room, paper)) {
            paper->authors = mapper->no_authors;
            paper->keywords = mapper->no_authors;
        } else {
            paper->id = NULL;
        }
        room += chairlift_json_papers_room(batch->papers, record);
    }
}

/* Gives a paper its place, and its item if it is to be mapped. */
static void add_item(ChairliftMapper *mapper, Batch *batch, ChairliftPaper *paper, gboolean owned)
{
    Item item = {.paper = paper, .owned = owned};
    gboolean wanted = mapper->enrol(paper, &item.id, mapper->user_data);
    if (item.id != NULL) {
        if (owned)
            g_free(paper->id);
        paper->id = item.id;
        if (owned)
            item.id = NULL; /* the paper frees it */
    }
    if (wanted) {
        g_array_append_val(batch->items, item);
        return;
    }
    g_free(item.id);
    if (owned)
        chairlift_paper_free(paper);
}

static void settle_batch(ChairliftMapper *mapper, Batch *batch)
{
    gboolean goes_on = TRUE;
    mapper->settling = batch;
    for (guint i = 0; goes_on && i < batch->records->len; i++) {
        ChairliftPaper *paper = &g_array_index(batch->plain, ChairliftPaper, i);
        if (paper->id == NULL) {
            goes_on = chairlift_json_papers_take(
                batch->papers, &g_array_index(batch->records, ChairliftJsonRecord, i));
        } else if (chairlift_json_papers_count(batch->papers)) {
            add_item(mapper, batch, paper, FALSE);
        }
    }
    mapper->settling = NULL;
}

static void map_batch(const ChairliftMapper *mapper, Batch *batch, gpointer worker)
{
    for (guint i = 0; i < batch->items->len && batch->error == NULL; i++) {
        Item *item = &g_array_index(batch->items, Item, i);
        item->start = batch->text->len;
        mapper->mapping->map(item->paper, batch->text, worker, &batch->error);
        item->length = batch->text->len - item->start;
    }
}

static void wait_for_turn(ChairliftMapper *mapper, const Batch *batch)
{
    g_mutex_lock(&mapper->mutex);
    mapper->waiting_to_turn++;
    while (mapper->turn != batch->number)
        g_cond_wait(&mapper->turn_changed, &mapper->mutex);
    mapper->waiting_to_turn--;
    g_mutex_unlock(&mapper->mutex);
}

static void end_turn(ChairliftMapper *mapper)
{
    g_mutex_lock(&mapper->mutex);
    mapper->turn++;
    gboolean wake = mapper->waiting_to_turn > 0;
    g_mutex_unlock(&mapper->mutex);
    if (wake)
        g_cond_broadcast(&mapper->turn_changed);
}

/* Works on the next batch that waits. The mutex is held, but not meanwhile. FALSE: there is none.
 */
static gboolean work(ChairliftMapper *mapper, gpointer worker)
{
    Batch *batch = g_queue_pop_head(&mapper->waiting);
    if (batch == NULL)
        return FALSE;
    g_mutex_unlock(&mapper->mutex);
    if (batch->papers != NULL)
        parse_batch(mapper, batch);
    wait_for_turn(mapper, batch);
    if (batch->papers != NULL)
        settle_batch(mapper, batch);
    end_turn(mapper);
    map_batch(mapper, batch, worker);
    g_mutex_lock(&mapper->mutex);
    batch->done = TRUE;
    if (mapper->collecting)
        g_cond_signal(&mapper->batch_done);
    return TRUE;
}

/* ---- the threads beside the calling one ------------------------------------------------------ */

typedef struct Helper {
    ChairliftMapper *mapper;
    gpointer worker;
} Helper;

static gpointer run_helper(gpointer user_data)
{
    g_autofree Helper *helper = user_data;
    ChairliftMapper *mapper = helper->mapper;
    g_mutex_lock(&mapper->mutex);
    while (work(mapper, helper->worker) || !mapper->closing) {
        mapper->idle++;
        while (g_queue_is_empty(&mapper->waiting) && !mapper->closing)
            g_cond_wait(&mapper->work_to_do, &mapper->mutex);
        mapper->idle--;
    }
    g_mutex_unlock(&mapper->mutex);
    return NULL;
}

static void start_helpers(ChairliftMapper *mapper)
{
    guint helpers = mapper->mapping->threads - 1;
    if (helpers == 0 || mapper->helpers != NULL)
        return;
    mapper->helpers = g_new0(GThread *, helpers);
    for (; mapper->helpers_running < helpers; mapper->helpers_running++) {
        Helper *helper = g_new(Helper, 1);
        *helper = (Helper){mapper, mapper->mapping->workers[mapper->helpers_running + 1]};
        mapper->helpers[mapper->helpers_running] = g_thread_new("map", run_helper, helper);
    }
}

ChairliftMapper *chairlift_mapper_new(const ChairliftMapping *mapping, ChairliftEnrolFunction enrol,
                                      gpointer user_data)
{
    ChairliftMapper *mapper = g_new0(ChairliftMapper, 1);
    mapper->mapping = mapping;
    mapper->enrol = enrol;
    mapper->user_data = user_data;
    mapper->no_authors = g_ptr_array_new();
    g_mutex_init(&mapper->mutex);
    g_cond_init(&mapper->work_to_do);
    g_cond_init(&mapper->turn_changed);
    g_cond_init(&mapper->batch_done);
    return mapper;
}

void chairlift_mapper_free(ChairliftMapper *mapper)
{
    if (mapper == NULL)
        return;
    g_mutex_lock(&mapper->mutex);
    mapper->closing = TRUE;
    g_cond_broadcast(&mapper->work_to_do);
    g_mutex_unlock(&mapper->mutex);
    for (guint i = 0; i < mapper->helpers_running; i++)
        g_thread_join(mapper->helpers[i]);
    g_free(mapper->helpers);
    batch_free(mapper->filling);
    g_queue_clear_full(&mapper->in_flight, (GDestroyNotify)batch_free);
    g_queue_clear_full(&mapper->spare, (GDestroyNotify)batch_free);
    g_ptr_array_unref(mapper->no_authors);
    g_clear_error(&mapper->error);
    g_mutex_clear(&mapper->mutex);
    g_cond_clear(&mapper->work_to_do);
    g_cond_clear(&mapper->turn_changed);
    g_cond_clear(&mapper->batch_done);
    g_free(mapper);
}

/* ---- the calling thread ---------------------------------------------------------------------- */

/* Hands over what came of a batch. */
static void hand_over(ChairliftMapper *mapper, Batch *batch)
{
    for (guint i = 0; i < batch->items->len && !mapper->stopped; i++) {
        const Item *item = &g_array_index(batch->items, Item, i);
        if (batch->error != NULL && item->length == 0) {
            mapper->stopped = TRUE;
            mapper->error = g_steal_pointer(&batch->error);
        } else if (!mapper->mapping->result(item->paper, batch->text->str + item->start,
                                            item->length, mapper->mapping->user_data)) {
            mapper->stopped = TRUE;
        }
    }
    batch_clear(batch);
    g_queue_push_head(&mapper->spare, batch);
}

/* Waits until the batch is done, working on those that wait. */
static void wait_for(ChairliftMapper *mapper, const Batch *batch)
{
    while (!batch->done) {
        if (work(mapper, mapper->mapping->workers[0]))
            continue;
        mapper->collecting = TRUE;
        g_cond_wait(&mapper->batch_done, &mapper->mutex);
        mapper->collecting = FALSE;
    }
}

/* Hands over the oldest batches, until at most `most` are in flight. */
static void collect(ChairliftMapper *mapper, guint most)
{
    while (mapper->in_flight.length > 0) {
        Batch *batch = g_queue_peek_head(&mapper->in_flight);
        g_mutex_lock(&mapper->mutex);
        if (mapper->in_flight.length > most)
            wait_for(mapper, batch);
        gboolean done = batch->done;
        g_mutex_unlock(&mapper->mutex);
        if (!done)
            return;
        g_queue_pop_head(&mapper->in_flight);
        hand_over(mapper, batch);
    }
}

/* Sends the batch on its way. Threads begin with the first batch that is not the last: starting
 * them takes longer than scoring a paper. */
static void submit(ChairliftMapper *mapper, gboolean last)
{
    Batch *batch = g_steal_pointer(&mapper->filling);
    if (batch == NULL)
        return;
    batch->number = mapper->batches++;
    g_queue_push_tail(&mapper->in_flight, batch);
    if (!last)
        start_helpers(mapper);
    g_mutex_lock(&mapper->mutex);
    g_queue_push_tail(&mapper->waiting, batch);
    gboolean wake = mapper->idle > 0;
    g_mutex_unlock(&mapper->mutex);
    if (wake)
        g_cond_signal(&mapper->work_to_do);
    collect(mapper, BATCHES_PER_HELPER * mapper->helpers_running);
}

/* The batch to add to: of records of `papers`, or where that is NULL of papers. */
static Batch *filling(ChairliftMapper *mapper, ChairliftJsonPapers *papers)
{
    if (mapper->filling != NULL && mapper->filling->papers != papers)
        submit(mapper, FALSE);
    if (mapper->filling == NULL) {
        mapper->filling = g_queue_pop_head(&mapper->spare);
        if (mapper->filling == NULL)
            mapper->filling = batch_new();
        mapper->filling->papers = papers;
    }
    return mapper->filling;
}

gboolean chairlift_mapper_add_record(ChairliftMapper *mapper, ChairliftJsonPapers *papers,
                                     const ChairliftJsonRecord *record)
{
    Batch *batch = filling(mapper, papers);
    g_array_append_val(batch->records, *record);
    g_string_append_len(batch->bytes, record->bytes, (gssize)record->length);
    batch->room_needed += chairlift_json_papers_room(papers, record);
    if (batch->bytes->len >= BATCH_BYTES || batch->records->len >= BATCH_RECORDS)
        submit(mapper, FALSE);
    return !mapper->stopped;
}

gboolean chairlift_mapper_add_paper(ChairliftMapper *mapper, ChairliftPaper *paper)
{
    if (mapper->settling != NULL) {
        add_item(mapper, mapper->settling, paper, TRUE);
        return TRUE;
    }
    Batch *batch = filling(mapper, NULL);
    add_item(mapper, batch, paper, TRUE);
    if (batch->items->len >= BATCH_PAPERS)
        submit(mapper, FALSE);
    return !mapper->stopped;
}

gboolean chairlift_mapper_drain(ChairliftMapper *mapper)
{
    submit(mapper, TRUE);
    collect(mapper, 0);
    return !mapper->stopped;
}

gboolean chairlift_mapper_is_stopped(const ChairliftMapper *mapper)
{
    return mapper->stopped;
}

GError *chairlift_mapper_take_error(ChairliftMapper *mapper)
{
    return g_steal_pointer(&mapper->error);
}
