/* The encoder: a memory-to-memory device, as the board's driver mvx is. It takes NV12 in two
 * planes, looks whether each frame is one that a camera made, whole and with its time, and gives
 * access units of a prepared stream in place of what it would have coded. */
#define _GNU_SOURCE
#include "controls.h"
#include "stream.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_INSIDE = 64 };

/* A frame that is being coded. */
struct inside {
  int64_t frame;
  struct timeval time;
  bool forced;
};

/* Coded bytes that wait for capture buffers. */
struct pending {
  struct pending *next;
  const uint8_t *bytes;
  uint32_t length;
  struct timeval time;
  uint32_t flags;      /* on each buffer */
  uint32_t flags_last; /* on the last one besides */
};

struct encoder {
  struct v4l2_pix_format_mplane raw, coded;
  struct controls controls;
  struct stream *stream;
  uint32_t position; /* of the next unit */
  uint32_t given;    /* units so far */
  struct inside inside[MAX_INSIDE];
  uint32_t inside_count;
  struct pending *first, **end;
  uint32_t sequence;
  uint64_t busy_until;
  bool config_given, stopping, draining;
};

static void encoder_open(struct file *file) {
  struct encoder *e = zeroed(sizeof *e);
  controls_reset(&e->controls);
  e->end = &e->first;
  file->encoder = e;
  file->output = (struct queue) {
      .type = V4L2_BUF_TYPE_VIDEO_OUTPUT_MPLANE,
      .timestamp_flags = V4L2_BUF_FLAG_TIMESTAMP_COPY,
      .plane_count = 2,
  };
  file->capture = (struct queue) {
      .type = V4L2_BUF_TYPE_VIDEO_CAPTURE_MPLANE,
      .timestamp_flags = V4L2_BUF_FLAG_TIMESTAMP_COPY,
      .plane_count = 1,
      .base = CAPTURE_OFFSET,
  };
  file->queues[0] = &file->output;
  file->queues[1] = &file->capture;
  file->queue_count = 2;
}

static void forget_pending(struct encoder *e) {
  while (e->first != NULL) {
    struct pending *next = e->first->next;
    free(e->first);
    e->first = next;
  }
  e->end = &e->first;
}

static void encoder_close(struct file *file) {
  forget_pending(file->encoder);
  stream_free(file->encoder->stream);
  free(file->encoder);
  file->encoder = NULL;
}

static void encoder_capability(struct file *file, struct v4l2_capability *c) {
  (void) file;
  strcpy((char *) c->driver, "mvx");
  strcpy((char *) c->card, "Linlon Video device");
  strcpy((char *) c->bus_info, "platform:mvx");
  c->device_caps = V4L2_CAP_VIDEO_M2M | V4L2_CAP_VIDEO_M2M_MPLANE | V4L2_CAP_EXT_PIX_FORMAT
      | V4L2_CAP_STREAMING;
}

static int encoder_enum_format(struct file *file, struct v4l2_fmtdesc *d) {
  (void) file;
  static const uint32_t CODED[] = {V4L2_PIX_FMT_H264, V4L2_PIX_FMT_HEVC, V4L2_PIX_FMT_JPEG};
  static const uint32_t RAW[] = {V4L2_PIX_FMT_YUV420M, V4L2_PIX_FMT_NV12};
  bool output = V4L2_TYPE_IS_OUTPUT(d->type);
  if (d->index >= (output ? 2 : 3)) {
    return -EINVAL;
  }
  d->pixelformat = output ? RAW[d->index] : CODED[d->index];
  d->flags = output ? 0 : V4L2_FMT_FLAG_COMPRESSED;
  snprintf((char *) d->description, sizeof d->description, "%.4s", (char *) &d->pixelformat);
  return 0;
}

static int encoder_get_format(struct file *file, struct v4l2_format *f) {
  f->fmt.pix_mp = V4L2_TYPE_IS_OUTPUT(f->type) ? file->encoder->raw : file->encoder->coded;
  return 0;
}

/* NV12 has two planes here, though its name says that there is one. */
static int try_raw(struct v4l2_pix_format_mplane *p) {
  if (p->pixelformat != V4L2_PIX_FMT_NV12) {
    return -EINVAL;
  }
  p->width = p->width < 2 ? 2 : (p->width + 1) & ~1u;
  p->height = p->height < 2 ? 2 : (p->height + 1) & ~1u;
  for (uint32_t i = 0; i < 2; i++) {
    uint32_t stride = i < p->num_planes ? p->plane_fmt[i].bytesperline : 0;
    p->plane_fmt[i].bytesperline = stride > p->width ? stride : p->width;
    p->plane_fmt[i].sizeimage = p->plane_fmt[i].bytesperline * p->height / (i + 1);
  }
  p->num_planes = 2;
  return 0;
}

static int try_coded(struct v4l2_pix_format_mplane *p) {
  if (p->pixelformat != V4L2_PIX_FMT_H264 && p->pixelformat != V4L2_PIX_FMT_HEVC) {
    return -EINVAL;
  }
  uint32_t wanted = p->num_planes > 0 ? p->plane_fmt[0].sizeimage : 0;
  uint32_t least = p->width * p->height;
  p->num_planes = 1;
  p->plane_fmt[0].bytesperline = 0;
  p->plane_fmt[0].sizeimage = wanted > least ? wanted : least;
  return 0;
}

static int encoder_try_format(struct file *file, struct v4l2_format *f) {
  (void) file;
  struct v4l2_pix_format_mplane *p = &f->fmt.pix_mp;
  p->field = V4L2_FIELD_NONE;
  return V4L2_TYPE_IS_OUTPUT(f->type) ? try_raw(p) : try_coded(p);
}

static int encoder_set_format(struct file *file, struct v4l2_format *f) {
  struct encoder *e = file->encoder;
  struct v4l2_pix_format_mplane *p = &f->fmt.pix_mp;
  bool output = V4L2_TYPE_IS_OUTPUT(f->type);
  struct queue *q = output ? &file->output : &file->capture;
  if (q->buffer_count > 0) {
    return -EBUSY;
  }
  int result = encoder_try_format(file, f);
  if (result < 0) {
    return result;
  }
  if (output) {
    e->raw = *p;
  } else {
    stream_free(e->stream);
    e->stream = stream_read(file->node->stream, p->pixelformat);
    if (e->stream == NULL) {
      return -EINVAL;
    }
    e->coded = *p;
  }
  q->has_format = true;
  for (uint32_t i = 0; i < p->num_planes; i++) {
    q->plane_length[i] = p->plane_fmt[i].sizeimage;
  }
  return 0;
}

static int command(struct encoder *e, const struct v4l2_encoder_cmd *c) {
  if (c->cmd != V4L2_ENC_CMD_STOP) {
    return -EINVAL;
  }
  e->stopping = true;
  return 0;
}

static int frame_sizes(struct v4l2_frmsizeenum *s) {
  if (s->index > 0) {
    return -EINVAL;
  }
  s->type = V4L2_FRMSIZE_TYPE_STEPWISE;
  s->stepwise = (struct v4l2_frmsize_stepwise) {2, 32768, 2, 2, 32768, 2};
  return 0;
}

/* There is no G_PARM, S_PARM and EXPBUF in the driver. */
static int encoder_other(struct file *file, unsigned int request, void *argument) {
  switch (request) {
    case VIDIOC_S_CTRL:
      return controls_set(&file->encoder->controls, argument);
    case VIDIOC_G_CTRL:
      return controls_get(&file->encoder->controls, argument);
    case VIDIOC_S_EXT_CTRLS:
      return controls_set_several(&file->encoder->controls, argument);
    case VIDIOC_ENCODER_CMD:
      return command(file->encoder, argument);
    case VIDIOC_ENUM_FRAMESIZES:
      return frame_sizes(argument);
    default:
      return -ENOTTY;
  }
}

static int encoder_stream_on(struct file *file, struct queue *q) {
  struct encoder *e = file->encoder;
  if (q == &file->output && e->stream != NULL
      && (e->raw.width != e->stream->size.width || e->raw.height != e->stream->size.height)) {
    log_wrong(file, "size %ux%u, of which the test has no stream", e->raw.width, e->raw.height);
  }
  return queue_start(q);
}

static void encoder_stream_off(struct file *file, struct queue *q) {
  struct encoder *e = file->encoder;
  queue_stop(q);
  forget_pending(e);
  e->inside_count = 0;
  e->position = 0;
  e->config_given = false;
  e->stopping = false;
  e->draining = false;
}

static void append(struct encoder *e, struct pending what) {
  struct pending *pending = zeroed(sizeof *pending);
  *pending = what;
  pending->next = NULL;
  *e->end = pending;
  e->end = &pending->next;
}

static void append_config(struct file *file) {
  struct encoder *e = file->encoder;
  e->config_given = true;
  append(e,
      (struct pending) {
          .bytes = e->stream->bytes + e->stream->config.offset,
          .length = e->stream->config.length,
          .flags = FLAG_CODEC_CONFIG,
          .flags_last = file->node->config_ends ? V4L2_BUF_FLAG_KEYFRAME : 0,
      });
}

/* Gives the next unit for the oldest frame inside. The flag for keyframes ends each picture. */
static void append_unit(struct file *file, bool last) {
  struct encoder *e = file->encoder;
  const struct node *node = file->node;
  struct inside oldest = e->inside[0];
  memmove(e->inside, e->inside + 1, --e->inside_count * sizeof *e->inside);
  if (!e->config_given) {
    append_config(file);
  }
  if (oldest.forced) {
    e->position = stream_next_sync(e->stream, e->position);
  }
  uint32_t at = e->position % e->stream->unit_count;
  const struct unit *unit = &e->stream->units[at];
  e->position = at + 1;
  bool corrupt = marked(node->corrupt, node->corrupt_count, e->given);
  if (marked(node->empty, node->empty_count, e->given)) {
    append(e, (struct pending) {.time = oldest.time});
  }
  append(e,
      (struct pending) {
          .bytes = e->stream->bytes + unit->offset,
          .length = unit->length,
          .time = oldest.time,
          .flags = corrupt ? V4L2_BUF_FLAG_ERROR : 0,
          .flags_last = V4L2_BUF_FLAG_KEYFRAME | (last ? V4L2_BUF_FLAG_LAST : 0),
      });
  e->given++;
  log_line("%s %s frame=%lld unit=%u sync=%d forced=%d time=%lld.%06lld", node->name,
      corrupt ? "SPOILT" : "ENCODED", (long long) oldest.frame, at, unit->sync, oldest.forced,
      (long long) oldest.time.tv_sec, (long long) oldest.time.tv_usec);
}

/* Looks at a raw frame as a careful encoder would. */
static void take(struct file *file, const struct buffer *buffer) {
  struct encoder *e = file->encoder;
  struct size size = {e->raw.width, e->raw.height};
  const struct plane *y = &buffer->planes[0], *uv = &buffer->planes[1];
  uint32_t y_stride = e->raw.plane_fmt[0].bytesperline;
  uint32_t uv_stride = e->raw.plane_fmt[1].bytesperline;
  int64_t frame = -1;
  if (y->bytesused - y->data_offset != y_stride * size.height
      || uv->bytesused - uv->data_offset != uv_stride * size.height / 2) {
    log_wrong(file, "frame of %u+%u bytes, not %u+%u", y->bytesused, uv->bytesused,
        y_stride * size.height, uv_stride * size.height / 2);
  } else {
    const char *reason = "";
    frame = pattern_check(y->memory + y->data_offset, y_stride, uv->memory + uv->data_offset,
        uv_stride, size, &reason);
    if (frame < 0) {
      log_wrong(file, "%s", reason);
    }
  }
  struct timeval time = frame < 0 ? buffer->timestamp : pattern_time((uint64_t) frame);
  if (time.tv_sec < 0) {
    time = buffer->timestamp;
  }
  if (time.tv_sec != buffer->timestamp.tv_sec || time.tv_usec != buffer->timestamp.tv_usec) {
    log_wrong(file, "frame %lld of %lld.%06lld with the time %lld.%06lld", (long long) frame,
        (long long) time.tv_sec, (long long) time.tv_usec, (long long) buffer->timestamp.tv_sec,
        (long long) buffer->timestamp.tv_usec);
  }
  if (e->draining) {
    log_wrong(file, "frame %lld behind the end of the stream", (long long) frame);
  }
  if (e->inside_count < MAX_INSIDE) {
    e->inside[e->inside_count++] = (struct inside) {
        .frame = frame,
        .time = buffer->timestamp,
        .forced = (buffer->flags & V4L2_BUF_FLAG_KEYFRAME) != 0,
    };
  }
}

static bool stalled(const struct file *file) {
  return file->node->stall >= 0 && file->encoder->given >= file->node->stall;
}

/* Gives what is coded: all but the latency, and at the end everything and word of the end. */
static void give(struct file *file, bool end) {
  struct encoder *e = file->encoder;
  uint32_t kept = end ? 0 : file->node->latency;
  bool on_picture = end && file->node->last_on_picture && e->inside_count > 0;
  while (e->inside_count > kept && !stalled(file)) {
    append_unit(file, on_picture && e->inside_count == 1);
  }
  if (end && !on_picture && !stalled(file)) {
    append(e, (struct pending) {.flags_last = V4L2_BUF_FLAG_LAST});
  }
  if (end) {
    log_line("%s END units=%u", file->node->name, e->given);
  }
}

static uint64_t code_frames(struct file *file, uint64_t now) {
  struct encoder *e = file->encoder;
  struct buffer *raw;
  while (!stalled(file) && (raw = queue_oldest(&file->output)) != NULL) {
    if (raw->due == 0) {
      uint64_t begin = e->busy_until > now ? e->busy_until : now;
      raw->due = begin + file->node->encode_micros * 1000ull;
      e->busy_until = raw->due;
    }
    if (raw->due > now) {
      return raw->due;
    }
    bool end = raw->planes[0].bytesused == 0 && raw->planes[1].bytesused == 0;
    if (!end) {
      take(file, raw);
    }
    end |= (raw->flags & V4L2_BUF_FLAG_LAST) != 0;
    /* The driver gives output buffers back with no bytes in them. */
    raw->planes[0].bytesused = raw->planes[1].bytesused = 0;
    raw->flags &= ~(uint32_t) (V4L2_BUF_FLAG_KEYFRAME | V4L2_BUF_FLAG_LAST);
    queue_finish_oldest(&file->output);
    give(file, end);
    e->draining |= end;
  }
  if (e->stopping && !e->draining && !stalled(file)) {
    give(file, true);
    e->draining = true;
  }
  return 0;
}

/* Fills capture buffers; what does not fit into one goes on in the next. */
static void fill_buffers(struct file *file) {
  struct encoder *e = file->encoder;
  const struct node *node = file->node;
  struct buffer *buffer;
  while (e->first != NULL && (buffer = queue_oldest(&file->capture)) != NULL) {
    struct pending *pending = e->first;
    struct plane *plane = &buffer->planes[0];
    uint32_t length = plane->length - node->data_offset;
    if (node->split > 0 && node->split < length) {
      length = node->split;
    }
    bool whole = pending->length <= length;
    if (whole) {
      length = pending->length;
    }
    memset(plane->memory, 0xEE, node->data_offset);
    if (length > 0) {
      memcpy(plane->memory + node->data_offset, pending->bytes, length);
    }
    plane->data_offset = length > 0 ? node->data_offset : 0;
    plane->bytesused = plane->data_offset + length;
    buffer->timestamp = pending->time;
    buffer->sequence = e->sequence++;
    buffer->flags |= pending->flags | (whole ? pending->flags_last : 0);
    queue_finish_oldest(&file->capture);
    pending->bytes += length;
    pending->length -= length;
    if (whole) {
      e->first = pending->next;
      if (e->first == NULL) {
        e->end = &e->first;
      }
      free(pending);
    }
  }
}

static uint64_t encoder_advance(struct file *file, uint64_t now) {
  if (!file->output.streaming || !file->capture.streaming) {
    return 0;
  }
  uint64_t next = code_frames(file, now);
  fill_buffers(file);
  return next;
}

const struct operations encoder_operations = {
    .open = encoder_open,
    .close = encoder_close,
    .capability = encoder_capability,
    .enum_format = encoder_enum_format,
    .get_format = encoder_get_format,
    .set_format = encoder_set_format,
    .try_format = encoder_try_format,
    .other = encoder_other,
    .stream_on = encoder_stream_on,
    .stream_off = encoder_stream_off,
    .advance = encoder_advance,
};
