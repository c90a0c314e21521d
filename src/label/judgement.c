/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chairlift/label.h"

ChairliftJudgement *chairlift_judgement_new(const char *id, int degree)
{
    ChairliftJudgement *judgement = g_new0(ChairliftJudgement, 1);
    judgement->id = g_strdup(id);
    judgement->degree = degree;
    judgement->topics = g_array_new(FALSE, FALSE, sizeof(guint));
    return judgement;
}

void chairlift_judgement_free(ChairliftJudgement *judgement)
{
    if (judgement == NULL)
        return;
    g_free(judgement->id);
    g_array_unref(judgement->topics);
    g_free(judgement);
}
