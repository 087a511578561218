/*
 * How fast the C library searches: yardstick MEDIA PLAIN ROUNDS.
 *
 * MEDIA is a piece of a byte stream, PLAIN the same without a byte of 1. Each line of the output is
 * the name of a loop and the bytes a second that it went through in one round.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUND_NANOS = 100 * 1000 * 1000 };

static unsigned char *media, *plain;
static size_t length;

static unsigned char *read_file(const char *name) {
  FILE *file = fopen(name, "rb");
  if (!file || fseek(file, 0, SEEK_END) != 0) {
    perror(name);
    exit(1);
  }
  length = (size_t)ftell(file);
  unsigned char *bytes = malloc(length);
  rewind(file);
  if (!bytes || fread(bytes, 1, length, file) != length) {
    perror(name);
    exit(1);
  }
  fclose(file);
  return bytes;
}

/* A byte that is not there: one pass at the speed of memchr. */
static size_t absent_byte(void) { return memchr(plain, 1, length) != NULL; }

/* Start codes, by a search for the 1 at their end. */
static size_t start_codes_by_memchr(void) {
  size_t found = 0;
  const unsigned char *at = media + 2, *end = media + length;
  while (at < end && (at = memchr(at, 1, (size_t)(end - at)))) {
    found += at[-1] == 0 && at[-2] == 0;
    at++;
  }
  return found;
}

static size_t start_codes_by_memmem(void) {
  static const unsigned char code[] = {0, 0, 1};
  size_t found = 0;
  const unsigned char *at = media, *end = media + length;
  while ((at = memmem(at, (size_t)(end - at), code, sizeof code))) {
    found++;
    at += sizeof code;
  }
  return found;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static void measure(const char *name, size_t (*loop)(void)) {
  volatile size_t sink = 0;
  double start = now(), end;
  double bytes = 0;
  do {
    sink += loop();
    bytes += (double)length;
    end = now();
  } while (end - start < ROUND_NANOS);
  printf("%s %.0f\n", name, bytes / (end - start) * 1e9);
}

int main(int count, char **arguments) {
  if (count != 4) {
    return 2;
  }
  media = read_file(arguments[1]);
  plain = read_file(arguments[2]);
  for (int i = atoi(arguments[3]); i > 0; i--) {
    measure("memchr", absent_byte);
    measure("start-codes-by-memchr", start_codes_by_memchr);
    measure("start-codes-by-memmem", start_codes_by_memmem);
  }
  return 0;
}
