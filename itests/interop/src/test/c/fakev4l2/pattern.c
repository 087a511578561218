/* Pictures that can be told apart: each byte depends on its place, its plane and the number of the
 * frame, and the number stands at the beginning of both planes. A plane copied with a wrong stride,
 * from a wrong offset, too short, or of another frame is found. */
#include "fakev4l2.h"

#include <string.h>

enum { HEADER = 16, REMEMBERED = 4096 };

static const uint64_t LUMA_MAGIC = 0x316e616c506d754cull;
static const uint64_t CHROMA_MAGIC = 0x326e616c506d6843ull;

static uint64_t frames;
static struct timeval times[REMEMBERED];

uint64_t pattern_next_frame(void) { return frames++; }

void pattern_set_time(uint64_t frame, struct timeval time) { times[frame % REMEMBERED] = time; }

struct timeval pattern_time(uint64_t frame) { return times[frame % REMEMBERED]; }

/* One line of a plane; lines differ from each other and from those of other frames. */
static void fill_line(uint8_t *line, uint32_t width, uint32_t row, uint64_t frame, int step) {
  uint8_t value = (uint8_t) (row * 5 + frame * 7 + (uint32_t) step);
  for (uint32_t x = 0; x < width; x++) {
    line[x] = value;
    value = (uint8_t) (value + step);
  }
}

static void fill_header(uint8_t *plane, uint64_t magic, uint64_t frame) {
  memcpy(plane, &magic, sizeof magic);
  memcpy(plane + sizeof magic, &frame, sizeof frame);
}

static void fill_plane(uint8_t *plane, uint32_t stride, uint32_t width, uint32_t rows,
    uint64_t frame, int step, uint64_t magic) {
  for (uint32_t row = 0; row < rows; row++) {
    fill_line(plane + (size_t) row * stride, width, row, frame, step);
  }
  fill_header(plane, magic, frame);
}

void pattern_fill(uint8_t *y, uint8_t *uv, uint32_t stride, struct size size, uint64_t frame) {
  fill_plane(y, stride, size.width, size.height, frame, 3, LUMA_MAGIC);
  fill_plane(uv, stride, size.width, size.height / 2, frame, 11, CHROMA_MAGIC);
}

static bool plane_is(const uint8_t *plane, uint32_t stride, uint32_t width, uint32_t rows,
    uint64_t frame, int step, uint64_t magic) {
  uint8_t expected[8192];
  for (uint32_t row = 0; row < rows; row++) {
    fill_line(expected, width, row, frame, step);
    if (row == 0) {
      fill_header(expected, magic, frame);
    }
    if (memcmp(expected, plane + (size_t) row * stride, width) != 0) {
      return false;
    }
  }
  return true;
}

int64_t pattern_check(const uint8_t *y, uint32_t y_stride, const uint8_t *uv, uint32_t uv_stride,
    struct size size, const char **reason) {
  uint64_t magic, frame;
  if (size.width > 8192 || size.width < HEADER) {
    *reason = "size without a pattern";
    return -1;
  }
  memcpy(&magic, y, sizeof magic);
  memcpy(&frame, y + sizeof magic, sizeof frame);
  if (magic != LUMA_MAGIC) {
    *reason = "luma plane does not begin with a frame of a camera";
    return -1;
  }
  if (!plane_is(y, y_stride, size.width, size.height, frame, 3, LUMA_MAGIC)) {
    *reason = "luma plane is not that of its frame";
    return -1;
  }
  if (!plane_is(uv, uv_stride, size.width, size.height / 2, frame, 11, CHROMA_MAGIC)) {
    *reason = "chroma plane is not that of the frame in the luma plane";
    return -1;
  }
  return (int64_t) frame;
}
