/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts a JSON file of any size into records, in memory for one record.
 *
 * It follows strings and brackets only; what a record says, and whether it is JSON in every detail,
 * is for jansson. Two rules of the syntax (RFC 8259) find damage early, so that a broken line of
 * JSON lines does not swallow the lines after it: a string holds no line break, and an object
 * begins only where a value may. After a broken line, reading goes on with the next line that
 * begins, after blanks, with "{". */
#include "json_records.h"

#include "../text/block.h"
#include "parts.h"

#include <string.h>

enum {
    DEEPEST = 64, /* levels of brackets in a record: a note has about six */
    KEY_SIZE = 32 /* of a member's name: bytes that are looked at, with NUL */
};

typedef enum Outcome {
    FOUND,   /* and taken */
    BROKEN,  /* the syntax: scanner->problem says how */
    CUT_OFF, /* the input ends too early */
    FAILED,  /* the input cannot be read: scanner->error is set */
    STOPPED  /* by the function */
} Outcome;

typedef struct Scanner {
    ChairliftInput *input;
    const char *chunk; /* [length], of which [0, position) have been taken */
    gsize position, length;
    guint64 line;
    gboolean line_start; /* nothing of this line has been taken, or blanks only */

    gboolean is_record; /* the outermost object has a member that only papers have */
    gboolean is_holder; /* it holds the array of records */

    gboolean recording;
    gsize record_start; /* in chunk */
    GString *record;    /* what came before this chunk */
    gboolean too_large;

    const char *holder; /* name of the array of records; NULL: any that papers or edges have */
    ChairliftJsonRecordFunction function;
    gpointer user_data;
    guint64 records; /* handed over */
    const char *problem;
    GError *error;
} Scanner;

static const char NOT_A_VALUE[] = "there is no JSON value here";

/* Keeps the part of the record that lies in this chunk, of which bytes before `end` belong to it.
 */
static void keep_record(Scanner *scanner, gsize end)
{
    gsize length = end - scanner->record_start;
    if (scanner->too_large || scanner->record->len + length > CHAIRLIFT_RECORD_LIMIT) {
        scanner->too_large = TRUE;
        g_string_set_size(scanner->record, 0);
        return;
    }
    g_string_append_len(scanner->record, scanner->chunk + scanner->record_start, (gssize)length);
}

static void begin_record(Scanner *scanner)
{
    scanner->recording = TRUE;
    scanner->record_start = scanner->position;
    scanner->too_large = FALSE;
    g_string_set_size(scanner->record, 0);
}

/* Makes scanner->chunk[scanner->position] the next byte. */
static Outcome look(Scanner *scanner)
{
    while (scanner->position == scanner->length) {
        if (scanner->recording)
            keep_record(scanner, scanner->length);
        if (!chairlift_input_next(scanner->input, &scanner->chunk, &scanner->length,
                                  &scanner->error)) {
            scanner->position = scanner->length = scanner->record_start = 0;
            return FAILED;
        }
        scanner->position = scanner->record_start = 0;
        if (scanner->length == 0)
            return CUT_OFF;
    }
    return FOUND;
}

/* Takes the byte that look has found. */
static char take(Scanner *scanner)
{
    char byte = scanner->chunk[scanner->position++];
    gboolean blank = byte == ' ' || byte == '\t' || byte == '\r';
    scanner->line_start = byte == '\n' || (blank && scanner->line_start);
    scanner->line += byte == '\n';
    return byte;
}

static Outcome broken(Scanner *scanner, const char *problem)
{
    scanner->problem = problem;
    return BROKEN;
}

/* Takes white space and shows the byte after it. */
static Outcome skip_space(Scanner *scanner, char *byte)
{
    for (;;) {
        Outcome outcome = look(scanner);
        if (outcome != FOUND)
            return outcome;
        *byte = scanner->chunk[scanner->position];
        if (*byte != ' ' && *byte != '\t' && *byte != '\r' && *byte != '\n')
            return FOUND;
        take(scanner);
    }
}

/* Takes the bytes of a string that mean only themselves, as far as this chunk holds them. */
static void skip_plain(Scanner *scanner)
{
    const ChairliftBlock quote = chairlift_block_of('"');
    const ChairliftBlock backslash = chairlift_block_of('\\');
    const ChairliftBlock newline = chairlift_block_of('\n');
    const char *bytes = scanner->chunk;
    gsize position = scanner->position;
    for (; position + CHAIRLIFT_BLOCK <= scanner->length; position += CHAIRLIFT_BLOCK) {
        ChairliftBlock block = chairlift_block_load(bytes + position);
        unsigned telling =
            chairlift_block_mask((block == quote) | (block == backslash) | (block == newline));
        if (telling != 0) {
            scanner->position = position + (gsize)__builtin_ctz(telling);
            return;
        }
    }
    while (position < scanner->length && bytes[position] != '"' && bytes[position] != '\\' &&
           bytes[position] != '\n')
        position++;
    scanner->position = position;
}

/* Takes a string whose opening quotation mark comes next. Where start is not NULL, it gets the
 * first bytes (NUL-terminated in size bytes) as they stand, an escape as "\\" alone. */
static Outcome read_string(Scanner *scanner, char *start, gsize size)
{
    gsize copied = 0;
    take(scanner);
    for (;;) {
        gsize from = scanner->position;
        skip_plain(scanner);
        for (; start != NULL && from < scanner->position && copied + 2 < size; from++)
            start[copied++] = scanner->chunk[from];
        Outcome outcome = look(scanner);
        if (outcome != FOUND)
            return outcome;
        char byte = scanner->chunk[scanner->position];
        if (byte == '\n')
            return broken(scanner, "a string is not closed before the end of the line");
        if (byte == '"' || byte == '\\')
            scanner->position++;
        if (byte == '"')
            break;
        if (byte == '\\') {
            if (start != NULL && copied + 1 < size)
                start[copied++] = byte;
            outcome = look(scanner);
            if (outcome != FOUND)
                return outcome;
            scanner->position += scanner->chunk[scanner->position] != '\n';
        }
    }
    if (start != NULL)
        start[copied] = '\0';
    return FOUND;
}

/* Takes a number or a word such as null. */
static Outcome read_scalar(Scanner *scanner)
{
    gsize length = 0;
    scanner->line_start = FALSE;
    for (;; length++) {
        Outcome outcome = look(scanner);
        if (outcome == FAILED)
            return outcome;
        char byte = outcome == FOUND ? scanner->chunk[scanner->position] : ' ';
        if (!g_ascii_isalnum(byte) && (byte == '\0' || strchr("+-._", byte) == NULL))
            break;
        scanner->position++;
    }
    return length > 0 ? FOUND : broken(scanner, NOT_A_VALUE);
}

/* Takes the rest of an object or array, whose opening bracket has been taken. */
static Outcome read_brackets(Scanner *scanner, char opening)
{
    char open[DEEPEST]; /* [depth] the brackets that are open */
    open[0] = opening;
    guint depth = 1;
    char before = open[0]; /* the last byte outside strings and scalars; 'x' for one of those */
    while (depth > 0) {
        char byte;
        Outcome outcome = skip_space(scanner, &byte);
        if (outcome != FOUND)
            return outcome;
        gboolean in_object = open[depth - 1] == '{';
        if (byte == '{' || byte == '[') {
            if (before != ':' && (in_object || (before != '[' && before != ',')))
                return broken(scanner, "a bracket stands where none may");
            if (depth == DEEPEST)
                return broken(scanner, "it is nested too deeply");
            open[depth++] = take(scanner);
        } else if (byte == '}' || byte == ']') {
            if ((byte == '}') != in_object)
                return broken(scanner, "brackets do not match");
            depth--;
            take(scanner);
        } else if (byte == ',' || byte == ':') {
            take(scanner);
        } else {
            outcome = byte == '"' ? read_string(scanner, NULL, 0) : read_scalar(scanner);
            if (outcome != FOUND)
                return outcome;
            byte = 'x';
        }
        before = byte;
    }
    return FOUND;
}

/* Takes the value whose first byte comes next. */
static Outcome read_value(Scanner *scanner, char first)
{
    if (first == '{' || first == '[')
        return read_brackets(scanner, take(scanner));
    return first == '"' ? read_string(scanner, NULL, 0) : read_scalar(scanner);
}

static Outcome hand_over(Scanner *scanner, ChairliftJsonRecord *record)
{
    record->number = ++scanner->records;
    return scanner->function(record, scanner->user_data) ? FOUND : STOPPED;
}

/* Hands over the record that ends here. */
static Outcome end_record(Scanner *scanner, guint64 line, gboolean element)
{
    ChairliftJsonRecord record = {.line = line, .element = element};
    scanner->recording = FALSE;
    if (scanner->record->len == 0 && !scanner->too_large) {
        record.bytes = scanner->chunk + scanner->record_start;
        record.length = scanner->position - scanner->record_start;
    } else {
        keep_record(scanner, scanner->position);
        record.bytes = scanner->record->str;
        record.length = scanner->record->len;
    }
    if (scanner->too_large) {
        record.bytes = NULL;
        record.length = 0;
        record.problem = "the record is larger than 16 MiB";
    }
    return hand_over(scanner, &record);
}

/* Takes what separates members: *more is FALSE when it was `close`. */
static Outcome read_separator(Scanner *scanner, char close, gboolean *more)
{
    char byte;
    Outcome outcome = skip_space(scanner, &byte);
    if (outcome != FOUND)
        return outcome;
    if (byte != ',' && byte != close)
        return broken(scanner, "a comma or closing bracket is missing");
    take(scanner);
    *more = byte == ',';
    return FOUND;
}

/* Takes the rest of an array, whose opening bracket has been taken; its elements are records. */
static Outcome read_records(Scanner *scanner)
{
    char byte;
    gboolean more = TRUE;
    Outcome outcome = skip_space(scanner, &byte);
    if (outcome == FOUND && byte == ']') {
        take(scanner);
        return FOUND;
    }
    while (outcome == FOUND && more) {
        outcome = skip_space(scanner, &byte);
        if (outcome != FOUND)
            break;
        guint64 line = scanner->line;
        begin_record(scanner);
        outcome = read_value(scanner, byte);
        if (outcome == FOUND)
            outcome = end_record(scanner, line, TRUE);
        scanner->recording = FALSE;
        if (outcome == FOUND)
            outcome = read_separator(scanner, ']', &more);
    }
    return outcome;
}

/* Whether a member of this name, with a value that begins so, shows that its object is a paper. */
static gboolean is_of_paper(const char *name, char first)
{
    ChairliftPart part = chairlift_part_find(name, -1);
    return first == '"' ? part == CHAIRLIFT_PART_TITLE || part == CHAIRLIFT_PART_ABSTRACT ||
                              part == CHAIRLIFT_PART_ID
                        : first == '{' && strcmp(name, "content") == 0;
}

/* Takes an array that holds the records, if what it holds first is an object: then the object
 * around it is none itself and is not recorded any more. */
static Outcome read_held(Scanner *scanner)
{
    char byte;
    take(scanner);
    Outcome outcome = skip_space(scanner, &byte);
    if (outcome != FOUND)
        return outcome;
    if (byte != '{')
        return read_brackets(scanner, '[');
    scanner->recording = FALSE;
    scanner->is_holder = TRUE;
    return read_records(scanner);
}

/* Whether an array of this name is that of the records. */
static gboolean holds_records(const Scanner *scanner, const char *name)
{
    if (scanner->holder != NULL)
        return strcmp(name, scanner->holder) == 0;
    return strcmp(name, "notes") == 0 || strcmp(name, "papers") == 0 || strcmp(name, "edges") == 0;
}

/* Takes a member's name and the colon after it, and shows the first byte of its value. */
static Outcome read_name(Scanner *scanner, char name[KEY_SIZE], char *first)
{
    char byte;
    Outcome outcome = skip_space(scanner, &byte);
    if (outcome != FOUND)
        return outcome;
    if (byte != '"')
        return broken(scanner, "a name in quotation marks is missing");
    outcome = read_string(scanner, name, KEY_SIZE);
    if (outcome == FOUND)
        outcome = skip_space(scanner, &byte);
    if (outcome != FOUND)
        return outcome;
    if (byte != ':')
        return broken(scanner, "a colon is missing");
    take(scanner);
    return skip_space(scanner, first);
}

/* Takes one member of the outermost object, whose name comes next. */
static Outcome read_member(Scanner *scanner)
{
    char name[KEY_SIZE];
    char byte;
    Outcome outcome = read_name(scanner, name, &byte);
    if (outcome != FOUND)
        return outcome;
    if (byte == '[' && !scanner->is_record && !scanner->is_holder && holds_records(scanner, name))
        return read_held(scanner);
    scanner->is_record = scanner->is_record || is_of_paper(name, byte);
    return read_value(scanner, byte);
}

/* Takes an object of the outermost level: a record, or what holds the array of records. */
static Outcome read_object(Scanner *scanner)
{
    guint64 line = scanner->line;
    char byte;
    gboolean more = TRUE;
    scanner->is_record = FALSE;
    begin_record(scanner);
    take(scanner);
    Outcome outcome = skip_space(scanner, &byte);
    if (outcome == FOUND && byte == '}') {
        take(scanner);
        more = FALSE;
    }
    while (outcome == FOUND && more) {
        outcome = read_member(scanner);
        if (outcome == FOUND)
            outcome = read_separator(scanner, '}', &more);
    }
    if (outcome == FOUND && scanner->recording)
        outcome = end_record(scanner, line, FALSE);
    scanner->recording = FALSE;
    return outcome;
}

/* After damage: goes to the next line that begins, after blanks, with "{". */
static Outcome find_next_line(Scanner *scanner)
{
    for (;;) {
        Outcome outcome = look(scanner);
        if (outcome != FOUND)
            return outcome;
        if (scanner->line_start && scanner->chunk[scanner->position] == '{')
            return FOUND;
        take(scanner);
    }
}

static void set_error(Scanner *scanner, guint64 line, const char *problem)
{
    g_set_error(&scanner->error, CHAIRLIFT_ERROR, CHAIRLIFT_ERROR_FORMAT,
                "%s:%" G_GUINT64_FORMAT ": malformed JSON after %" G_GUINT64_FORMAT
                " record%s: %s; export the file again",
                chairlift_input_name(scanner->input), line, scanner->records,
                scanner->records == 1 ? "" : "s", problem);
}

/* After a broken value of the outermost level that began on `line`: hands over a failed record when
 * there is something to go on with, or something before; else sets the error. */
static Outcome recover(Scanner *scanner, Outcome outcome, guint64 line)
{
    const char *problem = outcome == CUT_OFF ? "the file ends too early" : scanner->problem;
    guint64 broken_line = scanner->line;
    Outcome next = outcome == CUT_OFF ? CUT_OFF : find_next_line(scanner);
    if (next == FAILED)
        return FAILED;
    if (next == CUT_OFF && (scanner->records == 0 || broken_line > line)) {
        set_error(scanner, broken_line, problem);
        return FAILED;
    }
    ChairliftJsonRecord record = {.line = line, .problem = problem};
    return hand_over(scanner, &record);
}

static Outcome read_outermost(Scanner *scanner)
{
    char byte;
    Outcome outcome = skip_space(scanner, &byte);
    if (outcome != FOUND)
        return outcome;
    guint64 line = scanner->line;
    scanner->is_holder = FALSE;
    if (byte == '[') {
        take(scanner);
        outcome = read_records(scanner);
        if (outcome == BROKEN || outcome == CUT_OFF) {
            set_error(scanner, scanner->line,
                      outcome == CUT_OFF ? "the file ends too early" : scanner->problem);
            outcome = FAILED;
        }
        return outcome;
    }
    outcome = byte == '{' ? read_object(scanner)
                          : broken(scanner, "there is neither an object nor an array");
    if (outcome == FOUND || outcome == FAILED || outcome == STOPPED)
        return outcome;
    /* Damage in an object that held records is final: what follows is its rest. */
    if (scanner->is_holder) {
        set_error(scanner, scanner->line,
                  outcome == CUT_OFF ? "the file ends too early" : scanner->problem);
        return FAILED;
    }
    return recover(scanner, outcome, line);
}

gboolean chairlift_json_records_read(ChairliftInput *input, ChairliftJsonRecordFunction function,
                                     gpointer user_data, GError **error)
{
    return chairlift_json_records_read_held(input, NULL, function, user_data, error);
}

gboolean chairlift_json_records_read_held(ChairliftInput *input, const char *holder,
                                          ChairliftJsonRecordFunction function, gpointer user_data,
                                          GError **error)
{
    Scanner scanner = {.input = input,
                       .holder = holder,
                       .line = 1,
                       .line_start = TRUE,
                       .record = g_string_new(NULL),
                       .function = function,
                       .user_data = user_data};
    Outcome outcome;
    do
        outcome = read_outermost(&scanner);
    while (outcome == FOUND);
    g_string_free(scanner.record, TRUE);
    if (outcome == FAILED) {
        g_propagate_error(error, scanner.error);
        return FALSE;
    }
    return TRUE;
}
