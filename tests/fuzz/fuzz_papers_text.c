/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "papers_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_papers(data, size, chairlift_papers_read_text);
    return 0;
}
