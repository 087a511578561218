package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.SampleTotals;
import io.boxwire.box.ByteSource;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Walks all samples of a track: those of its sample tables, then those of the fragments. For one
 * thread at a time.
 */
final class TrackCursor implements SampleCursor {
  private final Track track;
  private final Container container;
  private final Faults faults;
  private final Sample sample = new Sample();
  private TableWalk tables;
  private boolean tablesDone;
  private FragmentWalk fragments;

  /** Set after seeking: the sample that comes next was already read. */
  private boolean held;

  TrackCursor(Track track, Container container, Faults faults) {
    this.track = track;
    this.container = container;
    this.faults = faults;
  }

  @Override
  public boolean next() throws MediaException {
    container.lifecycle().check();
    try {
      return advance(Integer.MAX_VALUE) == Step.SAMPLE;
    } catch (MediaException e) {
      throw container.lifecycle().explain(e);
    } catch (LinkageError e) {
      throw container.lifecycle().explain(e);
    }
  }

  /**
   * Adds up all samples from the first on: those of the tables in blocks, those of fragments by
   * their headers, where nothing is wrong with them.
   *
   * @throws MediaException where {@link #next} would have thrown one
   */
  SampleTotals totals() throws MediaException {
    container.lifecycle().check();
    long samples = 0;
    long bytes = 0;
    try {
      OptionalLong sum = TableSum.bytes(track, container.input());
      if (sum.isPresent()) {
        samples = track.tables().count();
        bytes = sum.getAsLong();
        tablesDone = true;
        Optional<FragmentIndex.Totals> fragmented = container.soundTotals(track);
        if (fragmented.isPresent()) {
          FragmentIndex.Totals more = fragmented.get();
          return new SampleTotals(samples + more.samples(), bytes + more.bytes());
        }
      }
    } catch (MediaException e) {
      throw container.lifecycle().explain(e);
    } catch (LinkageError e) {
      throw container.lifecycle().explain(e);
    }
    while (next()) {
      samples++;
      bytes += sample.size;
    }
    return new SampleTotals(samples, bytes);
  }

  /**
   * Goes to the next sample.
   *
   * @param most how many fragments to look into at most
   * @throws MediaException if it can't be told; the next call goes on behind it
   */
  Step advance(int most) throws MediaException {
    if (held) {
      held = false;
      return Step.SAMPLE;
    }
    if (!tablesDone) {
      if (nextOfTables()) {
        return Step.SAMPLE;
      }
      tablesDone = true;
    }
    return nextOfFragments(most);
  }

  private boolean nextOfTables() throws MediaException {
    if (track.tablesProblem().isPresent()) {
      tablesDone = true;
      throw track.tablesProblem().get();
    }
    return tables().next(sample);
  }

  private TableWalk tables() throws MediaException {
    if (tables == null) {
      try {
        tables = new TableWalk(track, track.tables(), container.input(), container.listener());
      } catch (MediaException e) {
        tablesDone = true;
        throw e;
      }
    }
    return tables;
  }

  private Step nextOfFragments(int most) throws MediaException {
    if (fragments == null) {
      if (!container.hasFragments()) {
        return Step.END;
      }
      fragments = container.walk(track, faults);
    }
    return fragments.next(sample, most);
  }

  /**
   * Goes to the last random access point that is composed at or before a time, or else to the first
   * sample; {@link #advance} gives it next.
   *
   * @return false if the track has no samples at all
   */
  boolean seek(long compositionTime) throws MediaException {
    held = false;
    boolean hasTables = track.tables().count() > 0;
    if (!hasTables || compositionTime >= container.index().start(track).time()) {
      if (container.hasFragments() && seekFragments(compositionTime)) {
        return true;
      }
    }
    tablesDone = !hasTables;
    fragments = null;
    if (hasTables) {
      tables().seekTime(compositionTime);
    }
    held = advance(Integer.MAX_VALUE) == Step.SAMPLE;
    return held;
  }

  private boolean seekFragments(long compositionTime) throws MediaException {
    FragmentSearch search = new FragmentSearch(track, container);
    if (!search.find(compositionTime)) {
      return false;
    }
    tablesDone = true;
    fragments = container.walk(track, faults);
    fragments.seek(search.mark());
    while (fragments.next(sample, Integer.MAX_VALUE) == Step.SAMPLE) {
      if (sample.index >= search.sample()) {
        held = true;
        return true;
      }
    }
    return false;
  }

  /** The current sample; the same object each time. */
  Sample sample() {
    return sample;
  }

  @Override
  public long index() {
    return sample.index;
  }

  @Override
  public long decodeTime() {
    return sample.decodeTime;
  }

  @Override
  public long compositionTime() {
    return sample.compositionTime;
  }

  @Override
  public long duration() {
    return sample.duration;
  }

  @Override
  public int size() {
    return sample.size;
  }

  @Override
  public long offset() {
    return sample.offset;
  }

  @Override
  public RandomAccess randomAccess() {
    return sample.randomAccess;
  }

  @Override
  public int descriptionIndex() {
    return sample.description;
  }

  @Override
  public void read(ByteBuffer into) throws MediaException {
    container.lifecycle().check();
    if (into.remaining() < sample.size) {
      throw MediaException.of(
          Code.BAD_REQUEST,
          "a buffer of " + into.remaining() + " bytes for a sample of " + sample.size);
    }
    External.check(track, sample);
    ByteSource source = container.input().source();
    int limit = into.limit();
    into.limit(into.position() + sample.size);
    try {
      source.readFully(sample.offset, into);
    } catch (MediaException e) {
      throw container.lifecycle().explain(e);
    } catch (LinkageError e) {
      throw container.lifecycle().explain(e);
    } finally {
      into.limit(limit);
    }
  }
}
