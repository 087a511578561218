/* poll and ppoll, on nodes of the fake and on others at once. */
#define _GNU_SOURCE
#include "preload.h"

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { SLICE_NANOS = 2000000 };

static int system_poll(struct pollfd *fds, nfds_t count, const struct timespec *timeout) {
  struct timespec left;
  if (timeout != NULL) {
    left = *timeout;
  }
  return (int) syscall(SYS_ppoll, fds, count, timeout == NULL ? NULL : &left, NULL, 0);
}

/* Looks once; nodes of the fake are skipped by the kernel, as their numbers are made negative. */
static int look(struct pollfd *fds, nfds_t count, struct file **fakes, uint64_t *next) {
  static const struct timespec AT_ONCE = {0, 0};
  struct pollfd others[count];
  bool any = false;
  int ready = 0;
  for (nfds_t i = 0; i < count; i++) {
    others[i] = fds[i];
    others[i].revents = 0;
    if (fakes[i] == NULL) {
      any |= fds[i].fd >= 0;
      continue;
    }
    others[i].fd = -1;
    uint64_t event = fakes[i]->closed ? 0 : file_advance(fakes[i]);
    if (event != 0 && (*next == 0 || event < *next)) {
      *next = event;
    }
    fds[i].revents = file_poll(fakes[i], fds[i].events);
    ready += fds[i].revents != 0;
  }
  if (!any) {
    return ready;
  }
  int more = system_poll(others, count, &AT_ONCE);
  for (nfds_t i = 0; i < count; i++) {
    if (fakes[i] == NULL) {
      fds[i].revents = others[i].revents;
    }
  }
  uint64_t slice = now_nanos() + SLICE_NANOS;
  *next = *next == 0 || slice < *next ? slice : *next;
  return ready + (more > 0 ? more : 0);
}

static int poll_fakes(struct pollfd *fds, nfds_t count, struct file **fakes, uint64_t deadline) {
  while (true) {
    uint64_t next = 0;
    int ready = look(fds, count, fakes, &next);
    if (ready > 0 || (deadline != 0 && now_nanos() >= deadline)) {
      return ready;
    }
    await_change(next == 0 || (deadline != 0 && deadline < next) ? deadline : next);
  }
}

static int poll_any(struct pollfd *fds, nfds_t count, const struct timespec *timeout) {
  struct file *fakes[count + 1];
  bool any = false;
  pthread_mutex_lock(&fake_lock);
  for (nfds_t i = 0; i < count; i++) {
    fakes[i] = file_of(fds[i].fd);
    any |= fakes[i] != NULL;
  }
  if (!any) {
    pthread_mutex_unlock(&fake_lock);
    return system_poll(fds, count, timeout);
  }
  int error = 0;
  for (nfds_t i = 0; i < count; i++) {
    if (fakes[i] != NULL) {
      fakes[i]->calls_inside++;
      error = error == 0 ? node_fault(fakes[i]->node, "POLL") : error;
    }
  }
  uint64_t deadline = timeout == NULL
      ? 0
      : now_nanos() + (uint64_t) timeout->tv_sec * 1000000000ull + (uint64_t) timeout->tv_nsec;
  int ready = error != 0 ? -1 : poll_fakes(fds, count, fakes, deadline);
  for (nfds_t i = 0; i < count; i++) {
    if (fakes[i] != NULL) {
      log_line("%s fd=%d POLL events=0x%x = %s0x%x", fakes[i]->node->name, fakes[i]->fd,
          (unsigned int) fds[i].events, error != 0 ? error_name(error) : "",
          error != 0 ? 0 : (unsigned int) fds[i].revents);
      fakes[i]->calls_inside--;
      release(fakes[i]);
    }
  }
  pthread_mutex_unlock(&fake_lock);
  return error != 0 ? fail(error) : ready;
}

int poll(struct pollfd *fds, nfds_t count, int timeout) {
  struct timespec time = {timeout / 1000, timeout % 1000 * 1000000L};
  return poll_any(fds, count, timeout < 0 ? NULL : &time);
}

int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask) {
  (void) mask;
  return poll_any(fds, count, timeout);
}
