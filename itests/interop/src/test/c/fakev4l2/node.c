/* Reads what a node is and does from the text file that stands for it. */
#define _GNU_SOURCE
#include "fakev4l2.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MAX_NODES = 64, MAX_FILE = 8192 };

static struct node *nodes[MAX_NODES];
static int node_count;

/* A mistake in a test's file ends the process, or the test would show something else. */
static void refuse(const char *name, const char *line) {
  fprintf(stderr, "fakev4l2: %s: can't read: %s\n", name, line);
  abort();
}

static bool read_sizes(struct node *node, const char *list) {
  int used;
  for (; node->size_count < MAX_MARKS; list += used) {
    struct size *size = &node->sizes[node->size_count];
    if (sscanf(list, "%ux%u%n", &size->width, &size->height, &used) != 2) {
      return false;
    }
    node->size_count++;
    if (list[used] != ',') {
      return list[used] == '\0';
    }
    used++;
  }
  return false;
}

static bool read_kind(struct node *node, const char *word) {
  static const char *const NAMES[] = {"camera", "encoder", "usb", "metadata"};
  for (int i = 0; i < 4; i++) {
    if (strcmp(word, NAMES[i]) == 0) {
      node->kind = (enum kind) i;
      return true;
    }
  }
  return false;
}

static bool read_fault(struct node *node, const char *text) {
  if (node->fault_count == MAX_FAULTS) {
    return false;
  }
  struct fault *fault = &node->faults[node->fault_count++];
  char error[16] = "";
  *fault = (struct fault) {.from = 1, .count = -1, .every = 1};
  int used = 0;
  if (sscanf(text, "%23s %15s%n", fault->call, error, &used) != 2) {
    return false;
  }
  char word[16];
  long number;
  int more;
  for (text += used; sscanf(text, "%15s %ld%n", word, &number, &more) == 2; text += more) {
    if (strcmp(word, "from") == 0) {
      fault->from = number;
    } else if (strcmp(word, "count") == 0) {
      fault->count = number;
    } else if (strcmp(word, "every") == 0 && number > 0) {
      fault->every = number;
    } else {
      return false;
    }
  }
  fault->error = error_number(error);
  return fault->error != 0;
}

static bool add_mark(long *marks, int *count, const char *text) {
  if (*count == MAX_MARKS) {
    return false;
  }
  marks[(*count)++] = strtol(text, NULL, 10);
  return true;
}

static bool read_corrupt(struct node *node, const char *text) {
  return add_mark(node->corrupt, &node->corrupt_count, text);
}

static bool read_empty(struct node *node, const char *text) {
  return add_mark(node->empty, &node->empty_count, text);
}

static bool read_fps(struct node *node, const char *text) {
  node->fps_denominator = 1;
  return sscanf(text, "%u/%u", &node->fps_numerator, &node->fps_denominator) >= 1;
}

static bool read_gap(struct node *node, const char *text) {
  return sscanf(text, "%ld %ld", &node->gap_from, &node->gap_to) == 2;
}

static bool read_stream(struct node *node, const char *text) {
  return snprintf(node->stream, sizeof node->stream, "%s", text) < (int) sizeof node->stream;
}

/* Settings that are a number, or that are there or not. */
static const struct {
  const char *key;
  enum { NUMBER, LIMIT, FLAG } type;
  size_t offset;
} PLAIN[] = {
    {"stride", NUMBER, offsetof(struct node, stride)},
    {"jitter", NUMBER, offsetof(struct node, jitter)},
    {"split", NUMBER, offsetof(struct node, split)},
    {"latency", NUMBER, offsetof(struct node, latency)},
    {"encode", NUMBER, offsetof(struct node, encode_micros)},
    {"data-offset", NUMBER, offsetof(struct node, data_offset)},
    {"stall", LIMIT, offsetof(struct node, stall)},
    {"unplug", LIMIT, offsetof(struct node, unplug)},
    {"clock-untold", FLAG, offsetof(struct node, clock_untold)},
    {"config-ends", FLAG, offsetof(struct node, config_ends)},
    {"last-on-picture", FLAG, offsetof(struct node, last_on_picture)},
};

/* Settings with a form of their own. */
static const struct {
  const char *key;
  bool (*read)(struct node *node, const char *text);
} OTHERS[] = {
    {"kind", read_kind}, {"sizes", read_sizes}, {"fps", read_fps}, {"gap", read_gap},
    {"corrupt", read_corrupt}, {"empty", read_empty}, {"stream", read_stream},
    {"fail", read_fault},
};

static bool read_setting(struct node *node, const char *key, const char *value) {
  for (size_t i = 0; i < sizeof PLAIN / sizeof *PLAIN; i++) {
    if (strcmp(PLAIN[i].key, key) != 0) {
      continue;
    }
    void *field = (char *) node + PLAIN[i].offset;
    switch (PLAIN[i].type) {
      case NUMBER:
        return sscanf(value, "%u", (uint32_t *) field) == 1;
      case LIMIT:
        return sscanf(value, "%ld", (long *) field) == 1;
      case FLAG:
        return *(bool *) field = true;
    }
  }
  for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
    if (strcmp(OTHERS[i].key, key) == 0) {
      return OTHERS[i].read(node, value);
    }
  }
  return false;
}

static void read_lines(struct node *node, char *text) {
  char *rest = NULL;
  for (char *line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
    char key[24] = "", value[1024] = "";
    char *comment = strchr(line, '#');
    if (comment != NULL) {
      *comment = '\0';
    }
    for (size_t end = strlen(line); end > 0 && line[end - 1] == ' '; end--) {
      line[end - 1] = '\0';
    }
    if (sscanf(line, "%23s %1023[^\n]", key, value) < 1) {
      continue;
    }
    if (!read_setting(node, key, value)) {
      refuse(node->name, line);
    }
  }
}

static struct node *read_node(const char *name, const char *path) {
  char text[MAX_FILE];
  int fd = (int) syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return NULL;
  }
  long length = syscall(SYS_read, fd, text, sizeof text - 1);
  syscall(SYS_close, fd);
  if (length < 0 || length == sizeof text - 1) {
    refuse(name, "the file");
  }
  text[length] = '\0';
  struct node *node = zeroed(sizeof *node);
  snprintf(node->name, sizeof node->name, "%s", name);
  node->fps_numerator = 30;
  node->fps_denominator = 1;
  node->stride = 1;
  node->gap_from = node->gap_to = node->stall = node->unplug = -1;
  read_lines(node, text);
  return node;
}

struct node *node_find(const char *name) {
  for (int i = 0; i < node_count; i++) {
    if (strcmp(nodes[i]->name, name) == 0) {
      return nodes[i];
    }
  }
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", getenv("FAKE_V4L2_DEV"), name);
  struct node *node = read_node(name, path);
  if (node != NULL && node_count < MAX_NODES) {
    nodes[node_count++] = node;
  }
  return node;
}

int node_fault(struct node *node, const char *call) {
  for (int i = 0; i < node->fault_count; i++) {
    struct fault *fault = &node->faults[i];
    if (strcmp(fault->call, call) != 0) {
      continue;
    }
    long since = ++fault->calls - fault->from;
    if (since >= 0 && since % fault->every == 0
        && (fault->count < 0 || since / fault->every < fault->count)) {
      return fault->error;
    }
  }
  return 0;
}

bool marked(const long *marks, int count, long number) {
  for (int i = 0; i < count; i++) {
    if (marks[i] == number) {
      return true;
    }
  }
  return false;
}
