/* A client of the fake devices, written against the kernel's header alone: walks the sequence of a
 * recording, and tries what must be refused. Prints a line for each check; the status is the number
 * of those that failed. Expects a camera and an encoder with the size and the codec given as
 * arguments. A further one names a mistake to make with each frame, of which the log must tell. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RAW = V4L2_BUF_TYPE_VIDEO_OUTPUT_MPLANE, CODED = V4L2_BUF_TYPE_VIDEO_CAPTURE_MPLANE };
enum { BUFFERS = 4, FRAMES = 12 };

static int failures;
static const char *mistake = "none";

static void check(bool good, const char *what) {
  printf("%s %s\n", good ? "ok" : "NOT OK", what);
  failures += !good;
}

static void refused(int result, int error, const char *what) {
  int seen = errno;
  bool good = result == -1 && seen == error;
  printf("%s %s: %s\n", good ? "ok" : "NOT OK", what, result == -1 ? strerror(seen) : "accepted");
  failures += !good;
}

struct memory {
  uint8_t *address[2];
  size_t length[2];
};

static struct memory camera_memory[BUFFERS], raw_memory[BUFFERS], coded_memory[BUFFERS];

/* ---- finding ---- */

/* The first node of a driver, as a client finds it: whatever its number. */
static int find(const char *driver, char *path, size_t size) {
  DIR *dev = opendir("/dev");
  for (struct dirent *entry = readdir(dev); entry != NULL; entry = readdir(dev)) {
    struct v4l2_capability capability;
    struct stat status;
    snprintf(path, size, "/dev/%s", entry->d_name);
    if (strncmp(entry->d_name, "video", 5) != 0 || stat(path, &status) != 0
        || !S_ISCHR(status.st_mode)) {
      continue;
    }
    int fd = open(path, O_RDWR | O_NONBLOCK);
    if (fd >= 0 && ioctl(fd, VIDIOC_QUERYCAP, &capability) == 0
        && strcmp((char *) capability.driver, driver) == 0) {
      closedir(dev);
      return fd;
    }
    close(fd);
  }
  closedir(dev);
  return -1;
}

static void check_lookup(void) {
  void *library = dlopen("libc.so.6", RTLD_LAZY);
  check(dlsym(library, "ioctl") == (void *) ioctl, "ioctl looked up in libc is the fake's");
  check(dlsym(library, "mmap") == (void *) mmap, "mmap looked up in libc is the fake's");
  refused(open("/dev/video63", O_RDWR), ENOENT, "open of a node that is not there");
  int null = open("/dev/null", O_RDWR);
  check(null >= 0 && write(null, "x", 1) == 1, "other nodes of /dev are as ever");
  close(null);
}

static void check_sizes(void) {
  check(VIDIOC_QUERYCAP == 0x80685600 && VIDIOC_S_FMT == 0xc0d05605 && VIDIOC_QBUF == 0xc058560f
          && VIDIOC_S_EXT_CTRLS == 0xc0205648 && VIDIOC_ENCODER_CMD == 0xc028564d,
      "numbers of calls are those of the board");
  check(sizeof(struct v4l2_format) == 208 && sizeof(struct v4l2_buffer) == 88
          && sizeof(struct v4l2_plane) == 64 && sizeof(struct v4l2_pix_format_mplane) == 192,
      "sizes of structures are those of the board");
}

/* ---- buffers ---- */

static int request(int fd, uint32_t type, uint32_t memory) {
  struct v4l2_requestbuffers r = {.count = BUFFERS, .type = type, .memory = memory};
  return ioctl(fd, VIDIOC_REQBUFS, &r) == 0 ? (int) r.count : -1;
}

static struct v4l2_buffer about(uint32_t type, uint32_t index, struct v4l2_plane *planes) {
  struct v4l2_buffer b = {.type = type, .index = index, .memory = V4L2_MEMORY_MMAP};
  if (V4L2_TYPE_IS_MULTIPLANAR(type)) {
    memset(planes, 0, 2 * sizeof *planes);
    b.m.planes = planes;
    b.length = type == RAW ? 2 : 1;
  }
  return b;
}

static bool map(int fd, uint32_t type, struct memory *memory) {
  for (uint32_t i = 0; i < BUFFERS; i++) {
    struct v4l2_plane planes[2];
    struct v4l2_buffer b = about(type, i, planes);
    if (ioctl(fd, VIDIOC_QUERYBUF, &b) != 0) {
      return false;
    }
    bool several = V4L2_TYPE_IS_MULTIPLANAR(type);
    for (uint32_t p = 0; p < (several ? b.length : 1); p++) {
      memory[i].length[p] = several ? planes[p].length : b.length;
      memory[i].address[p] = mmap(NULL, memory[i].length[p], PROT_READ | PROT_WRITE, MAP_SHARED,
          fd, several ? planes[p].m.mem_offset : b.m.offset);
      if (memory[i].address[p] == MAP_FAILED) {
        return false;
      }
    }
  }
  return true;
}

static void unmap(struct memory *memory) {
  for (int i = 0; i < BUFFERS; i++) {
    for (int p = 0; p < 2; p++) {
      if (memory[i].length[p] > 0) {
        munmap(memory[i].address[p], memory[i].length[p]);
      }
    }
  }
}

static int stream(int fd, unsigned long on_or_off, int type) { return ioctl(fd, on_or_off, &type); }

/* ---- the camera ---- */

static struct v4l2_format set_camera(int fd, uint32_t width, uint32_t height) {
  struct v4l2_format f = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
  f.fmt.pix.width = width;
  f.fmt.pix.height = height;
  f.fmt.pix.pixelformat = V4L2_PIX_FMT_NV12;
  check(ioctl(fd, VIDIOC_S_FMT, &f) == 0, "camera takes a format");
  return f;
}

static void start_camera(int fd, uint32_t width, uint32_t height) {
  struct v4l2_format f = set_camera(fd, 12345, 6789);
  check(f.fmt.pix.width != 12345, "camera changes a size it does not have");
  refused(
      stream(fd, VIDIOC_STREAMON, V4L2_BUF_TYPE_VIDEO_CAPTURE), EINVAL, "STREAMON of no buffers");
  f = set_camera(fd, width, height);
  check(f.fmt.pix.width == width && f.fmt.pix.height == height, "camera takes a size it has");
  f.type = RAW;
  refused(ioctl(fd, VIDIOC_S_FMT, &f), EINVAL, "S_FMT of a type the camera has not");
  refused(request(fd, V4L2_BUF_TYPE_VIDEO_CAPTURE, 77), EINVAL, "REQBUFS of a strange memory");
  check(request(fd, V4L2_BUF_TYPE_VIDEO_CAPTURE, V4L2_MEMORY_MMAP) == BUFFERS, "camera buffers");
  f.type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
  refused(ioctl(fd, VIDIOC_S_FMT, &f), EBUSY, "S_FMT with buffers");
  refused(ioctl(fd, VIDIOC_QUERYBUF, &(struct v4l2_buffer) {.type = 1, .index = BUFFERS}), EINVAL,
      "QUERYBUF past the last");
  void *between = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 4096 * 5);
  check(between == MAP_FAILED, "mmap between buffers");
  check(map(fd, V4L2_BUF_TYPE_VIDEO_CAPTURE, camera_memory), "camera buffers are mapped");
  for (uint32_t i = 0; i < BUFFERS; i++) {
    struct v4l2_buffer b = about(V4L2_BUF_TYPE_VIDEO_CAPTURE, i, NULL);
    check(ioctl(fd, VIDIOC_QBUF, &b) == 0, "camera buffer is queued");
    refused(ioctl(fd, VIDIOC_QBUF, &b), EINVAL, "QBUF of a queued buffer");
  }
  struct pollfd p = {.fd = fd, .events = POLLIN};
  check(poll(&p, 1, 0) == 1 && p.revents == POLLERR, "poll before STREAMON says error");
  check(stream(fd, VIDIOC_STREAMON, V4L2_BUF_TYPE_VIDEO_CAPTURE) == 0, "camera streams");
  struct v4l2_buffer b = about(V4L2_BUF_TYPE_VIDEO_CAPTURE, 0, NULL);
  refused(ioctl(fd, VIDIOC_DQBUF, &b), EAGAIN, "DQBUF before the first frame");
  check(request(fd, V4L2_BUF_TYPE_VIDEO_CAPTURE, V4L2_MEMORY_MMAP) == -1 && errno == EBUSY,
      "REQBUFS while streaming");
}

/* ---- the encoder ---- */

static void start_encoder(int fd, uint32_t width, uint32_t height, uint32_t fourcc) {
  struct v4l2_streamparm rate = {.type = RAW};
  refused(ioctl(fd, VIDIOC_S_PARM, &rate), ENOTTY, "S_PARM of the encoder");
  struct v4l2_exportbuffer export = {.type = RAW};
  refused(ioctl(fd, VIDIOC_EXPBUF, &export), ENOTTY, "EXPBUF of the encoder");
  struct v4l2_format f = {.type = RAW};
  f.fmt.pix_mp.width = width;
  f.fmt.pix_mp.height = height;
  f.fmt.pix_mp.pixelformat = V4L2_PIX_FMT_NV12;
  check(ioctl(fd, VIDIOC_S_FMT, &f) == 0 && f.fmt.pix_mp.num_planes == 2
          && f.fmt.pix_mp.plane_fmt[0].sizeimage == width * height
          && f.fmt.pix_mp.plane_fmt[1].sizeimage == width * height / 2,
      "NV12 has two planes");
  f.type = CODED;
  f.fmt.pix_mp.pixelformat = fourcc;
  memset(f.fmt.pix_mp.plane_fmt, 0, sizeof f.fmt.pix_mp.plane_fmt);
  check(ioctl(fd, VIDIOC_S_FMT, &f) == 0 && f.fmt.pix_mp.num_planes == 1
          && f.fmt.pix_mp.plane_fmt[0].sizeimage >= width * height,
      "coded format has one plane");
  struct v4l2_ext_control controls[] = {
      {.id = 0x00992000, .value = 25 << 16}, {.id = V4L2_CID_MPEG_VIDEO_BITRATE, .value = 1000000}};
  struct v4l2_ext_controls all = {
      .ctrl_class = V4L2_CTRL_CLASS_CODEC, .count = 2, .controls = controls};
  check(ioctl(fd, VIDIOC_S_EXT_CTRLS, &all) == 0, "controls of the codec class");
  controls[1].id = V4L2_CID_BRIGHTNESS;
  refused(ioctl(fd, VIDIOC_S_EXT_CTRLS, &all), EINVAL, "a control that is not there");
  check(all.error_idx == 2, "none is set then");
  check(request(fd, RAW, V4L2_MEMORY_MMAP) == BUFFERS && map(fd, RAW, raw_memory), "raw buffers");
  check(request(fd, CODED, V4L2_MEMORY_MMAP) == BUFFERS && map(fd, CODED, coded_memory),
      "coded buffers");
  struct v4l2_plane planes[2];
  struct v4l2_buffer b = about(RAW, 0, planes);
  b.length = 1;
  refused(ioctl(fd, VIDIOC_QBUF, &b), EINVAL, "QBUF of NV12 with one plane");
  b = about(RAW, 0, planes);
  planes[1].bytesused = width * height;
  refused(ioctl(fd, VIDIOC_QBUF, &b), EINVAL, "QBUF of more bytes than there is room for");
  for (uint32_t i = 0; i < BUFFERS; i++) {
    b = about(CODED, i, planes);
    check(ioctl(fd, VIDIOC_QBUF, &b) == 0, "coded buffer is queued");
  }
  check(stream(fd, VIDIOC_STREAMON, CODED) == 0 && stream(fd, VIDIOC_STREAMON, RAW) == 0,
      "encoder streams");
  struct pollfd p = {.fd = fd, .events = POLLIN | POLLOUT};
  check(poll(&p, 1, 0) == 0, "encoder with nothing to say");
}

struct seen {
  int configs, pictures, buffers, stray_keyframes;
  bool last, in_picture;
  struct timeval times[FRAMES];
};

static void take_coded(int fd, struct seen *seen) {
  struct v4l2_plane planes[2];
  struct v4l2_buffer b = about(CODED, 0, planes);
  while (!seen->last && ioctl(fd, VIDIOC_DQBUF, &b) == 0) {
    seen->buffers++;
    if ((b.flags & 0xC1000000) == 0xC1000000) {
      seen->configs++;
    } else if ((b.flags & V4L2_BUF_FLAG_KEYFRAME) != 0 && seen->pictures < FRAMES) {
      seen->times[seen->pictures++] = b.timestamp;
    }
    seen->last = (b.flags & V4L2_BUF_FLAG_LAST) != 0;
    b = about(CODED, b.index, planes);
    if (ioctl(fd, VIDIOC_QBUF, &b) != 0) {
      check(false, "coded buffer is queued again");
    }
    b = about(CODED, 0, planes);
  }
}

static void pass_on(int camera, int encoder, uint32_t slot, uint32_t width, uint32_t height,
    struct timeval *time) {
  struct pollfd p = {.fd = camera, .events = POLLIN};
  check(poll(&p, 1, 2000) == 1 && p.revents == POLLIN, "a frame comes");
  struct v4l2_buffer b = about(V4L2_BUF_TYPE_VIDEO_CAPTURE, 0, NULL);
  check(ioctl(camera, VIDIOC_DQBUF, &b) == 0 && b.bytesused == width * height * 3 / 2,
      "frame is whole");
  memcpy(raw_memory[slot].address[0], camera_memory[b.index].address[0], width * height);
  memcpy(raw_memory[slot].address[1], camera_memory[b.index].address[0] + width * height,
      width * height / 2);
  *time = b.timestamp;
  struct v4l2_plane planes[2];
  struct v4l2_buffer raw = about(RAW, slot, planes);
  planes[0].bytesused = width * height;
  planes[1].bytesused = width * height / 2;
  raw.timestamp = b.timestamp;
  if (strcmp(mistake, "luma") == 0) {
    raw_memory[slot].address[0][width * height - 1] ^= 1;
  } else if (strcmp(mistake, "chroma") == 0) {
    memcpy(raw_memory[slot].address[1], camera_memory[b.index].address[0], width * height / 2);
  } else if (strcmp(mistake, "bytes") == 0) {
    planes[1].bytesused = width * height / 4;
  } else if (strcmp(mistake, "time") == 0) {
    *time = raw.timestamp = (struct timeval) {b.timestamp.tv_sec + 1, b.timestamp.tv_usec};
  }
  check(ioctl(encoder, VIDIOC_QBUF, &raw) == 0, "raw frame is queued");
  check(ioctl(camera, VIDIOC_QBUF, &b) == 0, "camera buffer is queued again");
  p = (struct pollfd) {.fd = encoder, .events = POLLOUT};
  check(poll(&p, 1, 2000) == 1 && p.revents == POLLOUT, "raw buffer comes back");
  raw = about(RAW, 0, planes);
  check(ioctl(encoder, VIDIOC_DQBUF, &raw) == 0 && raw.index == slot, "and is the one queued");
}

static void end_encoder(int fd, struct seen *seen) {
  struct v4l2_plane planes[2];
  struct v4l2_buffer end = about(RAW, 0, planes);
  check(ioctl(fd, VIDIOC_QBUF, &end) == 0, "end of the stream is queued");
  while (!seen->last) {
    struct pollfd p = {.fd = fd, .events = POLLIN};
    if (poll(&p, 1, 2000) != 1) {
      check(false, "LAST comes");
      return;
    }
    take_coded(fd, seen);
  }
  struct v4l2_buffer b = about(CODED, 0, planes);
  refused(ioctl(fd, VIDIOC_DQBUF, &b), EPIPE, "DQBUF behind LAST");
}

int main(int count, char **arguments) {
  if (count < 4) {
    return 99;
  }
  if (count > 4) {
    mistake = arguments[4];
  }
  uint32_t width = (uint32_t) atoi(arguments[1]), height = (uint32_t) atoi(arguments[2]);
  uint32_t fourcc;
  memcpy(&fourcc, arguments[3], 4);
  char path[300];
  check_sizes();
  check_lookup();
  int camera = find("vvcam-video", path, sizeof path);
  int encoder = find("mvx", path, sizeof path);
  check(camera >= 0 && encoder >= 0, "camera and encoder are found");
  if (strcmp(mistake, "call") == 0) {
    refused(ioctl(camera, VIDIOC_QBUF + 0x10000, path), ENOTTY, "a structure of a wrong size");
  }
  start_camera(camera, width, height);
  start_encoder(encoder, width, height, fourcc);
  int second = open(path, O_RDWR | O_NONBLOCK);
  check(second >= 0, "the encoder may be opened twice");
  close(second);
  struct seen seen = {0};
  struct timeval times[FRAMES];
  for (uint32_t i = 0; i < FRAMES; i++) {
    pass_on(camera, encoder, i % BUFFERS, width, height, &times[i]);
    take_coded(encoder, &seen);
  }
  end_encoder(encoder, &seen);
  check(seen.configs == 1, "parameter sets come once");
  check(seen.pictures == FRAMES, "each frame gives a picture");
  check(seen.buffers > FRAMES + 2, "pictures come in several buffers");
  check(memcmp(seen.times, times, sizeof times) == 0, "times are those of the camera");
  check(stream(camera, VIDIOC_STREAMOFF, V4L2_BUF_TYPE_VIDEO_CAPTURE) == 0
          && stream(encoder, VIDIOC_STREAMOFF, RAW) == 0
          && stream(encoder, VIDIOC_STREAMOFF, CODED) == 0,
      "all streams end");
  unmap(camera_memory);
  unmap(raw_memory);
  unmap(coded_memory);
  close(camera);
  close(encoder);
  return failures;
}
