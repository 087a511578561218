/* The ioctls that all nodes have, and what is before and behind each. */
#define _GNU_SOURCE
#include "fakev4l2.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

pthread_mutex_t fake_lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t fake_changed = PTHREAD_COND_INITIALIZER;

uint64_t now_nanos(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t) now.tv_sec * 1000000000ull + (uint64_t) now.tv_nsec;
}

void *zeroed(size_t size) {
  void *memory = calloc(1, size);
  if (memory == NULL) {
    abort();
  }
  return memory;
}

void await_change(uint64_t until) {
  if (until == 0) {
    pthread_cond_wait(&fake_changed, &fake_lock);
    return;
  }
  struct timespec time = {(time_t) (until / 1000000000ull), (long) (until % 1000000000ull)};
  pthread_cond_clockwait(&fake_changed, &fake_lock, CLOCK_MONOTONIC, &time);
}

/* Calls that the fake knows, with the numbers of the kernel's header. */
static const struct {
  unsigned int request;
  const char *name;
} CALLS[] = {
    {VIDIOC_QUERYCAP, "QUERYCAP"}, {VIDIOC_ENUM_FMT, "ENUM_FMT"}, {VIDIOC_G_FMT, "G_FMT"},
    {VIDIOC_S_FMT, "S_FMT"}, {VIDIOC_TRY_FMT, "TRY_FMT"}, {VIDIOC_REQBUFS, "REQBUFS"},
    {VIDIOC_QUERYBUF, "QUERYBUF"}, {VIDIOC_QBUF, "QBUF"}, {VIDIOC_DQBUF, "DQBUF"},
    {VIDIOC_EXPBUF, "EXPBUF"}, {VIDIOC_STREAMON, "STREAMON"}, {VIDIOC_STREAMOFF, "STREAMOFF"},
    {VIDIOC_G_PARM, "G_PARM"}, {VIDIOC_S_PARM, "S_PARM"}, {VIDIOC_G_CTRL, "G_CTRL"},
    {VIDIOC_S_CTRL, "S_CTRL"}, {VIDIOC_S_EXT_CTRLS, "S_EXT_CTRLS"},
    {VIDIOC_ENCODER_CMD, "ENCODER_CMD"}, {VIDIOC_ENUM_FRAMESIZES, "ENUM_FRAMESIZES"},
    {VIDIOC_ENUM_FRAMEINTERVALS, "ENUM_FRAMEINTERVALS"}, {VIDIOC_QUERYCTRL, "QUERYCTRL"},
    {VIDIOC_G_EXT_CTRLS, "G_EXT_CTRLS"}, {VIDIOC_SUBSCRIBE_EVENT, "SUBSCRIBE_EVENT"},
    {VIDIOC_DQEVENT, "DQEVENT"}, {VIDIOC_CREATE_BUFS, "CREATE_BUFS"},
    {VIDIOC_G_SELECTION, "G_SELECTION"}, {VIDIOC_S_SELECTION, "S_SELECTION"},
    {VIDIOC_G_INPUT, "G_INPUT"}, {VIDIOC_S_INPUT, "S_INPUT"}, {VIDIOC_ENUMINPUT, "ENUMINPUT"},
    {VIDIOC_G_STD, "G_STD"}, {VIDIOC_TRY_ENCODER_CMD, "TRY_ENCODER_CMD"},
};

const char *ioctl_name(unsigned int request) {
  for (size_t i = 0; i < sizeof CALLS / sizeof *CALLS; i++) {
    if (CALLS[i].request == request) {
      return CALLS[i].name;
    }
  }
  return NULL;
}

static struct queue *find_queue(struct file *file, uint32_t type) {
  for (int i = 0; i < file->queue_count; i++) {
    if (file->queues[i]->type == type) {
      return file->queues[i];
    }
  }
  return NULL;
}

static int capability(struct file *file, struct v4l2_capability *c) {
  memset(c, 0, sizeof *c);
  c->version = 6 << 16 | 6 << 8 | 36;
  file->operations->capability(file, c);
  c->capabilities = c->device_caps | V4L2_CAP_DEVICE_CAPS;
  return 0;
}

/* Waits for a buffer if the client opened the node so. */
static int take(struct file *file, struct queue *q, struct v4l2_buffer *b) {
  int result = queue_take(q, b);
  while (result == -EAGAIN && !file->nonblocking) {
    await_change(file_advance(file));
    if (file->closed) {
      return -EBADF;
    }
    if (file->node->gone) {
      return -ENODEV;
    }
    file_advance(file);
    result = queue_take(q, b);
  }
  return result;
}

static int on_queue(struct file *file, unsigned int request, struct queue *q, void *argument) {
  if (q == NULL) {
    return -EINVAL;
  }
  switch (request) {
    case VIDIOC_REQBUFS:
      return queue_request(file, q, argument);
    case VIDIOC_QUERYBUF:
      return queue_query(q, argument);
    case VIDIOC_QBUF:
      return queue_put(q, argument);
    case VIDIOC_DQBUF:
      return take(file, q, argument);
    case VIDIOC_STREAMON:
      return q->streaming ? 0 : file->operations->stream_on(file, q);
    default:
      file->operations->stream_off(file, q);
      return 0;
  }
}

static int on_format(struct file *file, unsigned int request, struct v4l2_format *f) {
  const struct operations *operations = file->operations;
  if (file->queue_count > 0 && find_queue(file, f->type) == NULL) {
    return -EINVAL;
  }
  return request == VIDIOC_G_FMT ? operations->get_format(file, f)
      : request == VIDIOC_S_FMT  ? operations->set_format(file, f)
                                 : operations->try_format(file, f);
}

static int answer(struct file *file, unsigned int request, void *argument) {
  switch (request) {
    case VIDIOC_QUERYCAP:
      return capability(file, argument);
    case VIDIOC_ENUM_FMT: {
      struct v4l2_fmtdesc *d = argument;
      if (file->queue_count > 0 && find_queue(file, d->type) == NULL) {
        return -EINVAL;
      }
      return file->operations->enum_format(file, d);
    }
    case VIDIOC_G_FMT:
    case VIDIOC_S_FMT:
    case VIDIOC_TRY_FMT:
      return on_format(file, request, argument);
    case VIDIOC_REQBUFS:
      return on_queue(file, request,
          find_queue(file, ((struct v4l2_requestbuffers *) argument)->type), argument);
    case VIDIOC_QUERYBUF:
    case VIDIOC_QBUF:
    case VIDIOC_DQBUF:
      return on_queue(
          file, request, find_queue(file, ((struct v4l2_buffer *) argument)->type), argument);
    case VIDIOC_STREAMON:
    case VIDIOC_STREAMOFF:
      return on_queue(file, request, find_queue(file, *(const uint32_t *) argument), argument);
    default:
      return file->operations->other(file, request, argument);
  }
}

uint64_t file_advance(struct file *file) {
  return file->operations->advance(file, now_nanos());
}

int file_ioctl(struct file *file, unsigned int request, void *argument) {
  const char *name = ioctl_name(request);
  if (name == NULL) {
    /* A number that no header has is a structure of the wrong size. */
    log_wrong(file, "ioctl 0x%08x", request);
    return -ENOTTY;
  }
  if (argument == NULL) {
    log_wrong(file, "%s of nothing", name);
    return -EFAULT;
  }
  file_advance(file);
  int error = node_fault(file->node, name);
  int result = file->node->gone ? -ENODEV : error > 0 ? -error : answer(file, request, argument);
  log_call(file, request, argument, result);
  file_advance(file);
  pthread_cond_broadcast(&fake_changed);
  return result;
}

short file_poll(struct file *file, short events) {
  if (file->closed) {
    return POLLNVAL;
  }
  if (file->node->gone) {
    return POLLERR | POLLHUP;
  }
  short revents = 0;
  for (int i = 0; i < file->queue_count; i++) {
    revents = (short) (revents | queue_poll(file->queues[i], events));
  }
  return revents;
}
