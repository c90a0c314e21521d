/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of the program, one file each. */
#ifndef CHAIRLIFT_CLI_COMMANDS_H
#define CHAIRLIFT_CLI_COMMANDS_H

#include <glib.h>

/* Exit statuses, the same for every command. */
enum {
    EXIT_DONE = 0,        /* all done */
    EXIT_SOME_FAILED = 1, /* done, but some papers failed, or a check found violations */
    EXIT_NOTHING_DONE = 2 /* usage, unreadable input, unwritable output: nothing could be done */
};

/* argv[0] is the command's name. Prints results to stdout, everything else to stderr, and returns
 * the exit status. */
typedef int (*CommandFunction)(int argc, char **argv);

int command_affinity(int argc, char **argv);
int command_score(int argc, char **argv);
int command_route(int argc, char **argv);
int command_check(int argc, char **argv);
int command_extract(int argc, char **argv);
int command_compile(int argc, char **argv);
int command_corpus(int argc, char **argv);
int command_label(int argc, char **argv);
int command_eval(int argc, char **argv);
int command_space(int argc, char **argv);
int command_train(int argc, char **argv);
int command_vectors(int argc, char **argv);
int command_venues(int argc, char **argv);
int command_verify(int argc, char **argv);

#endif
