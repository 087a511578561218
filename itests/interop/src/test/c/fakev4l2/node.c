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

static bool read_sizes(struct node *node, char *list) {
  char *rest = NULL;
  for (char *item = strtok_r(list, ",", &rest); item != NULL; item = strtok_r(NULL, ",", &rest)) {
    struct size *size = &node->sizes[node->size_count];
    if (node->size_count == MAX_MARKS
        || sscanf(item, "%ux%u", &size->width, &size->height) != 2) {
      return false;
    }
    node->size_count++;
  }
  return true;
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

static bool read_setting(struct node *node, const char *key, char *value) {
  if (strcmp(key, "kind") == 0) {
    return read_kind(node, value);
  } else if (strcmp(key, "sizes") == 0) {
    return read_sizes(node, value);
  } else if (strcmp(key, "fps") == 0) {
    node->fps_denominator = 1;
    return sscanf(value, "%u/%u", &node->fps_numerator, &node->fps_denominator) >= 1;
  } else if (strcmp(key, "stride") == 0) {
    return sscanf(value, "%u", &node->stride) == 1;
  } else if (strcmp(key, "jitter") == 0) {
    return sscanf(value, "%u", &node->jitter) == 1;
  } else if (strcmp(key, "gap") == 0) {
    return sscanf(value, "%ld %ld", &node->gap_from, &node->gap_to) == 2;
  } else if (strcmp(key, "corrupt") == 0) {
    return add_mark(node->corrupt, &node->corrupt_count, value);
  } else if (strcmp(key, "empty") == 0) {
    return add_mark(node->empty, &node->empty_count, value);
  } else if (strcmp(key, "stall") == 0) {
    return sscanf(value, "%ld", &node->stall) == 1;
  } else if (strcmp(key, "unplug") == 0) {
    return sscanf(value, "%ld", &node->unplug) == 1;
  } else if (strcmp(key, "stream") == 0) {
    return snprintf(node->stream, sizeof node->stream, "%s", value) < (int) sizeof node->stream;
  } else if (strcmp(key, "split") == 0) {
    return sscanf(value, "%u", &node->split) == 1;
  } else if (strcmp(key, "latency") == 0) {
    return sscanf(value, "%u", &node->latency) == 1;
  } else if (strcmp(key, "encode") == 0) {
    return sscanf(value, "%u", &node->encode_micros) == 1;
  } else if (strcmp(key, "data-offset") == 0) {
    return sscanf(value, "%u", &node->data_offset) == 1;
  } else if (strcmp(key, "config-ends") == 0) {
    return node->config_ends = true;
  } else if (strcmp(key, "last-on-picture") == 0) {
    return node->last_on_picture = true;
  } else if (strcmp(key, "clock-untold") == 0) {
    return node->clock_untold = true;
  } else if (strcmp(key, "fail") == 0) {
    return read_fault(node, value);
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
  struct node *node = calloc(1, sizeof *node);
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
