/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Libraries that are loaded when they are first called: solvers with their C++ and linear algebra,
 * which would double the time that the program takes to start, and which few commands need. */
#ifndef CHAIRLIFT_PAPER_LATE_H
#define CHAIRLIFT_PAPER_LATE_H

#include <glib.h>
#include <string.h>

/* The address of a library's function, which is kept in *address once it has been found. Ends the
 * program, with a message, where the library is not installed. May be called by many threads. */
gpointer chairlift_late_find(gpointer *address, const char *library, const char *name);

/* Defines a function of a library, as its header declares it, that calls the real one. The
 * program is linked without these libraries, so that no function can be forgotten. */
/* NOLINTBEGIN(bugprone-macro-parentheses): types and lists cannot stand in parentheses */
#define CHAIRLIFT_LATE(library, result, name, parameters, arguments)                               \
    result name parameters                                                                         \
    {                                                                                              \
        static gpointer address;                                                                   \
        gpointer found = chairlift_late_find(&address, library, #name);                            \
        result(*function) parameters;                                                              \
        memcpy(&function, &found, sizeof function);                                                \
        return function arguments;                                                                 \
    }
/* NOLINTEND(bugprone-macro-parentheses) */

#endif
