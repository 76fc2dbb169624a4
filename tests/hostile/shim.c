/* Fails the Nth call of one kind on files below given folders, counted over all processes. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static long *counter;
static const char *kind, *under;
static long nth;
static int code;

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("FAULT_COUNTER");
  kind = getenv("FAULT_KIND");
  under = getenv("FAULT_UNDER");
  if (!file || !kind || !under) { kind = NULL; return; }
  nth = atol(getenv("FAULT_NTH"));
  code = atoi(getenv("FAULT_ERRNO"));
  int fd = syscall(SYS_openat, AT_FDCWD, file, O_RDWR);
  counter = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  if (counter == MAP_FAILED) kind = NULL;
}

/* Whether this call, on an absolute path, is the one to fail. */
static int chosen(const char *call, const char *path) {
  if (!kind || strcmp(kind, call)) return 0;
  size_t length = strlen(under);
  if (strncmp(path, under, length) || (path[length] && path[length] != '/')) return 0;
  if (__sync_add_and_fetch(counter, 1) != nth) return 0;
  errno = code;
  return 1;
}

static int chosen_at(const char *call, int folder, const char *path) {
  char whole[PATH_MAX * 2], link[64];
  if (!kind || strcmp(kind, call)) return 0;
  if (path[0] == '/') return chosen(call, path);
  if (folder == AT_FDCWD) {
    if (!getcwd(whole, PATH_MAX)) return 0;
  } else {
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t n = readlink(link, whole, PATH_MAX - 1);
    if (n < 0) return 0;
    whole[n] = 0;
  }
  strcat(whole, "/");
  strncat(whole, path, PATH_MAX - 1);
  return chosen(call, whole);
}

static int chosen_fd(const char *call, int fd) {
  char path[PATH_MAX], link[64];
  if (!kind || strcmp(kind, call)) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, sizeof path - 1);
  if (n < 0) return 0;
  path[n] = 0;
  return chosen(call, path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define MODE \
  va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest);

int open(const char *path, int flags, ...) {
  MODE return chosen_at("open", AT_FDCWD, path) ? -1 : REAL(open)(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  MODE return chosen_at("open", AT_FDCWD, path) ? -1 : REAL(open64)(path, flags, mode);
}
int openat(int at, const char *path, int flags, ...) {
  MODE return chosen_at("open", at, path) ? -1 : REAL(openat)(at, path, flags, mode);
}
int openat64(int at, const char *path, int flags, ...) {
  MODE return chosen_at("open", at, path) ? -1 : REAL(openat64)(at, path, flags, mode);
}
ssize_t write(int fd, const void *data, size_t size) {
  return chosen_fd("write", fd) ? -1 : REAL(write)(fd, data, size);
}
int fsync(int fd) { return chosen_fd("fsync", fd) ? -1 : REAL(fsync)(fd); }
int rename(const char *from, const char *to) {
  return chosen_at("rename", AT_FDCWD, from) ? -1 : REAL(rename)(from, to);
}
int renameat(int at, const char *from, int to_at, const char *to) {
  return chosen_at("rename", at, from) ? -1 : REAL(renameat)(at, from, to_at, to);
}
int mkdir(const char *path, mode_t mode) {
  return chosen_at("mkdir", AT_FDCWD, path) ? -1 : REAL(mkdir)(path, mode);
}
int unlink(const char *path) {
  return chosen_at("unlink", AT_FDCWD, path) ? -1 : REAL(unlink)(path);
}
