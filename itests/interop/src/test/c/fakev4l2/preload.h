/* What the files that take the place of the C library know of each other. */
#ifndef PRELOAD_H
#define PRELOAD_H

#include "fakev4l2.h"

/* The name of the node that a path means; NULL for other paths. */
HIDDEN const char *node_name(const char *path);
/* The path of what stands for a node or for /dev; other paths as they are. */
HIDDEN const char *redirected(const char *path, char memory[1024]);
/* The system's own function. */
HIDDEN void *next_function(const char *name);
/* Sets errno; -1. */
HIDDEN int fail(int error);
/* The open node of a file descriptor; NULL for others. */
HIDDEN struct file *file_of(int fd);
/* Frees an open node that is closed and no call is inside of. */
HIDDEN void release(struct file *file);

#endif
