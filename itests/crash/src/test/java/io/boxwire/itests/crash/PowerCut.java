package io.boxwire.itests.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A moment at which the power goes, and what storage may make of it.
 *
 * <p>What was written before the last force that had ended began, is there. Each block that was
 * written to since may be as any of these writes left it, or as it was when it was last forced. The
 * length of the file is any between.
 */
final class PowerCut {
  /** Writes to storage are of blocks of this size. */
  static final int BLOCK = 4_096;

  private final List<Image> versions = new ArrayList<>();
  private final SortedSet<Integer> touched = new TreeSet<>();

  private PowerCut(Image forced) {
    versions.add(forced);
  }

  /**
   * The power goes when a part of the log has happened.
   *
   * @param log what was done to the file
   * @param before how many entries have happened
   */
  static PowerCut at(List<WriteLog.Entry> log, int before) {
    int forced = 0;
    for (WriteLog.Entry entry : log.subList(0, before)) {
      if (entry.kind() == WriteLog.Kind.FORCE_ENDS) {
        forced = Math.max(forced, (int) entry.place());
      }
    }
    Image image = new Image();
    log.subList(0, forced).forEach(image::apply);
    PowerCut cut = new PowerCut(image);
    log.subList(forced, before).forEach(cut::happens);
    return cut;
  }

  /** One more thing has happened, and was not forced. */
  void happens(WriteLog.Entry entry) {
    Image next = newest().copy();
    next.apply(entry);
    switch (entry.kind()) {
      case WRITE -> touch(entry.place(), entry.place() + entry.bytes().length);
      case TRUNCATE -> touch(entry.place(), newest().length());
      case FORCE_BEGINS, FORCE_ENDS -> {
        return;
      }
    }
    versions.add(next);
  }

  private void touch(long begin, long end) {
    for (long at = begin / BLOCK * BLOCK; at < end; at += BLOCK) {
      touched.add((int) (at / BLOCK));
    }
  }

  /** What is there whatever happens. */
  Image forced() {
    return versions.get(0);
  }

  /** What would be there if all was. */
  Image newest() {
    return versions.get(versions.size() - 1);
  }

  /** The states of the file from the forced one to the newest. */
  List<Image> versions() {
    return versions;
  }

  /** The numbers of the blocks that were written to since. */
  SortedSet<Integer> touched() {
    return touched;
  }
}
