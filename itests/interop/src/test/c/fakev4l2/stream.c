/* The index of a stream is a text file, so that nothing here has to look into coded video:
 *
 *     size 640x360
 *     config OFFSET LENGTH
 *     unit OFFSET LENGTH SYNC
 *     ...
 *
 * with SYNC 1 for IDR and IRAP pictures and 0 for others, and offsets in the file of bytes. */
#define _GNU_SOURCE
#include "stream.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A whole file, with a zero behind it. */
static char *read_file(const char *path) {
  int fd = (int) syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return NULL;
  }
  off_t length = lseek(fd, 0, SEEK_END);
  char *bytes = zeroed((size_t) length + 1);
  off_t done = 0;
  while (done < length) {
    ssize_t count = pread(fd, bytes + done, (size_t) (length - done), done);
    if (count <= 0) {
      abort();
    }
    done += count;
  }
  bytes[length] = '\0';
  syscall(SYS_close, fd);
  return bytes;
}

static void read_index(struct stream *stream, char *text) {
  char *rest = NULL;
  for (char *line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
    struct unit unit = {0};
    int sync = 0;
    if (sscanf(line, "size %ux%u", &stream->size.width, &stream->size.height) == 2) {
      continue;
    } else if (sscanf(line, "config %u %u", &unit.offset, &unit.length) == 2) {
      stream->config = unit;
    } else if (sscanf(line, "unit %u %u %d", &unit.offset, &unit.length, &sync) == 3) {
      unit.sync = sync == 1;
      stream->units = realloc(stream->units, (stream->unit_count + 1) * sizeof unit);
      stream->units[stream->unit_count++] = unit;
    } else {
      fprintf(stderr, "fakev4l2: can't read in an index: %s\n", line);
      abort();
    }
  }
}

struct stream *stream_read(const char *prefix, uint32_t fourcc) {
  char path[1100];
  snprintf(path, sizeof path, "%s.%.4s", prefix, (const char *) &fourcc);
  char *bytes = read_file(path);
  strcat(path, ".index");
  char *text = bytes == NULL ? NULL : read_file(path);
  if (text == NULL) {
    free(bytes);
    return NULL;
  }
  struct stream *stream = zeroed(sizeof *stream);
  stream->bytes = (uint8_t *) bytes;
  read_index(stream, text);
  free(text);
  if (stream->unit_count == 0 || !stream->units[0].sync) {
    fprintf(stderr, "fakev4l2: %s does not begin with a sync unit\n", path);
    abort();
  }
  return stream;
}

void stream_free(struct stream *stream) {
  if (stream != NULL) {
    free(stream->bytes);
    free(stream->units);
    free(stream);
  }
}

uint32_t stream_next_sync(const struct stream *stream, uint32_t position) {
  uint32_t at = position % stream->unit_count;
  while (!stream->units[at].sync) {
    at = (at + 1) % stream->unit_count;
  }
  return at;
}
