/* A camera: single-planar NV12, a frame each period of a steady clock, and none for a client that
 * has queued no buffer by then. */
#include "fakev4l2.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const uint64_t SECOND = 1000000000ull;

/* Seconds between the clock for all and one of the camera's own. */
enum { ELSEWHEN = 1700000000 };

static void camera_open(struct file *file) {
  file->capture = (struct queue) {
      .type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
      .timestamp_flags = file->node->clock_untold ? V4L2_BUF_FLAG_TIMESTAMP_UNKNOWN
                                                  : V4L2_BUF_FLAG_TIMESTAMP_MONOTONIC,
      .plane_count = 1,
  };
  file->queues[0] = &file->capture;
  file->queue_count = 1;
}

static void camera_close(struct file *file) {
  if (file->node->streamer == file) {
    file->node->streamer = NULL;
  }
}

static void camera_capability(struct file *file, struct v4l2_capability *c) {
  strcpy((char *) c->driver, "vvcam-video");
  strcpy((char *) c->card, "vvcam-video.0.0");
  strcpy((char *) c->bus_info, "platform:vvcam-video");
  c->device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_EXT_PIX_FORMAT | V4L2_CAP_STREAMING;
  (void) file;
}

static int camera_enum_format(struct file *file, struct v4l2_fmtdesc *d) {
  (void) file;
  if (d->type != V4L2_BUF_TYPE_VIDEO_CAPTURE || d->index > 0) {
    return -EINVAL;
  }
  d->flags = 0;
  d->pixelformat = V4L2_PIX_FMT_NV12;
  strcpy((char *) d->description, "Y/UV 4:2:0");
  return 0;
}

static int camera_get_format(struct file *file, struct v4l2_format *f) {
  if (f->type != V4L2_BUF_TYPE_VIDEO_CAPTURE) {
    return -EINVAL;
  }
  f->fmt.pix = file->format;
  return 0;
}

/* The size with the nearest number of pixels: drivers do not refuse a size, they change it. */
static struct size nearest(const struct node *node, uint32_t width, uint32_t height) {
  struct size best = node->sizes[0];
  for (int i = 1; i < node->size_count; i++) {
    long wanted = (long) width * height;
    struct size size = node->sizes[i];
    if (labs((long) size.width * size.height - wanted)
        < labs((long) best.width * best.height - wanted)) {
      best = size;
    }
  }
  return best;
}

static int camera_try_format(struct file *file, struct v4l2_format *f) {
  if (f->type != V4L2_BUF_TYPE_VIDEO_CAPTURE) {
    return -EINVAL;
  }
  struct v4l2_pix_format *p = &f->fmt.pix;
  struct size size = nearest(file->node, p->width, p->height);
  uint32_t align = file->node->stride;
  p->width = size.width;
  p->height = size.height;
  p->pixelformat = V4L2_PIX_FMT_NV12;
  p->field = V4L2_FIELD_NONE;
  p->bytesperline = (size.width + align - 1) / align * align;
  p->sizeimage = p->bytesperline * size.height * 3 / 2;
  p->colorspace = V4L2_COLORSPACE_REC709;
  return 0;
}

static int camera_set_format(struct file *file, struct v4l2_format *f) {
  if (file->capture.buffer_count > 0) {
    return -EBUSY;
  }
  if (file->node->streamer != NULL) {
    return -EBUSY;
  }
  int result = camera_try_format(file, f);
  if (result == 0) {
    file->format = f->fmt.pix;
    file->capture.has_format = true;
    file->capture.plane_length[0] = f->fmt.pix.sizeimage;
  }
  return result;
}

static int camera_sizes(struct file *file, struct v4l2_frmsizeenum *s) {
  if (s->pixel_format != V4L2_PIX_FMT_NV12 || s->index >= (uint32_t) file->node->size_count) {
    return -EINVAL;
  }
  s->type = V4L2_FRMSIZE_TYPE_DISCRETE;
  s->discrete.width = file->node->sizes[s->index].width;
  s->discrete.height = file->node->sizes[s->index].height;
  return 0;
}

/* The rate is the sensor's; a client can only learn it. */
static int camera_rate(struct file *file, struct v4l2_streamparm *s) {
  if (s->type != V4L2_BUF_TYPE_VIDEO_CAPTURE) {
    return -EINVAL;
  }
  memset(&s->parm, 0, sizeof s->parm);
  s->parm.capture.capability = V4L2_CAP_TIMEPERFRAME;
  s->parm.capture.timeperframe.numerator = file->node->fps_denominator;
  s->parm.capture.timeperframe.denominator = file->node->fps_numerator;
  return 0;
}

static int camera_input(struct v4l2_input *i) {
  if (i->index > 0) {
    return -EINVAL;
  }
  memset(i, 0, sizeof *i);
  strcpy((char *) i->name, "camera");
  i->type = V4L2_INPUT_TYPE_CAMERA;
  return 0;
}

static int camera_other(struct file *file, unsigned int request, void *argument) {
  switch (request) {
    case VIDIOC_ENUM_FRAMESIZES:
      return camera_sizes(file, argument);
    case VIDIOC_G_PARM:
    case VIDIOC_S_PARM:
      return camera_rate(file, argument);
    case VIDIOC_ENUMINPUT:
      return camera_input(argument);
    case VIDIOC_G_INPUT:
      *(int *) argument = 0;
      return 0;
    case VIDIOC_S_INPUT:
      return *(const int *) argument == 0 ? 0 : -EINVAL;
    default:
      return -ENOTTY;
  }
}

static int camera_stream_on(struct file *file, struct queue *q) {
  if (file->node->streamer != NULL && file->node->streamer != file) {
    return -EBUSY;
  }
  int result = queue_start(q);
  if (result == 0) {
    file->node->streamer = file;
    file->start = now_nanos();
    file->next_frame = 0;
  }
  return result;
}

static void camera_stream_off(struct file *file, struct queue *q) {
  queue_stop(q);
  camera_close(file);
}

static uint64_t period(const struct file *file, uint64_t frames) {
  return frames * SECOND * file->node->fps_denominator / file->node->fps_numerator;
}

/* When a frame is captured: a whole period after the last one, and a little late with jitter. */
static uint64_t captured_at(const struct file *file, uint64_t frame) {
  uint64_t late = 0;
  if (file->node->jitter > 0) {
    late = ((uint32_t) frame * 2654435761u >> 12) % file->node->jitter * 1000ull;
  }
  return file->start + period(file, frame + 1) + late;
}

static void deliver(struct file *file, uint64_t at) {
  const struct node *node = file->node;
  struct queue *q = &file->capture;
  struct buffer *buffer = queue_oldest(q);
  long number = (long) file->next_frame;
  if (number >= node->gap_from && number <= node->gap_to) {
    log_line("%s LOST sequence=%ld", node->name, number);
    return;
  }
  if (buffer == NULL) {
    log_line("%s DROPPED sequence=%ld: no buffer is queued", node->name, number);
    return;
  }
  const struct v4l2_pix_format *format = &file->format;
  struct size size = {format->width, format->height};
  uint64_t frame = pattern_next_frame();
  uint8_t *memory = buffer->planes[0].memory;
  pattern_fill(
      memory, memory + format->bytesperline * size.height, format->bytesperline, size, frame);
  buffer->planes[0].bytesused = format->sizeimage;
  buffer->sequence = (uint32_t) number;
  buffer->timestamp.tv_sec = (time_t) (at / SECOND);
  buffer->timestamp.tv_usec = (suseconds_t) (at % SECOND / 1000);
  buffer->flags = 0;
  if (marked(node->corrupt, node->corrupt_count, number)) {
    buffer->flags |= V4L2_BUF_FLAG_ERROR;
    memset(memory, 0xEE, format->sizeimage);
  }
  if (marked(node->empty, node->empty_count, number)) {
    buffer->planes[0].bytesused = 0;
    memset(memory, 0xEE, format->sizeimage);
  }
  pattern_set_time(frame, buffer->timestamp);
  log_line("%s FRAME frame=%llu sequence=%ld time=%lld.%06lld", node->name,
      (unsigned long long) frame, number, (long long) buffer->timestamp.tv_sec,
      (long long) buffer->timestamp.tv_usec);
  if (node->clock_untold) {
    buffer->timestamp.tv_sec += ELSEWHEN;
    pattern_set_time(frame, (struct timeval) {.tv_sec = -1});
  }
  queue_finish_oldest(q);
}

static uint64_t camera_advance(struct file *file, uint64_t now) {
  struct node *node = file->node;
  if (!file->capture.streaming) {
    return 0;
  }
  while (captured_at(file, file->next_frame) <= now) {
    if (node->stall >= 0 && (long) file->next_frame >= node->stall) {
      return 0;
    }
    if (node->unplug >= 0 && (long) file->next_frame >= node->unplug) {
      if (!node->gone) {
        log_line("%s UNPLUGGED", node->name);
      }
      node->gone = true;
      return 0;
    }
    deliver(file, captured_at(file, file->next_frame));
    file->next_frame++;
  }
  return captured_at(file, file->next_frame);
}

const struct operations camera_operations = {
    .open = camera_open,
    .close = camera_close,
    .capability = camera_capability,
    .enum_format = camera_enum_format,
    .get_format = camera_get_format,
    .set_format = camera_set_format,
    .try_format = camera_try_format,
    .other = camera_other,
    .stream_on = camera_stream_on,
    .stream_off = camera_stream_off,
    .advance = camera_advance,
};
