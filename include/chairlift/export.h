/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks what libchairlift exports; everything else is compiled with hidden visibility. */
#ifndef CHAIRLIFT_EXPORT_H
#define CHAIRLIFT_EXPORT_H

#if defined(__GNUC__)
#define CHAIRLIFT_API __attribute__((visibility("default")))
#define CHAIRLIFT_PRINTF(message, first) __attribute__((format(printf, message, first)))
#else
#define CHAIRLIFT_API
#define CHAIRLIFT_PRINTF(message, first)
#endif

#endif
