/* The controls of the encoder. */
#ifndef CONTROLS_H
#define CONTROLS_H

#include "fakev4l2.h"

/* A control with its range. */
struct control {
  uint32_t id;
  int64_t least, most, value;
};

enum { CONTROL_COUNT = 7 };

struct controls {
  struct control all[CONTROL_COUNT];
};

HIDDEN void controls_reset(struct controls *controls);
HIDDEN int controls_set(struct controls *controls, struct v4l2_control *c);
HIDDEN int controls_get(struct controls *controls, struct v4l2_control *c);
/* All of them, or none if one is not known. */
HIDDEN int controls_set_several(struct controls *controls, struct v4l2_ext_controls *c);

#endif
