package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerOptions.FragmentIndex;
import io.boxwire.api.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs that fail at every single one of their operations in turn. */
@Timeout(120)
class FaultTest {
  private static final int FRAMES = 60;

  /** How an operation fails. */
  private enum Fault {
    ONCE,
    FOR_GOOD,
    /** Once, with an error of the virtual machine, which need not be the muxer's own fault. */
    NO_MEMORY
  }

  /**
   * Fails at one operation, or from it on. A write that fails has written a half, unless it is
   * within a sector.
   */
  private static final class Faulty extends MemoryChannel {
    private final int failing;
    private final Fault fault;
    private int operations;
    boolean failed;

    Faulty(int failing, Fault fault) {
      this.failing = failing;
      this.fault = fault;
    }

    private boolean forGood() {
      return fault == Fault.FOR_GOOD;
    }

    private boolean fails() {
      operations++;
      boolean now = operations == failing || forGood() && operations > failing;
      failed |= now;
      return now;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      if (fails()) {
        if (source.remaining() > 16 || !forGood()) {
          super.write(source.duplicate().limit(source.position() + source.remaining() / 2));
        }
        if (fault == Fault.NO_MEMORY) {
          throw new InternalError("write " + failing);
        }
        throw new IOException("write " + failing);
      }
      return super.write(source);
    }

    @Override
    public SeekableByteChannel truncate(long to) {
      if (fails()) {
        if (fault == Fault.NO_MEMORY) {
          throw new InternalError("truncate " + failing);
        }
        throw new IllegalStateException("truncate " + failing);
      }
      return super.truncate(to);
    }
  }

  /** What was written, and whose it is. */
  private static final class Run {
    final List<Rig.Owner> taken = new ArrayList<>();
    final List<Rig.Owner> refused = new ArrayList<>();
    final Map<Integer, Long> takenOf = new TreeMap<>();
    Map<Integer, Long> unwritten = Map.of();
    MediaException closing;

    void write(Muxer muxer) throws Exception {
      int video = muxer.addTrack(Rig.video());
      int audio = muxer.addTrack(Rig.audio());
      for (int i = 0; i < FRAMES; i++) {
        char kind = i % 10 == 0 ? 'S' : 'N';
        offer(muxer, Rig.pictureFrame(video, kind, 1, i * 9000L, i * 9000L, 50_000));
        offer(muxer, Rig.blockFrame(audio, i * 800L));
      }
      closing = catchThrowableOfType(MediaException.class, muxer::close);
      unwritten = muxer.statistics().framesUnwritten();
    }

    private void offer(Muxer muxer, Frame.Builder builder) throws Exception {
      Rig.Owner owner = new Rig.Owner();
      try {
        Frame frame = builder.transferred(owner).build();
        muxer.write(frame);
        taken.add(owner);
        takenOf.merge(frame.track(), 1L, Long::sum);
      } catch (MediaException e) {
        assertThat(e.code()).isEqualTo(MediaException.Code.IO);
        refused.add(owner);
      }
    }

    /** What the muxer says is not in the file is all that is not. */
    void checkAccount(byte[] file, String what) throws Exception {
      ReadBack read = ReadBack.of(file);
      for (Map.Entry<Integer, Long> track : takenOf.entrySet()) {
        int id = track.getKey();
        long stored =
            read.moov == null
                ? 0
                : read.tracks.stream()
                    .filter(one -> one.id == id)
                    .mapToLong(one -> one.samples.size())
                    .sum();
        assertThat(track.getValue() - unwritten.getOrDefault(id, 0L))
            .as(what + ", frames of track " + id)
            .isEqualTo(stored);
      }
    }

    void check(String what) {
      assertThat(taken).as(what).allMatch(o -> o.released.get() == 1);
      assertThat(refused).as(what).allMatch(o -> o.released.get() == 0);
      assertThat(closing).as(what).isNotNull();
      assertThat(closing.code()).as(what).isEqualTo(MediaException.Code.IO);
    }
  }

  static Stream<Arguments> faults() {
    return Stream.of(Layout.values())
        .flatMap(layout -> Stream.of(Fault.values()).map(fault -> Arguments.of(layout, fault)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void eachOperationFails_whatWasWrittenIsPlayable(Layout layout, Fault fault) throws Exception {
    boolean forGood = fault == Fault.FOR_GOOD;
    boolean failed = true;
    int least = 0;
    for (int n = 1; failed; n++) {
      Faulty channel = new Faulty(n, fault);
      Run run = new Run();
      run.write(
          new Mp4MuxerFactory()
              .using(FakeCodec.both())
              .open(
                  new Sink.Seekable(channel),
                  MuxerOptions.builder()
                      .layout(layout)
                      .fragmentIndex(FragmentIndex.SIDX_AND_MFRA)
                      .build()));
      failed = channel.failed;
      if (!failed) {
        assertThat(run.closing).isNull();
        assertThat(n).as("operations").isGreaterThan(4);
        break;
      }
      String what = layout + ", operation " + n + " " + fault;
      run.check(what);
      boolean whileClosing = run.refused.isEmpty();
      boolean fragments = layout == Layout.HYBRID || layout == Layout.FRAGMENTED;
      if (fragments || !forGood && !(layout == Layout.FAST_START && whileClosing)) {
        least = playable(channel.content(), what, forGood, least);
      }
      if (fragments && !forGood) {
        run.checkAccount(channel.content(), what);
      }
    }
  }

  /** All samples of which the file tells have their bytes; later failures leave no fewer. */
  private static int playable(byte[] content, String what, boolean forGood, int least)
      throws Exception {
    byte[] file = forGood ? wholeBoxes(content) : content;
    ReadBack read = ReadBack.of(file);
    if (read.moov == null) {
      // Where it comes last and fails, nothing can be done; close has said so.
      assertThat(least == 0 || read.moofs.isEmpty()).as(what).isTrue();
      return least;
    }
    int whole = 0;
    for (ReadBack.ReadTrack track : read.tracks) {
      for (int i = 0; i < track.samples.size(); i++) {
        ReadBack.Stored sample = track.samples.get(i);
        if (sample.offset() + sample.size() > file.length) {
          assertThat(forGood).as(what + ": sample " + i + " is cut").isTrue();
          break;
        }
        if (track.id == 1) {
          char kind = i % 10 == 0 ? 'S' : 'N';
          assertThat(read.bytes(sample))
              .as(what + ", sample " + i)
              .isEqualTo(LayoutTest.nalUnit(FakeCodec.picture(kind, 1, 50_000, i * 9000L)));
          whole++;
        } else {
          assertThat(read.bytes(sample))
              .as(what + ", block " + i)
              .isEqualTo(FakeCodec.picture('A', 1, Rig.BLOCK, ~(i * 800L)));
        }
      }
    }
    assertThat(whole).as(what).isGreaterThanOrEqualTo(least);
    return whole;
  }

  /** The file without a last box that is torn. */
  private static byte[] wholeBoxes(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int end = 0;
    while (end + 8 <= file.length) {
      long size = bytes.getInt(end) == 1 ? bytes.getLong(end + 8) : bytes.getInt(end);
      if (size < 8 || end + size > file.length) {
        break;
      }
      end += (int) size;
    }
    return Arrays.copyOf(file, end);
  }

  /** A stream that fails once, having written a half. */
  private static final class FaultyStream implements WritableByteChannel {
    final MemoryChannel memory = new MemoryChannel();
    private final int failing;
    private int operations;

    FaultyStream(int failing) {
      this.failing = failing;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      operations++;
      if (operations == failing) {
        memory.write(source.duplicate().limit(source.position() + source.remaining() / 2));
        throw new IOException("write " + failing);
      }
      return memory.write(source);
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @EnumSource(FragmentIndex.class)
  void streamFailsOnce_nothingIsWrittenBehindTheHole(FragmentIndex index) throws Exception {
    for (int n = 1; ; n++) {
      FaultyStream stream = new FaultyStream(n);
      Run run = new Run();
      run.write(
          new Mp4MuxerFactory()
              .using(FakeCodec.both())
              .open(
                  new Sink.Stream(stream),
                  MuxerOptions.builder().layout(Layout.FRAGMENTED).fragmentIndex(index).build()));
      if (stream.operations < stream.failing) {
        assertThat(run.closing).isNull();
        return;
      }
      run.check("write " + n);
      assertThat(stream.operations).as("writes after a failure").isEqualTo(n);
    }
  }
}
