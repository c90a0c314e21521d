/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef CHAIRLIFT_CLI_CHECK_JSON_H
#define CHAIRLIFT_CLI_CHECK_JSON_H

#include "../report/checked.h"

#include <jansson.h>

/* A paper as chairlift check --format json writes it; a new reference. */
json_t *check_to_json(const Checked *checked);

#endif
