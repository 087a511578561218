/* A line for each call on a fake node, written at once, so that the log is whole however the
 * process ends. */
#define _GNU_SOURCE
#include "fakev4l2.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct {
  int number;
  const char *name;
} ERRORS[] = {
    {EACCES, "EACCES"}, {EAGAIN, "EAGAIN"}, {EBADF, "EBADF"}, {EBUSY, "EBUSY"},
    {EINTR, "EINTR"}, {EINVAL, "EINVAL"}, {EIO, "EIO"}, {ENODEV, "ENODEV"},
    {ENOENT, "ENOENT"}, {ENOMEM, "ENOMEM"}, {ENOSPC, "ENOSPC"}, {ENOTTY, "ENOTTY"},
    {EPERM, "EPERM"}, {EPIPE, "EPIPE"}, {ERANGE, "ERANGE"}, {EMFILE, "EMFILE"},
};

const char *error_name(int error) {
  for (size_t i = 0; i < sizeof ERRORS / sizeof *ERRORS; i++) {
    if (ERRORS[i].number == error) {
      return ERRORS[i].name;
    }
  }
  return "E?";
}

int error_number(const char *name) {
  for (size_t i = 0; i < sizeof ERRORS / sizeof *ERRORS; i++) {
    if (strcmp(ERRORS[i].name, name) == 0) {
      return ERRORS[i].number;
    }
  }
  return 0;
}

static int log_file(void) {
  static int fd = -1;
  const char *path = getenv("FAKE_V4L2_LOG");
  if (fd < 0 && path != NULL) {
    fd = (int) syscall(
        SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  }
  return fd;
}

static void write_line(char *line, int length, int size) {
  int end = length < size - 1 ? length : size - 2;
  line[end] = '\n';
  int fd = log_file();
  if (fd >= 0 && syscall(SYS_write, fd, line, (size_t) end + 1) < 0) {
    abort();
  }
}

void log_line(const char *format, ...) {
  char line[512];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  write_line(line, length, sizeof line);
}

void log_wrong(const struct file *file, const char *format, ...) {
  char line[512];
  int length = snprintf(line, sizeof line, "WRONG %s fd=%d ", file->node->name, file->fd);
  va_list arguments;
  va_start(arguments, format);
  length += vsnprintf(line + length, sizeof line - (size_t) length, format, arguments);
  va_end(arguments);
  write_line(line, length, sizeof line);
}

static int describe_format(char *out, size_t size, const struct v4l2_format *f) {
  if (V4L2_TYPE_IS_MULTIPLANAR(f->type)) {
    const struct v4l2_pix_format_mplane *p = &f->fmt.pix_mp;
    return snprintf(out, size, " type=%u format=%.4s size=%ux%u planes=%u", f->type,
        (const char *) &p->pixelformat, p->width, p->height, p->num_planes);
  }
  const struct v4l2_pix_format *p = &f->fmt.pix;
  return snprintf(out, size, " type=%u format=%.4s size=%ux%u stride=%u", f->type,
      (const char *) &p->pixelformat, p->width, p->height, p->bytesperline);
}

static int describe_buffer(char *out, size_t size, const struct v4l2_buffer *b) {
  int n = snprintf(out, size, " type=%u index=%u memory=%u flags=0x%x sequence=%u time=%lld.%06lld",
      b->type, b->index, b->memory, b->flags, b->sequence, (long long) b->timestamp.tv_sec,
      (long long) b->timestamp.tv_usec);
  if (!V4L2_TYPE_IS_MULTIPLANAR(b->type)) {
    return n + snprintf(out + n, size - (size_t) n, " bytes=%u", b->bytesused);
  }
  if (b->m.planes != NULL && b->length == 2) {
    return n + snprintf(out + n, size - (size_t) n, " bytes=%u+%u", b->m.planes[0].bytesused,
        b->m.planes[1].bytesused);
  }
  if (b->m.planes != NULL && b->length == 1) {
    return n + snprintf(out + n, size - (size_t) n, " bytes=%u", b->m.planes[0].bytesused);
  }
  return n;
}

static int describe_controls(char *out, size_t size, const struct v4l2_ext_controls *c) {
  int n = snprintf(out, size, " class=0x%x", c->ctrl_class);
  for (uint32_t i = 0; i < c->count && i < 16; i++) {
    n += snprintf(out + n, size - (size_t) n, " 0x%x=%d", c->controls[i].id, c->controls[i].value);
  }
  return n;
}

static void describe(char *out, size_t size, unsigned int request, const void *argument) {
  out[0] = '\0';
  switch (request) {
    case VIDIOC_S_FMT:
    case VIDIOC_TRY_FMT:
    case VIDIOC_G_FMT:
      describe_format(out, size, argument);
      break;
    case VIDIOC_REQBUFS: {
      const struct v4l2_requestbuffers *r = argument;
      snprintf(out, size, " type=%u memory=%u count=%u", r->type, r->memory, r->count);
      break;
    }
    case VIDIOC_QUERYBUF:
    case VIDIOC_QBUF:
    case VIDIOC_DQBUF:
      describe_buffer(out, size, argument);
      break;
    case VIDIOC_STREAMON:
    case VIDIOC_STREAMOFF:
      snprintf(out, size, " type=%d", *(const int *) argument);
      break;
    case VIDIOC_S_CTRL: {
      const struct v4l2_control *c = argument;
      snprintf(out, size, " 0x%x=%d", c->id, c->value);
      break;
    }
    case VIDIOC_S_EXT_CTRLS:
      describe_controls(out, size, argument);
      break;
    case VIDIOC_ENCODER_CMD:
      snprintf(out, size, " command=%u", ((const struct v4l2_encoder_cmd *) argument)->cmd);
      break;
    default:
      break;
  }
}

void log_call(
    const struct file *file, unsigned int request, const void *argument, int result) {
  char details[384];
  describe(details, sizeof details, request, argument);
  if (result < 0) {
    log_line("%s fd=%d %s%s = -1 %s", file->node->name, file->fd, ioctl_name(request), details,
        error_name(-result));
  } else {
    log_line("%s fd=%d %s%s = 0", file->node->name, file->fd, ioctl_name(request), details);
  }
}
