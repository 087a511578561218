/* What the files of the fake know of each other. */
#ifndef FAKEV4L2_H
#define FAKEV4L2_H

#include <linux/videodev2.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HIDDEN __attribute__((visibility("hidden")))

enum {
  MAX_BUFFERS = 32, /* as in videobuf2 */
  MAX_PLANES = 2,
  MAX_FAULTS = 16,
  MAX_MARKS = 16,
  NAME_LENGTH = 64,
};

/* Offsets of capture buffers of a memory-to-memory device begin here, as in v4l2-mem2mem. */
#define CAPTURE_OFFSET (1u << 30)

/* The flags that the encoder's driver adds to a buffer of parameter sets. */
#define FLAG_CODEC_CONFIG 0xC1000000u

/* Flags that belong to the kernel's core; a driver's own bits stay as the client queued them. */
#define CORE_FLAGS 0x00ffffffu

/* ---- node.c: what a node file says ---- */

enum kind { KIND_CAMERA, KIND_ENCODER, KIND_USB, KIND_METADATA };

struct size {
  uint32_t width, height;
};

/* A call that fails. */
struct fault {
  char call[24];
  int error;
  long from, count, every;
  long calls; /* seen so far */
};

struct node {
  char name[NAME_LENGTH];
  enum kind kind;
  struct size sizes[MAX_MARKS];
  int size_count;
  uint32_t fps_numerator, fps_denominator;
  uint32_t stride, jitter;
  long gap_from, gap_to; /* -1 for none */
  long corrupt[MAX_MARKS], empty[MAX_MARKS];
  int corrupt_count, empty_count;
  long stall, unplug; /* -1 for never */
  char stream[1024];
  uint32_t split, latency, encode_micros, data_offset;
  bool config_ends, last_on_picture, clock_untold;
  struct fault faults[MAX_FAULTS];
  int fault_count;
  bool gone;             /* unplugged */
  struct file *streamer; /* a camera streams to one file at a time */
};

/* The node of a name, read from its file once; NULL with errno if there is none. */
HIDDEN struct node *node_find(const char *name);
/* 0, or the error with which this call is to fail. Counts the call. */
HIDDEN int node_fault(struct node *node, const char *call);
HIDDEN bool marked(const long *marks, int count, long number);

/* ---- queue.c ---- */

enum buffer_state { WITH_CLIENT, QUEUED, DONE };

struct plane {
  uint8_t *memory;
  uint32_t length, offset, bytesused, data_offset;
};

struct buffer {
  enum buffer_state state;
  uint32_t flags, sequence;
  struct timeval timestamp;
  struct plane planes[MAX_PLANES];
  uint64_t due; /* monotonic nanoseconds; for the driver's use */
};

/* First in, first out. */
struct fifo {
  uint32_t items[MAX_BUFFERS];
  uint32_t head, count;
};

struct queue {
  uint32_t type;
  uint32_t timestamp_flags;
  uint32_t base; /* of the offsets for mmap */
  uint32_t plane_count, plane_length[MAX_PLANES];
  uint32_t buffer_count;
  struct buffer buffers[MAX_BUFFERS];
  struct fifo queued, done;
  bool has_format, streaming, last_dequeued;
};

struct file;

HIDDEN int queue_request(struct file *file, struct queue *q, struct v4l2_requestbuffers *r);
HIDDEN int queue_query(struct queue *q, struct v4l2_buffer *b);
HIDDEN int queue_put(struct queue *q, struct v4l2_buffer *b);
HIDDEN int queue_take(struct queue *q, struct v4l2_buffer *b);
HIDDEN int queue_start(struct queue *q);
HIDDEN void queue_stop(struct queue *q);
HIDDEN void queue_free(struct queue *q);
HIDDEN short queue_poll(const struct queue *q, short events);
HIDDEN bool queue_is_output(const struct queue *q);
/* The oldest buffer that the client queued, without taking it; NULL if there is none. */
HIDDEN struct buffer *queue_oldest(struct queue *q);
/* Gives that buffer back to the client. */
HIDDEN void queue_finish_oldest(struct queue *q);
/* The length of the plane at an offset; 0 if none begins there. */
HIDDEN uint32_t queue_plane_at(const struct queue *q, uint64_t offset);

/* ---- an open node ---- */

struct encoder;

struct file {
  int fd; /* a memory file, which holds the buffers */
  struct node *node;
  bool nonblocking;
  bool closed;
  uint32_t calls_inside;
  uint32_t mappings;
  struct queue *queues[2];
  int queue_count;
  const struct operations *operations;
  struct queue capture, output;
  struct v4l2_pix_format format; /* of a camera */
  struct encoder *encoder;
  uint64_t start;      /* of a camera's stream, monotonic nanoseconds */
  uint64_t next_frame; /* of a camera, counted from 0 in this stream */
};

/* What kinds of nodes do differently. Results are 0 or a negative errno, as in the kernel. */
struct operations {
  void (*open)(struct file *file);
  void (*close)(struct file *file);
  void (*capability)(struct file *file, struct v4l2_capability *c);
  int (*enum_format)(struct file *file, struct v4l2_fmtdesc *d);
  int (*get_format)(struct file *file, struct v4l2_format *f);
  int (*set_format)(struct file *file, struct v4l2_format *f);
  int (*try_format)(struct file *file, struct v4l2_format *f);
  /* Calls that this kind alone has; -ENOTTY for all others. */
  int (*other)(struct file *file, unsigned int request, void *argument);
  int (*stream_on)(struct file *file, struct queue *q);
  void (*stream_off)(struct file *file, struct queue *q);
  /* Brings the device to this moment; returns when something will happen next, 0 for never. */
  uint64_t (*advance)(struct file *file, uint64_t now);
};

HIDDEN extern const struct operations camera_operations;
HIDDEN extern const struct operations encoder_operations;
HIDDEN extern const struct operations usb_operations;
HIDDEN extern const struct operations metadata_operations;

/* ---- device.c ---- */

/* Answers an ioctl; 0 or a negative errno. */
HIDDEN int file_ioctl(struct file *file, unsigned int request, void *argument);
HIDDEN const char *ioctl_name(unsigned int request);
/* Brings an open node to this moment; returns when something will happen next, 0 for never. */
HIDDEN uint64_t file_advance(struct file *file);
/* What poll says of it now. */
HIDDEN short file_poll(struct file *file, short events);

/* The one lock, and the condition that is signalled at each change. */
HIDDEN extern pthread_mutex_t fake_lock;
HIDDEN extern pthread_cond_t fake_changed;
HIDDEN uint64_t now_nanos(void);
/* Memory set to zero; there always is some. */
HIDDEN void *zeroed(size_t size);
/* Waits for a change, until a moment at most; 0 for no limit. */
HIDDEN void await_change(uint64_t until);

/* ---- pattern.c ---- */

/* Fills an NV12 picture with what belongs to this frame. */
HIDDEN void pattern_fill(
    uint8_t *y, uint8_t *uv, uint32_t stride, struct size size, uint64_t frame);
/* The number of the frame whose picture this is exactly; -1 with a reason if it is none. */
HIDDEN int64_t pattern_check(const uint8_t *y, uint32_t y_stride, const uint8_t *uv,
    uint32_t uv_stride, struct size size, const char **reason);
/* Remembers the capture time of a frame, and tells it; below 0 if no client can know it. Frames are
 * numbered over all cameras. */
HIDDEN uint64_t pattern_next_frame(void);
HIDDEN void pattern_set_time(uint64_t frame, struct timeval time);
HIDDEN struct timeval pattern_time(uint64_t frame);

/* ---- log.c ---- */

HIDDEN void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* What no client may do: tests fail if the log has such a line. */
HIDDEN void log_wrong(const struct file *file, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
HIDDEN void log_call(
    const struct file *file, unsigned int request, const void *argument, int result);
HIDDEN const char *error_name(int error);
HIDDEN int error_number(const char *name);

#endif
