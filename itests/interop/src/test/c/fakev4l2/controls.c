/* Those controls of the driver mvx that a recorder has a use for, with its ranges and defaults. */
#include "controls.h"

#include <errno.h>
#include <string.h>

/* The driver's own controls. */
enum {
  CONTROL_FRAME_RATE = 0x00992000, /* Q16 */
  CONTROL_NALU_FORMAT = 0x00992001,
  CONTROL_H265_PROFILE = 0x00992003,
};

static const struct control CONTROLS[CONTROL_COUNT] = {
    {V4L2_CID_MPEG_VIDEO_BITRATE, 1000, 1000000000, 2500000},
    {V4L2_CID_MPEG_VIDEO_GOP_SIZE, 0, 0x7fffffff, 29},
    {V4L2_CID_MPEG_VIDEO_B_FRAMES, 0, 0x7fffffff, 0},
    {V4L2_CID_MPEG_VIDEO_H264_PROFILE, 0, V4L2_MPEG_VIDEO_H264_PROFILE_HIGH_10,
        V4L2_MPEG_VIDEO_H264_PROFILE_HIGH},
    {CONTROL_FRAME_RATE, 1 << 16, 0x7fffffff, 30 << 16},
    {CONTROL_NALU_FORMAT, 0, 5, 0},
    {CONTROL_H265_PROFILE, 0, 2, 0},
};

void controls_reset(struct controls *controls) {
  memcpy(controls->all, CONTROLS, sizeof CONTROLS);
}

static struct control *find_control(struct controls *controls, uint32_t id) {
  for (int i = 0; i < CONTROL_COUNT; i++) {
    if (controls->all[i].id == id) {
      return &controls->all[i];
    }
  }
  return NULL;
}

/* Values out of range are changed to the nearest, as the kernel does with integers. */
static void set_control(struct control *control, int64_t value) {
  control->value = value < control->least ? control->least
      : value > control->most             ? control->most
                                          : value;
}

int controls_set(struct controls *controls, struct v4l2_control *c) {
  struct control *control = find_control(controls, c->id);
  if (control == NULL) {
    return -EINVAL;
  }
  set_control(control, c->value);
  c->value = (int32_t) control->value;
  return 0;
}

int controls_set_several(struct controls *controls, struct v4l2_ext_controls *c) {
  c->error_idx = c->count;
  for (uint32_t i = 0; i < c->count; i++) {
    uint32_t id = c->controls[i].id;
    if (find_control(controls, id) == NULL
        || (c->which != V4L2_CTRL_WHICH_CUR_VAL && c->which != V4L2_CTRL_ID2WHICH(id))) {
      return -EINVAL;
    }
  }
  for (uint32_t i = 0; i < c->count; i++) {
    struct control *control = find_control(controls, c->controls[i].id);
    set_control(control, c->controls[i].value);
    c->controls[i].value = (int32_t) control->value;
  }
  return 0;
}

int controls_get(struct controls *controls, struct v4l2_control *c) {
  struct control *control = find_control(controls, c->id);
  if (control == NULL) {
    return -EINVAL;
  }
  c->value = (int32_t) control->value;
  return 0;
}
