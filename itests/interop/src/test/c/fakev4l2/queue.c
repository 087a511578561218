/* Queues of buffers. What they refuse, and with which error, is what videobuf2 refuses. */
#define _GNU_SOURCE
#include "fakev4l2.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static void push(struct fifo *fifo, uint32_t item) {
  fifo->items[(fifo->head + fifo->count++) % MAX_BUFFERS] = item;
}

static uint32_t pop(struct fifo *fifo) {
  uint32_t item = fifo->items[fifo->head];
  fifo->head = (fifo->head + 1) % MAX_BUFFERS;
  fifo->count--;
  return item;
}

bool queue_is_output(const struct queue *q) { return V4L2_TYPE_IS_OUTPUT(q->type); }

static uint32_t page_up(uint32_t length) {
  uint32_t page = (uint32_t) sysconf(_SC_PAGESIZE);
  return (length + page - 1) / page * page;
}

void queue_free(struct queue *q) {
  for (uint32_t i = 0; i < q->buffer_count; i++) {
    for (uint32_t p = 0; p < q->plane_count; p++) {
      struct plane *plane = &q->buffers[i].planes[p];
      syscall(SYS_munmap, plane->memory, page_up(plane->length));
    }
  }
  q->buffer_count = 0;
  memset(q->buffers, 0, sizeof q->buffers);
}

/* The memory of a plane: a part of the file's memory file, which the client maps as well. */
static int allocate(struct file *file, struct plane *plane, uint32_t offset, uint32_t length) {
  uint32_t whole = page_up(length);
  off_t end = (off_t) offset + whole;
  if (lseek(file->fd, 0, SEEK_END) < end && ftruncate(file->fd, end) != 0) {
    return -ENOMEM;
  }
  void *memory = (void *) syscall(
      SYS_mmap, NULL, whole, PROT_READ | PROT_WRITE, MAP_SHARED, file->fd, (off_t) offset);
  if (memory == MAP_FAILED) {
    return -ENOMEM;
  }
  *plane = (struct plane) {.memory = memory, .length = length, .offset = offset};
  return 0;
}

int queue_request(struct file *file, struct queue *q, struct v4l2_requestbuffers *r) {
  if (r->memory != V4L2_MEMORY_MMAP) {
    return -EINVAL;
  }
  if (q->streaming) {
    return -EBUSY;
  }
  queue_free(q);
  r->capabilities = V4L2_BUF_CAP_SUPPORTS_MMAP | V4L2_BUF_CAP_SUPPORTS_ORPHANED_BUFS;
  if (r->count == 0) {
    return 0;
  }
  if (!q->has_format) {
    log_wrong(file, "REQBUFS of type %u before S_FMT", r->type);
    return -EINVAL;
  }
  if (r->count > MAX_BUFFERS) {
    r->count = MAX_BUFFERS;
  }
  uint32_t offset = q->base;
  for (uint32_t i = 0; i < r->count; i++) {
    for (uint32_t p = 0; p < q->plane_count; p++) {
      int result = allocate(file, &q->buffers[i].planes[p], offset, q->plane_length[p]);
      if (result < 0) {
        return result;
      }
      offset += page_up(q->plane_length[p]);
    }
  }
  q->buffer_count = r->count;
  return 0;
}

static bool is_multiplanar(const struct queue *q) { return V4L2_TYPE_IS_MULTIPLANAR(q->type); }

/* The array of planes must have room for all planes. */
static int check_planes(const struct queue *q, const struct v4l2_buffer *b) {
  if (is_multiplanar(q)
      && (b->m.planes == NULL || b->length < q->plane_count || b->length > VIDEO_MAX_PLANES)) {
    return -EINVAL;
  }
  return 0;
}

/* Tells the client all about a buffer. */
static void describe(const struct queue *q, uint32_t index, struct v4l2_buffer *b) {
  const struct buffer *buffer = &q->buffers[index];
  b->index = index;
  b->type = q->type;
  b->memory = V4L2_MEMORY_MMAP;
  b->field = V4L2_FIELD_NONE;
  b->timestamp = buffer->timestamp;
  b->sequence = buffer->sequence;
  b->flags = buffer->flags | q->timestamp_flags;
  if (buffer->state == QUEUED) {
    b->flags |= V4L2_BUF_FLAG_QUEUED;
  } else if (buffer->state == DONE) {
    b->flags |= V4L2_BUF_FLAG_DONE;
  }
  if (!is_multiplanar(q)) {
    b->bytesused = buffer->planes[0].bytesused;
    b->m.offset = buffer->planes[0].offset;
    b->length = buffer->planes[0].length;
    return;
  }
  b->length = q->plane_count;
  for (uint32_t p = 0; p < q->plane_count; p++) {
    b->m.planes[p].bytesused = buffer->planes[p].bytesused;
    b->m.planes[p].length = buffer->planes[p].length;
    b->m.planes[p].m.mem_offset = buffer->planes[p].offset;
    b->m.planes[p].data_offset = buffer->planes[p].data_offset;
  }
}

int queue_query(struct queue *q, struct v4l2_buffer *b) {
  if (b->index >= q->buffer_count || check_planes(q, b) < 0) {
    return -EINVAL;
  }
  describe(q, b->index, b);
  return 0;
}

/* What the client says of the bytes in an output buffer. */
static int accept_bytes(const struct queue *q, struct buffer *buffer, const struct v4l2_buffer *b) {
  for (uint32_t p = 0; p < q->plane_count; p++) {
    uint32_t used = is_multiplanar(q) ? b->m.planes[p].bytesused : b->bytesused;
    uint32_t offset = is_multiplanar(q) ? b->m.planes[p].data_offset : 0;
    if (used > buffer->planes[p].length || (offset > 0 && offset >= used)) {
      return -EINVAL;
    }
    buffer->planes[p].bytesused = used;
    buffer->planes[p].data_offset = offset;
  }
  return 0;
}

int queue_put(struct queue *q, struct v4l2_buffer *b) {
  if (b->index >= q->buffer_count || b->memory != V4L2_MEMORY_MMAP || check_planes(q, b) < 0
      || (b->flags & V4L2_BUF_FLAG_REQUEST_FD) != 0) {
    return -EINVAL;
  }
  struct buffer *buffer = &q->buffers[b->index];
  if (buffer->state != WITH_CLIENT) {
    return -EINVAL;
  }
  if (queue_is_output(q)) {
    int result = accept_bytes(q, buffer, b);
    if (result < 0) {
      return result;
    }
    buffer->timestamp = b->timestamp;
    buffer->flags = b->flags & (~CORE_FLAGS | V4L2_BUF_FLAG_KEYFRAME | V4L2_BUF_FLAG_LAST);
  } else {
    /* A driver's own bits stay, though it only ever sets them: who queues a buffer with the flags
     * it was dequeued with gets them back on the next picture. */
    buffer->flags = b->flags & ~CORE_FLAGS;
  }
  buffer->due = 0;
  buffer->state = QUEUED;
  push(&q->queued, b->index);
  describe(q, b->index, b);
  return 0;
}

int queue_take(struct queue *q, struct v4l2_buffer *b) {
  if (!q->streaming || check_planes(q, b) < 0) {
    return -EINVAL;
  }
  if (q->last_dequeued) {
    return -EPIPE;
  }
  if (q->done.count == 0) {
    return -EAGAIN;
  }
  uint32_t index = pop(&q->done);
  q->buffers[index].state = WITH_CLIENT;
  describe(q, index, b);
  if (!queue_is_output(q) && (b->flags & V4L2_BUF_FLAG_LAST) != 0) {
    q->last_dequeued = true;
  }
  return 0;
}

int queue_start(struct queue *q) {
  if (q->buffer_count == 0) {
    return -EINVAL;
  }
  q->streaming = true;
  return 0;
}

void queue_stop(struct queue *q) {
  for (uint32_t i = 0; i < q->buffer_count; i++) {
    q->buffers[i].state = WITH_CLIENT;
  }
  q->queued.count = 0;
  q->done.count = 0;
  q->streaming = false;
  q->last_dequeued = false;
}

short queue_poll(const struct queue *q, short events) {
  short wanted = queue_is_output(q) ? POLLOUT | POLLWRNORM : POLLIN | POLLRDNORM;
  if ((events & wanted) == 0) {
    return 0;
  }
  if (!q->streaming) {
    return POLLERR;
  }
  return q->done.count > 0 || q->last_dequeued ? (short) (wanted & events) : 0;
}

struct buffer *queue_oldest(struct queue *q) {
  return q->queued.count == 0 ? NULL : &q->buffers[q->queued.items[q->queued.head]];
}

void queue_finish_oldest(struct queue *q) {
  uint32_t index = pop(&q->queued);
  q->buffers[index].state = DONE;
  push(&q->done, index);
}

uint32_t queue_plane_at(const struct queue *q, uint64_t offset) {
  for (uint32_t i = 0; i < q->buffer_count; i++) {
    for (uint32_t p = 0; p < q->plane_count; p++) {
      if (q->buffers[i].planes[p].offset == offset) {
        return page_up(q->buffers[i].planes[p].length);
      }
    }
  }
  return 0;
}
