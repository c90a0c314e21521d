/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the models say of a paper is shown only when it is asked for: a label that repeats it
 * teaches nothing. */
#include "label_session.h"

#include "../report/terminal.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* Topics have small letters as keys. */
enum { MOST_TOPICS = 26 };

/* Keys that are no bytes. */
enum { KEY_END = -1 };

typedef struct Session {
    const LabelPapers *papers;
    const GArray *order;
    const ChairliftVenue *venue;
    ChairliftLabelFile *file;
    ChairliftTerminal terminal;
    guint place;                   /* in order, of the paper that is shown */
    GArray *done;                  /* of guint: places labelled in this session */
    ChairliftJudgement *judgement; /* so far; degree -1 while it is open */
} Session;

/* ---- keys ----------------------------------------------------------------------------------- */

static volatile sig_atomic_t interrupted;

static void note_signal(int number)
{
    (void)number;
    interrupted = 1;
}

/* Takes keys as they are pressed, and lets signals end the session in good order, so that the
 * terminal is left as it was. */
static gboolean make_raw(struct termios *before)
{
    struct sigaction action = {.sa_handler = note_signal};
    interrupted = 0;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    if (tcgetattr(STDIN_FILENO, before) != 0)
        return FALSE;
    struct termios raw = *before;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    return tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0;
}

/* A byte, or KEY_END at the end of the input or when a signal came. */
static int read_key(void)
{
    unsigned char byte;
    ssize_t got = read(STDIN_FILENO, &byte, 1);
    while (got < 0 && errno == EINTR && !interrupted)
        got = read(STDIN_FILENO, &byte, 1);
    return got == 1 && !interrupted ? byte : KEY_END;
}

/* ---- what is shown -------------------------------------------------------------------------- */

static guint number_shown(const Session *session)
{
    return g_array_index(session->order, guint, session->place);
}

static void show(const GString *text)
{
    fputs(text->str, stderr);
    fflush(stderr);
}

static void say(const char *text)
{
    fprintf(stderr, "  %s\n", text);
}

static const ChairliftTopic *topic_at(const ChairliftVenue *venue, guint number)
{
    return g_ptr_array_index(venue->topics, number);
}

static void append_keys(GString *text, const Session *session)
{
    for (guint t = 0; t < session->venue->topics->len; t++) {
        const ChairliftTopic *topic = topic_at(session->venue, t);
        g_autofree char *line = g_strdup_printf("%c  %s", (char)('a' + t), topic->name);
        g_autofree char *clean = chairlift_without_controls(line);
        g_string_append_printf(text, "  %s\n", clean);
    }
    g_string_append(text,
                    "  2 in theme   1 borderline   0 out of theme   Enter done\n"
                    "  S skip   U undo   M what the models say   D what topics mean   Q quit\n");
}

static void show_paper(const Session *session)
{
    const ChairliftPaper *paper = label_papers_get(session->papers, number_shown(session));
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *title = chairlift_without_controls(paper->title != NULL ? paper->title : "");
    g_autofree char *id = chairlift_without_controls(paper->id);
    g_autofree char *progress =
        g_strdup_printf("\n%u of %u, %u labelled so far   %s\n", session->place + 1,
                        session->order->len, chairlift_label_file_records(session->file), id);
    chairlift_append_coloured(text, &session->terminal, CHAIRLIFT_COLOUR_FAINT, progress);
    g_autofree char *heading = g_strdup_printf("%s\n", title);
    chairlift_append_coloured(text, &session->terminal, CHAIRLIFT_COLOUR_BOLD, heading);
    if (paper->abstract != NULL) {
        g_autofree char *abstract = chairlift_without_controls(paper->abstract);
        chairlift_append_wrapped(text, abstract, 2, session->terminal.width);
    }
    append_keys(text, session);
    show(text);
}

static void show_judgement(const Session *session)
{
    static const char *const DEGREES[] = {"out of theme", "borderline", "in theme"};
    const ChairliftJudgement *judgement = session->judgement;
    g_autoptr(GString) text = g_string_new("  = ");
    g_string_append(text, judgement->degree < 0 ? "?" : DEGREES[judgement->degree]);
    for (guint i = 0; i < judgement->topics->len; i++)
        g_string_append_printf(
            text, "%s%s", i > 0 ? ", " : ": ",
            topic_at(session->venue, g_array_index(judgement->topics, guint, i))->id);
    g_string_append_c(text, '\n');
    show(text);
}

static void show_models(const Session *session)
{
    const LabelOpinion *opinion = label_papers_opinion(session->papers, number_shown(session));
    g_autofree char *line = g_strdup_printf("the models say: %s", opinion->words);
    say(line);
}

static void show_topics(const Session *session)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint t = 0; t < session->venue->topics->len; t++) {
        const ChairliftTopic *topic = topic_at(session->venue, t);
        g_autofree char *line =
            g_strdup_printf("%c  %s: %s", (char)('a' + t), topic->id, topic->description);
        g_autofree char *clean = chairlift_without_controls(line);
        chairlift_append_wrapped(text, clean, 2, session->terminal.width);
    }
    show(text);
}

/* ---- what keys do --------------------------------------------------------------------------- */

static void begin_paper(Session *session)
{
    chairlift_judgement_free(session->judgement);
    session->judgement = NULL;
    if (session->place >= session->order->len)
        return;
    const ChairliftPaper *paper = label_papers_get(session->papers, number_shown(session));
    session->judgement = chairlift_judgement_new(paper->id, -1);
    show_paper(session);
}

/* Adds a topic behind the others, or takes it away. A paper with topics is in theme, or borderline.
 */
static void toggle_topic(const Session *session, guint topic)
{
    GArray *topics = session->judgement->topics;
    for (guint i = 0; i < topics->len; i++) {
        if (g_array_index(topics, guint, i) == topic) {
            g_array_remove_index(topics, i);
            show_judgement(session);
            return;
        }
    }
    g_array_append_val(topics, topic);
    if (session->judgement->degree < 1)
        session->judgement->degree = 2;
    show_judgement(session);
}

static void set_degree(const Session *session, int degree)
{
    session->judgement->degree = degree;
    if (degree == 0)
        g_array_set_size(session->judgement->topics, 0);
    show_judgement(session);
}

static gboolean confirm(Session *session, GError **error)
{
    if (session->judgement->degree < 0) {
        say("say first how it fits (2, 1, 0) or which topics it has, or skip it with S");
        return TRUE;
    }
    const ChairliftPaper *paper = label_papers_get(session->papers, number_shown(session));
    if (!chairlift_label_file_add(session->file, session->venue, paper, session->judgement, error))
        return FALSE;
    g_array_append_val(session->done, session->place);
    session->place++;
    begin_paper(session);
    return TRUE;
}

static gboolean undo(Session *session, GError **error)
{
    if (session->done->len == 0) {
        say("nothing was labelled in this session");
        return TRUE;
    }
    g_autofree char *id = chairlift_label_file_undo(session->file, error);
    if (id == NULL)
        return FALSE;
    session->place = g_array_index(session->done, guint, session->done->len - 1);
    g_array_set_size(session->done, session->done->len - 1);
    begin_paper(session);
    return TRUE;
}

/* FALSE, with error set, when the file cannot be written. */
static gboolean act(Session *session, int key, GError **error)
{
    if (key == '\n' || key == '\r')
        return confirm(session, error);
    if (key == 'U')
        return undo(session, error);
    if (key >= '0' && key <= '2')
        set_degree(session, key - '0');
    else if (key >= 'a' && key < 'a' + (int)session->venue->topics->len)
        toggle_topic(session, (guint)(key - 'a'));
    else if (key == 'M')
        show_models(session);
    else if (key == 'D')
        show_topics(session);
    else if (key == 'S') {
        session->place++;
        begin_paper(session);
    } else if (key > ' ') {
        say("no such key; small letters are topics, capitals commands");
    }
    return TRUE;
}

int label_session(const LabelPapers *papers, const GArray *order, const ChairliftVenue *venue,
                  ChairliftLabelFile *file, GError **error)
{
    Session session = {.papers = papers,
                       .order = order,
                       .venue = venue,
                       .file = file,
                       .terminal = chairlift_terminal_of(stderr),
                       .done = g_array_new(FALSE, FALSE, sizeof(guint))};
    struct termios before;
    gboolean fine = TRUE;
    if (venue->topics->len > MOST_TOPICS) {
        g_set_error(error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_USAGE,
                    "%s has more topics than there are letters; use --table and --from", venue->id);
        fine = FALSE;
    }
    gboolean is_raw = fine && isatty(STDIN_FILENO) && make_raw(&before);
    if (fine)
        begin_paper(&session);
    while (fine && session.judgement != NULL) {
        int key = read_key();
        if (key == KEY_END || key == 'Q' || key == 4 /* Ctrl-D, when keys are raw */)
            break;
        fine = act(&session, key, error);
    }
    if (is_raw)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
    int labelled = (int)session.done->len;
    chairlift_judgement_free(session.judgement);
    g_array_unref(session.done);
    return fine ? labelled : -1;
}
