/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "late.h"

#include <dlfcn.h>

gpointer chairlift_late_find(gpointer *address, const char *library, const char *name)
{
    gpointer found = g_atomic_pointer_get(address);
    if (found != NULL)
        return found;
    /* loaded once, however often it is asked for, and never unloaded */
    void *handle = dlopen(library, RTLD_LAZY | RTLD_LOCAL);
    found = handle != NULL ? dlsym(handle, name) : NULL;
    if (found == NULL)
        g_error("%s; install the packages that the README names", dlerror());
    g_atomic_pointer_set(address, found);
    return found;
}
