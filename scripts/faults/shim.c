/*
 * Stands between SQLite and the system (LD_PRELOAD): lets fsync fail or wait, and keeps for the file that ends in "-wal"
 * how far it was written and how far that was synced. The control file is shared memory, so that its figures outlive a
 * killed process and the test can turn the knobs while the server runs.
 *
 *   0 delay_us    wait so long in each sync of a database file
 *   1 fail_next   so many of the next syncs fail with EIO
 *   2 synced      end of the last write to the -wal that a sync has covered
 *   3 written     end of the last write to the -wal
 *   4 syncs       syncs so far
 *   5 failed      syncs that failed
 *   6 full_after  writes of database files fail with ENOSPC while this is not 0
 *   7 inside      1 while a sync of the -wal waits
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static volatile int64_t *control;
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static ssize_t (*real_pwrite64)(int, const void *, size_t, off64_t);

__attribute__((constructor)) static void begin(void) {
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_pwrite64 = dlsym(RTLD_NEXT, "pwrite64");
  const char *path = getenv("SYNC_SHIM");
  if (!path) return;
  int fd = open(path, O_RDWR | O_CREAT, 0600);
  if (fd < 0 || ftruncate(fd, 4096) != 0) return;
  void *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (shared != MAP_FAILED) control = shared;
}

/* 0 another file, 1 the database, 2 its write-ahead log */
static int kind_of(int fd) {
  char link[64], name[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, name, sizeof name - 1);
  if (length < 0) return 0;
  name[length] = 0;
  if (!strstr(name, "seleksi.sqlite")) return 0;
  return length > 4 && strcmp(name + length - 4, "-wal") == 0 ? 2 : 1;
}

static int synced(int fd, int (*real)(int)) {
  int kind = control ? kind_of(fd) : 0;
  if (kind == 0) return real(fd);
  int64_t written = control[3];
  __sync_fetch_and_add(&control[4], 1);
  if (kind == 2) control[7] = 1;
  if (control[0] > 0) usleep((useconds_t)control[0]);
  if (control[1] > 0) {
    __sync_fetch_and_sub(&control[1], 1);
    __sync_fetch_and_add(&control[5], 1);
    control[7] = 0;
    errno = EIO;
    return -1;
  }
  int result = real(fd);
  if (kind == 2) {
    if (result == 0) control[2] = written;
    control[7] = 0;
  }
  return result;
}

int fsync(int fd) { return synced(fd, real_fsync); }
int fdatasync(int fd) { return synced(fd, real_fdatasync); }

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
  int kind = control ? kind_of(fd) : 0;
  if (kind != 0 && control[6] != 0) {
    errno = ENOSPC;
    return -1;
  }
  ssize_t result = real_pwrite64(fd, bytes, count, at);
  if (kind == 2 && result > 0) {
    /* The log begins anew at its head: what was synced before lies in the database by then. */
    if (at == 0) control[2] = 0;
    control[3] = at + result;
  }
  return result;
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) { return pwrite64(fd, bytes, count, at); }
