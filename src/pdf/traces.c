/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The traces' memory, and their JSON between worker and library. */
#include "traces.h"

#include <math.h>
#include <string.h>

#include "chairlift/paper.h"

const char *chairlift_trace_kind_name(ChairliftTraceKind kind)
{
    static const char *const NAMES[CHAIRLIFT_TRACE_KINDS] = {
        "text",       "link", "annotation", "form",  "property", "xmp",
        "attachment", "path", "figure",     "image", "other"};
    return (guint)kind < CHAIRLIFT_TRACE_KINDS ? NAMES[kind] : "unknown";
}

static void free_trace(gpointer data)
{
    ChairliftTrace *trace = data;
    g_free(trace->name);
    g_free(trace->text);
    g_free(trace);
}

ChairliftPdfTraces *chairlift_pdf_traces_new(void)
{
    ChairliftPdfTraces *traces = g_new0(ChairliftPdfTraces, 1);
    traces->list = g_ptr_array_new_with_free_func(free_trace);
    return traces;
}

void chairlift_pdf_traces_free(ChairliftPdfTraces *traces)
{
    if (traces == NULL)
        return;
    g_ptr_array_unref(traces->list);
    g_free(traces);
}

/* A text in one line of valid UTF-8, of at most limit bytes. Never NULL. */
static char *clean(const char *text, gsize limit, gboolean *cut)
{
    /* Cleaning may lengthen a text by a factor of three, so it is cut before and after it. */
    gsize length = text != NULL ? strnlen(text, 2 * limit) : 0;
    char *clean = chairlift_paper_clean_text(text, (gssize)length, NULL);
    if (clean == NULL)
        return g_strdup("");
    if (strlen(clean) > limit) {
        *g_utf8_find_prev_char(clean, clean + limit + 1) = '\0';
        *cut = TRUE;
    }
    return clean;
}

static double fraction(double value)
{
    return isfinite(value) ? CLAMP(value, 0, 1) : 0;
}

void chairlift_pdf_traces_add(ChairliftPdfTraces *traces, const ChairliftTrace *trace)
{
    if (traces->list->len >= CHAIRLIFT_TRACES_LIMIT) {
        traces->incomplete = TRUE;
        return;
    }
    ChairliftTrace *copy = g_memdup2(trace, sizeof *trace);
    copy->left = fraction(trace->left);
    copy->top = fraction(trace->top);
    copy->right = fraction(trace->right);
    copy->bottom = fraction(trace->bottom);
    copy->size = isfinite(trace->size) ? CLAMP(trace->size, 0, 1000) : 0;
    copy->name = clean(trace->name, CHAIRLIFT_TRACE_NAME_LIMIT, &traces->incomplete);
    copy->text = clean(trace->text, CHAIRLIFT_TRACE_TEXT_LIMIT, &traces->incomplete);
    if (*copy->text != '\0')
        g_ptr_array_add(traces->list, copy);
    else
        free_trace(copy);
}

/* ---- to JSON --------------------------------------------------------------------------------- */

/* Each trace is an array: there are thousands of them. */
static json_t *trace_to_json(const ChairliftTrace *trace)
{
    return json_pack("[i, i, f, f, f, f, f, s, s]", (int)trace->kind, (int)trace->page, trace->left,
                     trace->top, trace->right, trace->bottom, trace->size, trace->name,
                     trace->text);
}

json_t *chairlift_pdf_traces_to_json(const ChairliftPdfTraces *traces)
{
    json_t *list = json_array();
    gsize bytes = 0;
    guint i = 0;
    for (; i < traces->list->len; i++) {
        const ChairliftTrace *trace = g_ptr_array_index(traces->list, i);
        bytes += strlen(trace->name) + strlen(trace->text);
        if (bytes > CHAIRLIFT_TRACES_BYTES)
            break;
        json_array_append_new(list, trace_to_json(trace));
    }
    return json_pack("{s:o, s:b}", "list", list, "incomplete",
                     (int)(traces->incomplete || i < traces->list->len));
}

/* ---- from JSON ------------------------------------------------------------------------------- */

static gboolean take_count(json_t *value, json_int_t limit, guint *count)
{
    json_int_t integer = json_is_integer(value) ? json_integer_value(value) : -1;
    if (integer < 0 || integer > limit)
        return FALSE;
    *count = (guint)integer;
    return TRUE;
}

static gboolean take_real(json_t *value, double limit, double *real)
{
    *real = json_is_real(value) ? json_real_value(value) : -1;
    return *real >= 0 && *real <= limit;
}

static const char *take_text(json_t *value, gsize limit)
{
    return json_is_string(value) && json_string_length(value) <= limit ? json_string_value(value)
                                                                       : NULL;
}

static gboolean trace_from_json(json_t *value, ChairliftPdfTraces *traces)
{
    ChairliftTrace trace = {0};
    guint kind;
    const char *name = take_text(json_array_get(value, 7), CHAIRLIFT_TRACE_NAME_LIMIT);
    const char *text = take_text(json_array_get(value, 8), CHAIRLIFT_TRACE_TEXT_LIMIT);
    if (json_array_size(value) != 9 || name == NULL || text == NULL ||
        !take_count(json_array_get(value, 0), CHAIRLIFT_TRACE_KINDS - 1, &kind) ||
        !take_count(json_array_get(value, 1), G_MAXINT32, &trace.page) ||
        !take_real(json_array_get(value, 2), 1, &trace.left) ||
        !take_real(json_array_get(value, 3), 1, &trace.top) ||
        !take_real(json_array_get(value, 4), 1, &trace.right) ||
        !take_real(json_array_get(value, 5), 1, &trace.bottom) ||
        !take_real(json_array_get(value, 6), 1000, &trace.size))
        return FALSE;
    trace.kind = (ChairliftTraceKind)kind;
    trace.name = (char *)name;
    trace.text = (char *)text;
    chairlift_pdf_traces_add(traces, &trace);
    return TRUE;
}

ChairliftPdfTraces *chairlift_pdf_traces_from_json(json_t *object)
{
    json_t *list = json_object_get(object, "list");
    json_t *incomplete = json_object_get(object, "incomplete");
    if (!json_is_object(object) || json_object_size(object) != 2 || !json_is_array(list) ||
        json_array_size(list) > CHAIRLIFT_TRACES_LIMIT || !json_is_boolean(incomplete))
        return NULL;
    g_autoptr(ChairliftPdfTraces) traces = chairlift_pdf_traces_new();
    for (gsize i = 0; i < json_array_size(list); i++) {
        if (!trace_from_json(json_array_get(list, i), traces))
            return NULL;
    }
    traces->incomplete = json_is_true(incomplete);
    return g_steal_pointer(&traces);
}
