package io.boxwire.itests.swaps.steering;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import java.util.function.ObjLongConsumer;

/**
 * Which revision worked how often and when first, and how many frames were offered while none was
 * there. Found by revisions and by the load among the properties of the system, as classes of the
 * JDK.
 */
final class Journal implements AutoCloseable {
  /** Where revisions hand in their numbers, an {@link IntConsumer}. */
  static final String WORK = "boxwire.swaps.work";

  /** Where the load says that a call began that offered a frame, an {@link ObjLongConsumer}. */
  static final String OFFERS = "boxwire.swaps.offers";

  private static final class Work {
    private final AtomicLong first = new AtomicLong();
    private final LongAdder count = new LongAdder();
  }

  /** While a part is away: since when, and what was offered to it meanwhile. */
  private static final class Absence {
    private final Set<String> codecs;
    private final long since = System.nanoTime();
    private final LongAdder offers = new LongAdder();
    private final AtomicLong first = new AtomicLong();

    Absence(Set<String> codecs) {
      this.codecs = codecs;
    }
  }

  private final Map<Integer, Work> revisions = new ConcurrentHashMap<>();
  private static final long CAMERA_FRAME_NANOS = 40_000_000;

  private volatile Optional<Absence> absence = Optional.empty();

  /** Opens the journal. */
  Journal() {
    IntConsumer work = this::worked;
    ObjLongConsumer<String> offers = this::offered;
    System.getProperties().put(WORK, work);
    System.getProperties().put(OFFERS, offers);
  }

  private void worked(int revision) {
    Work work = revisions.get(revision);
    if (work == null) {
      work = revisions.computeIfAbsent(revision, number -> new Work());
    }
    if (work.first.get() == 0) {
      work.first.compareAndSet(0, System.nanoTime());
    }
    work.count.increment();
  }

  private void offered(String codec, long begin) {
    Optional<Absence> now = absence;
    if (now.isPresent() && begin >= now.get().since && now.get().codecs.contains(codec)) {
      now.get().first.compareAndSet(0, System.nanoTime());
      now.get().offers.increment();
    }
  }

  /** From here on there is none that works on these codecs. */
  void absent(Set<String> codecs) {
    absence = Optional.of(new Absence(codecs));
  }

  /**
   * From here on there may be one again.
   *
   * @return how many frames were offered while there was none, and when the first was
   */
  Offers present() {
    Absence over = absence.orElseThrow();
    absence = Optional.empty();
    return over.codecs.isEmpty()
        ? new Offers((System.nanoTime() - over.since) / CAMERA_FRAME_NANOS, over.since)
        : new Offers(over.offers.sum(), over.first.get());
  }

  /**
   * Whether a frame was offered since there is none; where nobody can take one, whether a camera
   * made one.
   */
  boolean offered() {
    Absence now = absence.orElseThrow();
    return now.codecs.isEmpty()
        ? System.nanoTime() - now.since > CAMERA_FRAME_NANOS
        : now.offers.sum() > 0;
  }

  /** How often a revision worked. */
  long work(int revision) {
    Work work = revisions.get(revision);
    return work == null ? 0 : work.count.sum();
  }

  /** When a revision worked first, as {@link System#nanoTime}. */
  OptionalLong firstWork(int revision) {
    Work work = revisions.get(revision);
    return work == null ? OptionalLong.empty() : OptionalLong.of(work.first.get());
  }

  /** Revisions that write in it are to be gone by then. */
  @Override
  public void close() {
    System.getProperties().remove(WORK);
    System.getProperties().remove(OFFERS);
  }

  /**
   * Frames offered while a part was away.
   *
   * @param count how many
   * @param first when the first was, as {@link System#nanoTime}
   */
  record Offers(long count, long first) {}
}
