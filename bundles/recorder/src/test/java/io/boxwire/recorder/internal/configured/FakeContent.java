package io.boxwire.recorder.internal.configured;

import io.boxwire.api.Demuxer;
import io.boxwire.api.Edit;
import io.boxwire.api.Frame;
import io.boxwire.api.MovieInfo;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.TrackInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a demuxer gives of a file with tracks of samples of one duration each. */
final class FakeContent implements Demuxer {
  private final List<TrackInfo> tracks = new ArrayList<>();
  private final List<long[]> samples = new ArrayList<>();

  /** Adds a track, the first samples of which are hidden by an edit. */
  FakeContent track(TrackFormat.Builder format, int count, long duration, int hidden) {
    if (hidden > 0) {
      format.edits(List.of(new Edit(0, hidden * duration, Edit.NORMAL_RATE)), 1000);
    }
    tracks.add(TrackInfo.of(tracks.size() + 1, format.build()).build());
    samples.add(new long[] {count, duration});
    return this;
  }

  @Override
  public MovieInfo movie() {
    return MovieInfo.builder().tracks(tracks).build();
  }

  @Override
  public Optional<Frame> read() {
    throw new AssertionError("payload is of no interest");
  }

  @Override
  public Duration seek(Duration time) {
    throw new AssertionError("payload is of no interest");
  }

  @Override
  public SampleCursor samples(int trackId) {
    return new Cursor(samples.get(trackId - 1)[0], samples.get(trackId - 1)[1]);
  }

  @Override
  public void close() {}

  private static final class Cursor implements SampleCursor {
    private final long count;
    private final long duration;
    private long index = -1;

    Cursor(long count, long duration) {
      this.count = count;
      this.duration = duration;
    }

    @Override
    public boolean next() {
      return ++index < count;
    }

    @Override
    public long index() {
      return index;
    }

    @Override
    public long decodeTime() {
      return index * duration;
    }

    @Override
    public long compositionTime() {
      return index * duration;
    }

    @Override
    public long duration() {
      return duration;
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public long offset() {
      return 0;
    }

    @Override
    public RandomAccess randomAccess() {
      return RandomAccess.NONE;
    }

    @Override
    public int descriptionIndex() {
      return 1;
    }

    @Override
    public void read(ByteBuffer into) {
      throw new AssertionError("payload is of no interest");
    }
  }
}
