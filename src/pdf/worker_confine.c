/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a worker may still do once it has started: read what is mapped, allocate, and answer.
 *
 * seccomp allows the system calls that this takes and refuses all others with EPERM, so that
 * poppler's attempts to open something fail as on a machine without the file. Where the kernel has
 * Landlock, files may be opened for reading, and then only poppler's tables of character
 * collections (poppler-data) and, by a process that draws pages, fonts; without Landlock nothing
 * may be opened.
 *
 * References: seccomp(2), landlock(7). */
#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Where poppler-data is installed; and for a process that draws, fonts that files do not hold, and
 * what says which font stands in for which. */
static const char *const READABLE[] = {"/usr/share/poppler", NULL};
static const char *const READABLE_TO_DRAW[] = {"/usr/share/poppler",
                                               "/usr/share/fonts",
                                               "/usr/local/share/fonts",
                                               "/etc/fonts",
                                               "/usr/share/fontconfig",
                                               "/var/cache/fontconfig",
                                               NULL};

static gboolean allow_reading(int ruleset, const char *path)
{
    struct landlock_path_beneath_attr rule = {.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE |
                                                                LANDLOCK_ACCESS_FS_READ_DIR,
                                              .parent_fd = open(path, O_PATH | O_CLOEXEC)};
    if (rule.parent_fd < 0)
        return TRUE; /* not installed: nothing to allow */
    long added = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
    return added == 0;
}

/* Leaves reading below some folders as all that is possible with files. FALSE without Landlock. */
static gboolean restrict_files(const char *const *readable)
{
    /* Everything that the first version of Landlock knows: execute, write, read, make, remove. */
    struct landlock_ruleset_attr handled = {.handled_access_fs =
                                                (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
    if (ruleset < 0)
        return FALSE;
    gboolean restricted = TRUE;
    for (; *readable != NULL; readable++)
        restricted = restricted && allow_reading(ruleset, *readable);
    restricted = restricted && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    close(ruleset);
    return restricted;
}

/* Opening is allowed for reading alone. */
static int allow_open_for_reading(scmp_filter_ctx filter)
{
    const scmp_datum_t forbidden = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND;
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, forbidden, 0)) |
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(getdents64), 0);
}

/* Memory that can be executed cannot be had any more. */
static int allow_plain_memory(scmp_filter_ctx filter)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) |
           seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
}

/* abort() sends its signal with tgkill, which could reach other processes. */
static int allow_own_signals(scmp_filter_ctx filter)
{
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                            SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0));
}

static gboolean restrict_calls(gboolean may_open)
{
    static const int ALLOWED[] = {
        /* memory */
        SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
        /* the socket and what came through it */
        SCMP_SYS(recvmsg), SCMP_SYS(sendto), SCMP_SYS(read), SCMP_SYS(pread64), SCMP_SYS(write),
        SCMP_SYS(close), SCMP_SYS(lseek), SCMP_SYS(fstat), SCMP_SYS(newfstatat),
        /* time, threads' locks, chance */
        SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(futex), SCMP_SYS(sched_yield),
        SCMP_SYS(getrandom), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(sysinfo),
        /* ending, by itself or by a signal */
        SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
        SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(restart_syscall)};
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (filter == NULL)
        return FALSE;
    int failed = allow_plain_memory(filter) | allow_own_signals(filter);
    for (gsize i = 0; i < G_N_ELEMENTS(ALLOWED); i++)
        failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, ALLOWED[i], 0);
    if (may_open)
        failed |= allow_open_for_reading(filter);
    failed |= seccomp_load(filter);
    seccomp_release(filter);
    return failed == 0;
}

gboolean worker_confine(gboolean renders)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return FALSE;
    return restrict_calls(restrict_files(renders ? READABLE_TO_DRAW : READABLE));
}
