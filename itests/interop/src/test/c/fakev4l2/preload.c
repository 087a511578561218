/* The functions that a client calls. What is not about a fake node goes on to the kernel, by system
 * calls: the C library's own functions are hidden by these.
 *
 * A client that looks functions up with dlsym in the C library itself, as JNA does, would pass by
 * preloaded ones; so dlsym is taken the place of, too. */
#define _GNU_SOURCE
#include "preload.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MAX_FILES = 4096, MAX_MAPPINGS = 512 };

static struct file *files[MAX_FILES];

static struct mapping {
  void *address;
  size_t length;
  struct file *file; /* NULL once it is closed */
  char name[NAME_LENGTH];
} mappings[MAX_MAPPINGS];
static int mapping_count;

/* ---- open and close ---- */

int fail(int error) {
  errno = error;
  return -1;
}

struct file *file_of(int fd) {
  return fd >= 0 && fd < MAX_FILES ? files[fd] : NULL;
}

static const struct operations *operations_of(enum kind kind) {
  switch (kind) {
    case KIND_CAMERA:
      return &camera_operations;
    case KIND_ENCODER:
      return &encoder_operations;
    case KIND_USB:
      return &usb_operations;
    default:
      return &metadata_operations;
  }
}

static int open_node(const char *name, int flags) {
  pthread_mutex_lock(&fake_lock);
  struct node *node = node_find(name);
  int error = node == NULL ? errno : node->gone ? ENODEV : node_fault(node, "OPEN");
  int fd = -1;
  if (error == 0) {
    fd = memfd_create(name, MFD_CLOEXEC);
    error = fd < 0 ? errno : fd >= MAX_FILES ? EMFILE : 0;
  }
  if (error != 0) {
    log_line("%s OPEN flags=0x%x = -1 %s", name, (unsigned int) flags, error_name(error));
    pthread_mutex_unlock(&fake_lock);
    return fail(error);
  }
  struct file *file = zeroed(sizeof *file);
  file->fd = fd;
  file->node = node;
  file->nonblocking = (flags & O_NONBLOCK) != 0;
  file->operations = operations_of(node->kind);
  file->operations->open(file);
  files[fd] = file;
  log_line("%s fd=%d OPEN flags=0x%x = 0", name, fd, (unsigned int) flags);
  pthread_mutex_unlock(&fake_lock);
  return fd;
}

static int open_any(int at, const char *path, int flags, mode_t mode) {
  const char *name = node_name(path);
  if (name != NULL) {
    return open_node(name, flags);
  }
  char memory[1024];
  return (int) syscall(SYS_openat, at, redirected(path, memory), flags, mode);
}

#define MODE_OF(flags, mode)                                  \
  mode_t mode = 0;                                            \
  if (((flags) & O_CREAT) != 0 || ((flags) & O_TMPFILE) == O_TMPFILE) { \
    va_list arguments;                                        \
    va_start(arguments, flags);                               \
    mode = va_arg(arguments, mode_t);                         \
    va_end(arguments);                                        \
  }

int open(const char *path, int flags, ...) {
  MODE_OF(flags, mode)
  return open_any(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  MODE_OF(flags, mode)
  return open_any(AT_FDCWD, path, flags, mode);
}

int openat(int at, const char *path, int flags, ...) {
  MODE_OF(flags, mode)
  return open_any(at, path, flags, mode);
}

int openat64(int at, const char *path, int flags, ...) {
  MODE_OF(flags, mode)
  return open_any(at, path, flags, mode);
}

void release(struct file *file) {
  if (file->closed && file->calls_inside == 0) {
    for (int i = 0; i < file->queue_count; i++) {
      queue_free(file->queues[i]);
    }
    free(file);
  }
}

static void close_node(struct file *file) {
  int streaming = 0;
  uint32_t buffers = 0;
  for (int i = 0; i < file->queue_count; i++) {
    /* Nothing streams, and nothing can be stopped, where the device is gone. */
    streaming += file->queues[i]->streaming && !file->node->gone;
    buffers += file->queues[i]->buffer_count;
  }
  log_line("%s fd=%d CLOSE streaming=%d buffers=%u mapped=%u inside=%u = 0", file->node->name,
      file->fd, streaming, buffers, file->mappings, file->calls_inside);
  for (int i = 0; i < mapping_count; i++) {
    if (mappings[i].file == file) {
      mappings[i].file = NULL;
    }
  }
  files[file->fd] = NULL;
  file->closed = true;
  for (int i = 0; i < file->queue_count; i++) {
    queue_stop(file->queues[i]);
  }
  file->operations->close(file);
  pthread_cond_broadcast(&fake_changed);
  release(file);
}

int close(int fd) {
  pthread_mutex_lock(&fake_lock);
  struct file *file = file_of(fd);
  if (file != NULL) {
    close_node(file);
  }
  pthread_mutex_unlock(&fake_lock);
  return (int) syscall(SYS_close, fd);
}

/* ---- ioctl ---- */

int ioctl(int fd, unsigned long request, ...) {
  va_list arguments;
  va_start(arguments, request);
  void *argument = va_arg(arguments, void *);
  va_end(arguments);
  pthread_mutex_lock(&fake_lock);
  struct file *file = file_of(fd);
  if (file == NULL) {
    pthread_mutex_unlock(&fake_lock);
    return (int) syscall(SYS_ioctl, fd, request, argument);
  }
  file->calls_inside++;
  /* The kernel takes 32 bits of the request, however the client extended them. */
  int result = file_ioctl(file, (unsigned int) request, argument);
  file->calls_inside--;
  release(file);
  pthread_mutex_unlock(&fake_lock);
  return result < 0 ? fail(-result) : 0;
}

/* ---- memory ---- */

/* 0 if the client may map this part of a node in this way, as videobuf2 sees it. */
static int check_mapping(
    struct file *file, size_t length, int protection, int flags, off_t offset) {
  if ((flags & MAP_SHARED) == 0) {
    return EINVAL;
  }
  for (int i = 0; i < file->queue_count; i++) {
    struct queue *q = file->queues[i];
    uint32_t room = queue_plane_at(q, (uint64_t) offset);
    if (room > 0) {
      int needed = queue_is_output(q) ? PROT_WRITE : PROT_READ;
      return length <= room && (protection & needed) != 0 ? 0 : EINVAL;
    }
  }
  return EINVAL;
}

static void *map_node(
    struct file *file, void *address, size_t length, int protection, int flags, off_t offset) {
  int error = check_mapping(file, length, protection, flags, offset);
  if (error == 0) {
    error = node_fault(file->node, "MMAP");
  }
  void *result = MAP_FAILED;
  if (error == 0 && mapping_count < MAX_MAPPINGS) {
    result = (void *) syscall(SYS_mmap, address, length, protection, flags, file->fd, offset);
  }
  if (result != MAP_FAILED) {
    struct mapping *mapping = &mappings[mapping_count++];
    *mapping = (struct mapping) {.address = result, .length = length, .file = file};
    strcpy(mapping->name, file->node->name);
    file->mappings++;
  }
  log_line("%s fd=%d MMAP offset=0x%llx length=%zu = %s", file->node->name, file->fd,
      (unsigned long long) offset, length, result == MAP_FAILED ? "-1 EINVAL" : "0");
  if (result == MAP_FAILED) {
    errno = error;
  }
  return result;
}

static void *map_any(
    void *address, size_t length, int protection, int flags, int fd, off_t offset) {
  if (file_of(fd) == NULL || (flags & MAP_ANONYMOUS) != 0) {
    return (void *) syscall(SYS_mmap, address, length, protection, flags, fd, offset);
  }
  pthread_mutex_lock(&fake_lock);
  struct file *file = file_of(fd);
  void *result = file == NULL
      ? (void *) syscall(SYS_mmap, address, length, protection, flags, fd, offset)
      : map_node(file, address, length, protection, flags, offset);
  pthread_mutex_unlock(&fake_lock);
  return result;
}

void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset) {
  return map_any(address, length, protection, flags, fd, offset);
}

void *mmap64(void *address, size_t length, int protection, int flags, int fd, off64_t offset) {
  return map_any(address, length, protection, flags, fd, offset);
}

static void unmapped(void *address, size_t length) {
  for (int i = 0; i < mapping_count; i++) {
    struct mapping *mapping = &mappings[i];
    if (mapping->address != address) {
      continue;
    }
    if (mapping->length != length) {
      log_line("WRONG %s MUNMAP of %zu bytes, of which %zu were mapped", mapping->name, length,
          mapping->length);
    }
    log_line("%s MUNMAP length=%zu = 0", mapping->name, length);
    if (mapping->file != NULL) {
      mapping->file->mappings--;
    }
    *mapping = mappings[--mapping_count];
    return;
  }
}

int munmap(void *address, size_t length) {
  if (__atomic_load_n(&mapping_count, __ATOMIC_ACQUIRE) > 0) {
    pthread_mutex_lock(&fake_lock);
    unmapped(address, length);
    pthread_mutex_unlock(&fake_lock);
  }
  return (int) syscall(SYS_munmap, address, length);
}

/* ---- dlsym ---- */

static void *system_dlsym(void *handle, const char *name) {
  static void *(*function)(void *, const char *);
  static const char *const VERSIONS[] = {"GLIBC_2.34", "GLIBC_2.2.5", "GLIBC_2.17", "GLIBC_2.27"};
  for (size_t i = 0; function == NULL && i < sizeof VERSIONS / sizeof *VERSIONS; i++) {
    function = (void *(*) (void *, const char *) ) dlvsym(RTLD_NEXT, "dlsym", VERSIONS[i]);
  }
  return function(handle, name);
}

void *next_function(const char *name) { return system_dlsym(RTLD_NEXT, name); }

static const struct {
  const char *name;
  void *function;
} TAKEN[] = {
    {"open", open}, {"open64", open64}, {"openat", openat}, {"openat64", openat64},
    {"close", close}, {"ioctl", ioctl}, {"mmap", mmap}, {"mmap64", mmap64}, {"munmap", munmap},
    {"poll", poll}, {"ppoll", ppoll}, {"opendir", opendir}, {"access", access}, {"stat", stat},
    {"stat64", stat64}, {"lstat", lstat}, {"lstat64", lstat64}, {"fstatat", fstatat},
    {"fstatat64", fstatat64}, {"statx", statx},
};

void *dlsym(void *restrict handle, const char *restrict name) {
  void *found = system_dlsym(handle, name);
  if (found == NULL || handle == RTLD_NEXT) {
    return found;
  }
  for (size_t i = 0; i < sizeof TAKEN / sizeof *TAKEN; i++) {
    if (strcmp(TAKEN[i].name, name) == 0 && found == next_function(name)) {
      return TAKEN[i].function;
    }
  }
  return found;
}
