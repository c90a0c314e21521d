/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: finds the command and hands over. */
#include "commands.h"
#include "complain.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct {
    const char *name;
    CommandFunction function;
    const char *summary;
} COMMANDS[] = {
    {"score", command_score, "say which topics papers belong to and whether they fit the theme"},
    {"check", command_check, "tell an author whether a paper fits a call and breaks no rule"},
    {"route", command_route, "give every paper to the chair who should handle it"},
    {"affinity", command_affinity, "say how well each person suits each paper, for OpenReview"},
    {"extract", command_extract, "read the titles and abstracts of PDFs"},
    {"verify", command_verify, "check a file of scores or assignments before it is uploaded"},
    {"vectors", command_vectors, "print papers as vectors for libsvm's programs"},
    {"venues", command_venues, "list the calls for papers that are known, or show one"},
    {"train", command_train, "rebuild the models from the corpus"},
    {"compile", command_compile, "put the models into a form that is loaded at once"},
    {"label", command_label, "propose which papers to label next, and take their labels"},
    {"eval", command_eval, "measure how good trained models are on papers they have not seen"},
    {"space", command_space, "learn the semantic space that affinity compares papers in"},
    {"corpus", command_corpus, "make the corpus that training reads from labelled papers"},
};

static void print_help(FILE *stream)
{
    fputs("usage: chairlift COMMAND [OPTION...] [ARGUMENT...]\n\n"
          "Reads workshop submissions, says which topics each belongs to and whether it fits the\n"
          "theme, and routes it to an area chair.\n\nCommands:\n",
          stream);
    for (size_t i = 0; i < G_N_ELEMENTS(COMMANDS); i++)
        fprintf(stream, "  %-10s %s\n", COMMANDS[i].name, COMMANDS[i].summary);
    fputs("\nchairlift COMMAND --help tells about one; man chairlift about all.\n", stream);
}

/* A standard stream that is closed (2>&-) would give its number to the next file that is opened,
 * and messages would go into the results. Something that cannot be read, or written, takes its
 * place; only what would have been said on stderr is lost without a word. */
static void open_standard_streams(void)
{
    static const int MODES[] = {O_WRONLY, O_RDONLY, O_RDWR}; /* stdin, stdout, stderr */
    for (int i = 0; i < (int)G_N_ELEMENTS(MODES); i++) {
        if (fcntl(i, F_GETFD) < 0 && open("/dev/null", MODES[i]) < 0)
            _exit(EXIT_NOTHING_DONE);
    }
}

int main(int argc, char **argv)
{
    open_standard_streams();
    /* A reader that goes away early (head, less) is reported by the write that fails. */
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2) {
        print_help(stderr);
        return EXIT_NOTHING_DONE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_help(stdout);
        return EXIT_DONE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("chairlift " CHAIRLIFT_VERSION);
        return EXIT_DONE;
    }
    setlocale(LC_CTYPE, "");
    g_set_prgname("chairlift");
    for (size_t i = 0; i < G_N_ELEMENTS(COMMANDS); i++) {
        if (strcmp(argv[1], COMMANDS[i].name) == 0) {
            g_autofree char *name = g_strdup_printf("chairlift %s", COMMANDS[i].name);
            g_set_prgname(name); /* as --help and messages show it */
            return COMMANDS[i].function(argc - 1, argv + 1);
        }
    }
    complain("there is no command \"%s\"; chairlift --help lists them", argv[1]);
    return EXIT_NOTHING_DONE;
}
