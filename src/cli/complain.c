/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "complain.h"

#include "../report/terminal.h"

#include <stdio.h>

void complain(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *shown = chairlift_without_controls(message);
    fprintf(stderr, "%s: %s\n", g_get_prgname(), shown);
}

void complain_of(const char *message, gpointer user_data)
{
    (void)user_data;
    complain("%s", message);
}
