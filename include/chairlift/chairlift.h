/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole public interface of libchairlift. */
#ifndef CHAIRLIFT_H
#define CHAIRLIFT_H

#include "chairlift/affinity.h"
#include "chairlift/check.h"
#include "chairlift/contributors.h"
#include "chairlift/exchange.h"
#include "chairlift/features.h"
#include "chairlift/intake.h"
#include "chairlift/label.h"
#include "chairlift/learn.h"
#include "chairlift/model.h"
#include "chairlift/names.h"
#include "chairlift/paper.h"
#include "chairlift/pdf.h"
#include "chairlift/people.h"
#include "chairlift/roster.h"
#include "chairlift/route.h"
#include "chairlift/routed_paper.h"
#include "chairlift/routing.h"
#include "chairlift/routing_files.h"
#include "chairlift/text.h"
#include "chairlift/upload.h"
#include "chairlift/venue.h"

#endif
