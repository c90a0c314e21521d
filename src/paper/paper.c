/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chairlift/paper.h"

G_DEFINE_QUARK(chairlift - error - quark, chairlift_error)
