/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules that programs act on.
 *
 * A venue's file may state any rule in words. Those below carry a value too, because scoring,
 * routing or the self-check depend on it; the value is checked here and noted in the venue.
 */
#include "load.h"

#include <string.h>

enum { MOST = 1000, MOST_WORDS = 4 };

typedef enum ValueKind { WORD, NUMBER, LIST, TEMPLATE } ValueKind;

static const struct ValuedRule {
    const char *id;
    ValueKind kind;
    const char *words[MOST_WORDS + 1]; /* that a WORD may be, NULL-terminated */
    size_t offset;                     /* of the member of ChairliftVenue that takes the value */
} VALUED[] = {
    {"anonymity",
     WORD,
     {"double-blind", "single-blind", "open", "unknown"},
     G_STRUCT_OFFSET(ChairliftVenue, anonymity)},
    {"archival",
     WORD,
     {"archival", "non-archival", "optional", "unknown"},
     G_STRUCT_OFFSET(ChairliftVenue, archival)},
    {"not-counted", LIST, {NULL}, G_STRUCT_OFFSET(ChairliftVenue, not_counted)},
    {"camera-ready-pages", NUMBER, {NULL}, G_STRUCT_OFFSET(ChairliftVenue, camera_ready_pages)},
    {"camera-ready-template",
     TEMPLATE,
     {NULL},
     G_STRUCT_OFFSET(ChairliftVenue, camera_ready_template)},
    {"reciprocal-reviewers",
     NUMBER,
     {NULL},
     G_STRUCT_OFFSET(ChairliftVenue, reciprocal.reviewers_per_submission)},
    {"reciprocal-load",
     NUMBER,
     {NULL},
     G_STRUCT_OFFSET(ChairliftVenue, reciprocal.papers_per_reviewer)},
    {"reciprocal-submissions",
     NUMBER,
     {NULL},
     G_STRUCT_OFFSET(ChairliftVenue, reciprocal.submissions_per_reviewer)},
};

static const struct ValuedRule *find_valued(const char *id)
{
    for (size_t i = 0; i < G_N_ELEMENTS(VALUED); i++) {
        if (strcmp(VALUED[i].id, id) == 0)
            return &VALUED[i];
    }
    return NULL;
}

static gboolean apply_word(const struct ValuedRule *valued, const char **member, const char *value,
                           char **problem)
{
    for (const char *const *word = valued->words; *word != NULL; word++) {
        if (strcmp(*word, value) == 0) {
            *member = *word;
            return TRUE;
        }
    }
    g_autofree char *words = g_strjoinv(", ", (char **)valued->words);
    *problem = g_strdup_printf("%s \"%.100s\" is none of %s", valued->id, value, words);
    return FALSE;
}

static gboolean apply_number(const struct ValuedRule *valued, guint *member, const char *value,
                             char **problem)
{
    guint64 number = 0;
    if (!g_ascii_string_to_unsigned(value, 10, 0, MOST, &number, NULL)) {
        *problem =
            g_strdup_printf("%s \"%.100s\" is not a number from 0 to %d", valued->id, value, MOST);
        return FALSE;
    }
    *member = (guint)number;
    return TRUE;
}

static gboolean apply_list(const struct ValuedRule *valued, char ***member, const char *value,
                           char **problem)
{
    g_auto(GStrv) parts = g_strsplit(value, ";", -1);
    for (char **part = parts; *part != NULL; part++) {
        if (*g_strstrip(*part) == '\0') {
            *problem = g_strdup_printf("%s has an empty part between semicolons", valued->id);
            return FALSE;
        }
    }
    g_strfreev(*member);
    *member = g_steal_pointer(&parts);
    return TRUE;
}

static gboolean apply_template(const ChairliftVenue *venue, const char **member, const char *value,
                               char **problem)
{
    const ChairliftTemplate *template = chairlift_venue_find_template(venue, value);
    if (template == NULL) {
        *problem = g_strdup_printf("there is no [template %s] in this file", value);
        return FALSE;
    }
    *member = template->id;
    return TRUE;
}

gboolean chairlift_venue_apply_rule(ChairliftVenue *venue, const ChairliftRule *rule,
                                    char **problem)
{
    const struct ValuedRule *valued = find_valued(rule->id);
    if (valued == NULL && rule->value == NULL)
        return TRUE;
    if (valued == NULL) {
        *problem = g_strdup_printf("rule %s takes no value; say it in its text", rule->id);
        return FALSE;
    }
    if (rule->value == NULL) {
        *problem = g_strdup_printf("rule %s needs a value; add a line \"value = ...\"", rule->id);
        return FALSE;
    }
    gpointer member = G_STRUCT_MEMBER_P(venue, valued->offset);
    switch (valued->kind) {
    case WORD:
        return apply_word(valued, member, rule->value, problem);
    case NUMBER:
        return apply_number(valued, member, rule->value, problem);
    case LIST:
        return apply_list(valued, member, rule->value, problem);
    case TEMPLATE:
        return apply_template(venue, member, rule->value, problem);
    }
    g_assert_not_reached();
}
