/* A coded stream, cut into access units by whoever made it. */
#ifndef STREAM_H
#define STREAM_H

#include "fakev4l2.h"

struct unit {
  uint32_t offset, length;
  bool sync;
};

struct stream {
  struct size size;
  uint8_t *bytes;
  struct unit config; /* the parameter sets */
  struct unit *units; /* access units without them */
  uint32_t unit_count;
};

/* Reads PREFIX.FOURCC and PREFIX.FOURCC.index; NULL if there is no such stream. */
HIDDEN struct stream *stream_read(const char *prefix, uint32_t fourcc);
HIDDEN void stream_free(struct stream *stream);
/* The unit at or after a position, round and round, that is a sync unit. */
HIDDEN uint32_t stream_next_sync(const struct stream *stream, uint32_t position);

#endif
