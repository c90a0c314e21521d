/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chairlift compile: the models as one file that is mapped, so that programs start at once. */
#include "commands.h"
#include "complain.h"
#include "data.h"

#include "chairlift/model.h"
#include "chairlift/paper.h"

static gboolean parse(int argc, char **argv, char **folder, GError **error)
{
    g_autoptr(GOptionContext) context = g_option_context_new("[DIR]");
    g_option_context_set_summary(
        context,
        "Compiles the models in DIR (chairlift's own) into DIR/compiled.bin, which is mapped at\n"
        "start instead of reading the text files. Without it, or once they have changed, the\n"
        "text files are read, with the same result. chairlift train does this by itself.");
    if (!g_option_context_parse(context, &argc, &argv, error))
        return FALSE;
    if (argc > 2) {
        g_set_error_literal(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                            "name one folder of models, or none");
        return FALSE;
    }
    *folder = argc == 2 ? g_strdup(argv[1]) : data_path("models", error);
    return *folder != NULL;
}

int command_compile(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = NULL;
    ChairliftError why;
    if (!parse(argc, argv, &folder, &error)) {
        complain("%s", error->message);
        return EXIT_NOTHING_DONE;
    }
    if (!chairlift_model_compile(folder, &why)) {
        complain("%s", why.message);
        return EXIT_NOTHING_DONE;
    }
    return EXIT_DONE;
}
