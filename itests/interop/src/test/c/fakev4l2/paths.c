/* Which paths mean nodes of the fake, and what functions that look at paths say of them. */
#define _GNU_SOURCE
#include "preload.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

enum { PATH_LENGTH = 1024 };

static const char DEV_VIDEO[] = "/dev/video";

static const char *folder(void) { return getenv("FAKE_V4L2_DEV"); }

const char *node_name(const char *path) {
  if (path == NULL || folder() == NULL || strncmp(path, DEV_VIDEO, sizeof DEV_VIDEO - 1) != 0
      || strchr(path + sizeof "/dev", '/') != NULL) {
    return NULL;
  }
  return path + sizeof "/dev";
}

static bool is_dev(const char *path) {
  return path != NULL && folder() != NULL
      && (strcmp(path, "/dev") == 0 || strcmp(path, "/dev/") == 0);
}

const char *redirected(const char *path, char memory[PATH_LENGTH]) {
  const char *name = node_name(path);
  if (name != NULL) {
    snprintf(memory, PATH_LENGTH, "%s/%s", folder(), name);
    return memory;
  }
  return is_dev(path) ? folder() : path;
}

DIR *opendir(const char *path) {
  DIR *(*function)(const char *) = (DIR * (*) (const char *) ) next_function("opendir");
  char memory[PATH_LENGTH];
  return function(redirected(path, memory));
}

int access(const char *path, int mode) {
  char memory[PATH_LENGTH];
  return (int) syscall(SYS_faccessat, AT_FDCWD, redirected(path, memory), mode);
}

/* A node is a character device of major number 81. */
static int as_device(const char *path, int result, struct stat *status) {
  if (result == 0 && node_name(path) != NULL && S_ISREG(status->st_mode)) {
    status->st_mode = S_IFCHR | 0660;
    status->st_rdev = makedev(81, (unsigned int) atoi(path + sizeof DEV_VIDEO - 1));
    status->st_size = 0;
  }
  return result;
}

static int stat_any(int at, const char *path, void *status, int flags) {
  char memory[PATH_LENGTH];
  int (*function)(int, const char *, struct stat *, int) =
      (int (*)(int, const char *, struct stat *, int)) next_function("fstatat64");
  return as_device(path, function(at, redirected(path, memory), status, flags), status);
}

int stat(const char *path, struct stat *status) { return stat_any(AT_FDCWD, path, status, 0); }

int stat64(const char *path, struct stat64 *status) { return stat_any(AT_FDCWD, path, status, 0); }

int lstat(const char *path, struct stat *status) {
  return stat_any(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW);
}

int lstat64(const char *path, struct stat64 *status) {
  return stat_any(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW);
}

int fstatat(int at, const char *path, struct stat *status, int flags) {
  return stat_any(at, path, status, flags);
}

int fstatat64(int at, const char *path, struct stat64 *status, int flags) {
  return stat_any(at, path, status, flags);
}

int statx(int at, const char *path, int flags, unsigned int mask, struct statx *status) {
  char memory[PATH_LENGTH];
  int result = (int) syscall(SYS_statx, at, redirected(path, memory), flags, mask, status);
  if (result == 0 && node_name(path) != NULL && S_ISREG(status->stx_mode)) {
    status->stx_mode = S_IFCHR | 0660;
    status->stx_rdev_major = 81;
    status->stx_size = 0;
  }
  return result;
}
