/* Nodes that stand between those that are looked for. */
#include "fakev4l2.h"

#include <errno.h>
#include <string.h>

static void nothing(struct file *file) { (void) file; }

static int no_format(struct file *file, struct v4l2_format *f) {
  (void) file;
  (void) f;
  return -EINVAL;
}

static int no_other(struct file *file, unsigned int request, void *argument) {
  (void) file;
  (void) request;
  (void) argument;
  return -ENOTTY;
}

static int no_stream(struct file *file, struct queue *q) {
  (void) file;
  (void) q;
  return -EINVAL;
}

static void no_stream_off(struct file *file, struct queue *q) {
  (void) file;
  (void) q;
}

static uint64_t never(struct file *file, uint64_t now) {
  (void) file;
  (void) now;
  return 0;
}

/* A USB camera that has coded and packed pictures only. */
static void usb_capability(struct file *file, struct v4l2_capability *c) {
  (void) file;
  strcpy((char *) c->driver, "uvcvideo");
  strcpy((char *) c->card, "USB Camera: USB Camera");
  strcpy((char *) c->bus_info, "usb-0000:00:14.0-1");
  c->device_caps = V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_EXT_PIX_FORMAT | V4L2_CAP_STREAMING;
}

static int usb_enum_format(struct file *file, struct v4l2_fmtdesc *d) {
  (void) file;
  static const uint32_t FORMATS[] = {V4L2_PIX_FMT_MJPEG, V4L2_PIX_FMT_YUYV};
  if (d->type != V4L2_BUF_TYPE_VIDEO_CAPTURE || d->index >= 2) {
    return -EINVAL;
  }
  d->pixelformat = FORMATS[d->index];
  d->flags = d->index == 0 ? V4L2_FMT_FLAG_COMPRESSED : 0;
  return 0;
}

static int usb_format(struct file *file, struct v4l2_format *f) {
  (void) file;
  if (f->type != V4L2_BUF_TYPE_VIDEO_CAPTURE) {
    return -EINVAL;
  }
  f->fmt.pix = (struct v4l2_pix_format) {
      .width = 640,
      .height = 480,
      .pixelformat = V4L2_PIX_FMT_YUYV,
      .field = V4L2_FIELD_NONE,
      .bytesperline = 1280,
      .sizeimage = 614400,
  };
  return 0;
}

/* The second node of such a camera, with data on its frames. */
static void metadata_capability(struct file *file, struct v4l2_capability *c) {
  usb_capability(file, c);
  c->device_caps = V4L2_CAP_META_CAPTURE | V4L2_CAP_EXT_PIX_FORMAT | V4L2_CAP_STREAMING;
}

static int metadata_enum_format(struct file *file, struct v4l2_fmtdesc *d) {
  (void) file;
  if (d->type != V4L2_BUF_TYPE_META_CAPTURE || d->index > 0) {
    return -EINVAL;
  }
  d->pixelformat = V4L2_META_FMT_UVC;
  return 0;
}

const struct operations usb_operations = {
    .open = nothing,
    .close = nothing,
    .capability = usb_capability,
    .enum_format = usb_enum_format,
    .get_format = usb_format,
    .set_format = usb_format,
    .try_format = usb_format,
    .other = no_other,
    .stream_on = no_stream,
    .stream_off = no_stream_off,
    .advance = never,
};

const struct operations metadata_operations = {
    .open = nothing,
    .close = nothing,
    .capability = metadata_capability,
    .enum_format = metadata_enum_format,
    .get_format = no_format,
    .set_format = no_format,
    .try_format = no_format,
    .other = no_other,
    .stream_on = no_stream,
    .stream_off = no_stream_off,
    .advance = never,
};
