package io.boxwire.recorder.internal;

/** Counts things in messages. */
final class Plural {
  private Plural() {}

  /**
   * So many things.
   *
   * @param thing one of them, with a plural in s
   */
  static String of(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  /** A sentence of which so many things are the subject. */
  static String of(long count, String thing, String one, String many) {
    return of(count, thing) + (count == 1 ? one : many);
  }
}
