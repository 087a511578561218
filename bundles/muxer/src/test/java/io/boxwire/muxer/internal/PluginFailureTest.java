package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.api.codec.SampleSink;
import io.boxwire.itests.fixtures.Waits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.ServiceReference;

/** Codec plugins that break their contract in mid-stream, alone and with another one at hand. */
@Timeout(60)
class PluginFailureTest {
  private final Mp4MuxerFactory factory = new Mp4MuxerFactory();
  private final MemoryChannel channel = new MemoryChannel();
  private final List<MediaEvent> events = new CopyOnWriteArrayList<>();

  private static Predicate<Frame> from(int picture) {
    return frame -> frame.decodeTime() >= picture * 3600L;
  }

  private ServiceReference<CodecPlugin> bind(int ranking, CodecPlugin plugin) {
    ServiceReference<CodecPlugin> reference = FakeReference.of(ranking);
    factory.bindPlugin(reference, plugin);
    return reference;
  }

  private Muxer open() throws Exception {
    return factory.open(
        new Sink.Seekable(channel),
        MuxerOptions.builder().layout(Layout.HYBRID).listener(events::add).build());
  }

  /** Writes pictures; those that are refused are noted. */
  private static List<Integer> write(Muxer muxer, int track, int from, int to) throws Exception {
    List<Integer> refused = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Frame frame = Rig.numberedPicture(track, i, 200).build();
      try {
        muxer.write(frame);
      } catch (MediaException e) {
        assertThat(e.code()).isEqualTo(MediaException.Code.BAD_FRAME);
        assertThat(e).hasMessageContaining("track 1").hasMessageContaining("failed").hasNoCause();
        refused.add(i);
      }
    }
    return refused;
  }

  private List<Long> timesInFile(int track) throws Exception {
    return ReadBack.of(channel.content()).track(track).dts();
  }

  private static List<Long> timesBut(int frames, List<Integer> refused) {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      if (!refused.contains(i)) {
        times.add(i * 3600L);
      }
    }
    return times;
  }

  private List<String> messages() {
    return events.stream()
        .filter(event -> event.kind() == MediaEvent.Kind.PLUGIN_CHANGED)
        .map(MediaEvent::message)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Breach.class)
  void failsThreeTimes_anotherOneTakesOverWithThatFrame(Breach breach) throws Exception {
    BreakingCodec failing = new BreakingCodec(breach, from(10));
    bind(2, failing);
    bind(1, new FakeCodec(FakeCodec.VIDEO));
    Muxer muxer = open();
    int video = muxer.addTrack(Rig.video());
    List<Integer> refused = write(muxer, video, 0, 60);
    muxer.close();
    assertThat(refused).containsExactly(10, 11);
    assertThat(timesInFile(video)).isEqualTo(timesBut(60, refused));
    assertThat(failing.open).hasValue(0);
    assertThat(messages()).hasSize(2);
    assertThat(messages().get(0)).startsWith("the plugin for fake failed: ");
    assertThat(messages().get(1)).startsWith("another plugin for fake took over");
    // Nothing of the refused frames has come into the file: no second configuration either.
    assertThat(events).allMatch(event -> event.kind() == MediaEvent.Kind.PLUGIN_CHANGED);
  }

  @ParameterizedTest
  @EnumSource(Breach.class)
  void failsAlone_framesAreRefusedAndTheRestIsWritten(Breach breach) throws Exception {
    Predicate<Frame> when = from(10).and(from(20).negate());
    bind(1, new BreakingCodec(breach, when));
    Muxer muxer = open();
    int video = muxer.addTrack(Rig.video());
    List<Integer> refused = write(muxer, video, 0, 60);
    muxer.close();
    assertThat(refused).containsExactly(10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
    assertThat(timesInFile(video)).isEqualTo(timesBut(60, refused));
    assertThat(messages()).hasSize(1);
  }

  @Test
  void failsNowAndThen_isKept() throws Exception {
    BreakingCodec failing =
        new BreakingCodec(Breach.WRITES_AND_THROWS, frame -> frame.decodeTime() / 3600 % 3 != 0);
    bind(2, failing);
    bind(1, new FakeCodec(FakeCodec.VIDEO));
    Muxer muxer = open();
    int video = muxer.addTrack(Rig.video());
    assertThat(write(muxer, video, 0, 30)).hasSize(20);
    assertThat(failing.open).hasValue(1);
    muxer.close();
  }

  @Test
  void refusesAsItMay_isKept() throws Exception {
    BreakingCodec refusing = new BreakingCodec(Breach.SAYS_NOTHING, frame -> false);
    bind(2, refusing);
    bind(1, new FakeCodec(FakeCodec.VIDEO));
    Muxer muxer = open();
    int video = muxer.addTrack(Rig.video());
    write(muxer, video, 0, 10);
    for (int i = 10; i < 20; i++) {
      Frame unknown = Rig.pictureFrame(video, '?', 1, i * 3600L, i * 3600L, 200).build();
      MediaException e = catchThrowableOfType(MediaException.class, () -> muxer.write(unknown));
      assertThat(e.code()).isEqualTo(MediaException.Code.BAD_FRAME);
    }
    assertThat(refusing.open).hasValue(1);
    assertThat(events).isEmpty();
    muxer.close();
  }

  @Test
  void failsAlone_anotherOneComes_takesOver() throws Exception {
    BreakingCodec failing = new BreakingCodec(Breach.SAYS_NOTHING, from(10));
    bind(2, failing);
    Muxer muxer = open();
    int video = muxer.addTrack(Rig.video());
    assertThat(write(muxer, video, 0, 20)).hasSize(10);
    bind(1, new FakeCodec(FakeCodec.VIDEO));
    // The next attempt is due with the twelfth failure in a row.
    assertThat(write(muxer, video, 20, 40)).containsExactly(20);
    assertThat(failing.open).hasValue(0);
    muxer.close();
  }

  @Test
  void dismissed_successorLeaves_isNotTakenAgainUntilItIsUpdated() throws Exception {
    BreakingCodec failing = new BreakingCodec(Breach.SAYS_NOTHING, from(10));
    ServiceReference<CodecPlugin> first = bind(2, failing);
    FakeCodec second = new FakeCodec(FakeCodec.VIDEO);
    ServiceReference<CodecPlugin> other = bind(1, second);
    Muxer muxer = open();
    int video = muxer.addTrack(Rig.video());
    assertThat(write(muxer, video, 0, 20)).hasSize(2);
    factory.unbindPlugin(other, second);
    assertThat(write(muxer, video, 20, 30)).isEmpty();
    assertThat(failing.open).hasValue(0);
    assertThat(muxer.statistics().codecsAwaited()).containsExactly(FakeCodec.VIDEO);
    factory.unbindPlugin(first, failing);
    bind(2, new FakeCodec(FakeCodec.VIDEO));
    assertThat(write(muxer, video, 30, 40)).isEmpty();
    muxer.close();
    assertThat(timesInFile(video)).isEqualTo(timesBut(40, List.of(10, 11)));
  }

  @Test
  void leavesByItselfAndFails_frameIsNotLost() throws Exception {
    leavesAndFails(Runnable::run);
  }

  @Test
  void isStoppedAndFailsTherefore_frameIsNotLost() throws Exception {
    leavesAndFails(
        leave -> {
          Thread stopper = new Thread(leave);
          stopper.start();
          // It waits for the call in progress.
          Waits.until(() -> stopper.getState() == Thread.State.TIMED_WAITING);
        });
  }

  private void leavesAndFails(Executor stopper) throws Exception {
    List<Runnable> leave = new ArrayList<>();
    BreakingCodec leaving =
        new BreakingCodec(
            Breach.LACKS_A_CLASS,
            frame -> {
              boolean now = frame.decodeTime() == 10 * 3600;
              if (now) {
                stopper.execute(leave.get(0));
              }
              return now;
            });
    ServiceReference<CodecPlugin> reference = bind(1, leaving);
    leave.add(() -> factory.unbindPlugin(reference, leaving));
    Muxer muxer = open();
    int video = muxer.addTrack(Rig.video());
    assertThat(write(muxer, video, 0, 20)).isEmpty();
    bind(2, new FakeCodec(FakeCodec.VIDEO));
    assertThat(write(muxer, video, 20, 30)).isEmpty();
    muxer.close();
    assertThat(timesInFile(video)).isEqualTo(timesBut(30, List.of()));
  }

  @Test
  void keepsTheSink_laterWritesHarmNothing() throws Exception {
    List<SampleSink> sinks = new ArrayList<>();
    FakeCodec plugin =
        new FakeCodec(FakeCodec.VIDEO) {
          @Override
          public Packetizer newPacketizer(PacketizerContext context) throws MediaException {
            Packetizer real = super.newPacketizer(context);
            return new Packetizer() {
              @Override
              public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
                sinks.add(out);
                return real.packetize(frame, out);
              }

              @Override
              public byte[] snapshot() {
                return real.snapshot();
              }

              @Override
              public void close() {}
            };
          }
        };
    bind(1, plugin);
    Muxer muxer = open();
    int video = muxer.addTrack(Rig.video());
    write(muxer, video, 0, 1);
    IllegalStateException e =
        catchThrowableOfType(
            IllegalStateException.class, () -> sinks.get(0).bytes(ByteBuffer.allocate(5)));
    assertThat(e).hasMessageContaining("during the call");
    muxer.close();
    assertThat(ReadBack.of(channel.content()).track(video).samples.get(0).size()).isEqualTo(204);
  }

  @Test
  void snapshotBroken_successorStartsWithoutAndAnEventSaysSo() throws Exception {
    List<byte[]> broken = new ArrayList<>();
    broken.add(null);
    broken.add(new byte[GuardedPacketizer.MOST_SNAPSHOT + 1]);
    for (byte[] snapshot : broken) {
      events.clear();
      Mp4MuxerFactory own = new Mp4MuxerFactory();
      BreakingCodec leaving =
          new BreakingCodec(Breach.SAYS_NOTHING, frame -> false) {
            @Override
            byte[] leave(byte[] usual) {
              return snapshot;
            }
          };
      List<byte[]> taken = new ArrayList<>();
      FakeCodec successor =
          new FakeCodec(FakeCodec.VIDEO) {
            @Override
            public Packetizer newPacketizer(PacketizerContext context) throws MediaException {
              taken.add(context.snapshot().orElseThrow());
              return super.newPacketizer(PacketizerContext.of(context.format()));
            }
          };
      ServiceReference<CodecPlugin> reference = FakeReference.of(2);
      own.bindPlugin(reference, leaving);
      own.bindPlugin(FakeReference.of(1), successor);
      MemoryChannel file = new MemoryChannel();
      Muxer muxer =
          own.open(new Sink.Seekable(file), MuxerOptions.builder().listener(events::add).build());
      int video = muxer.addTrack(Rig.video());
      write(muxer, video, 0, 10);
      own.unbindPlugin(reference, leaving);
      write(muxer, video, 10, 20);
      muxer.close();
      assertThat(taken).hasSize(1);
      assertThat(taken.get(0)).isEmpty();
      assertThat(messages().get(0)).contains("without a usable snapshot");
      assertThat(ReadBack.of(file.content()).track(video).samples).hasSize(20);
    }
  }

  @Test
  void closeThrows_isSurvivedAndAnEventSaysSo() throws Exception {
    BreakingCodec leaving =
        new BreakingCodec(Breach.SAYS_NOTHING, frame -> false) {
          @Override
          void shut() {
            throw new IllegalStateException("won't");
          }
        };
    ServiceReference<CodecPlugin> reference = bind(2, leaving);
    bind(1, new FakeCodec(FakeCodec.VIDEO));
    Muxer muxer = open();
    int video = muxer.addTrack(Rig.video());
    write(muxer, video, 0, 10);
    factory.unbindPlugin(reference, leaving);
    write(muxer, video, 10, 20);
    muxer.close();
    assertThat(messages()).anyMatch(m -> m.contains("failed when closed") && m.contains("won't"));
    assertThat(timesInFile(video)).isEqualTo(timesBut(20, List.of()));
  }

  @Test
  void makesNoPacketizer_theNextBestIsTaken() throws Exception {
    FakeCodec nothing =
        new FakeCodec(FakeCodec.VIDEO) {
          @Override
          public Packetizer newPacketizer(PacketizerContext context) {
            return null;
          }
        };
    ServiceReference<CodecPlugin> reference = bind(2, nothing);
    Muxer alone = open();
    MediaException e =
        catchThrowableOfType(MediaException.class, () -> alone.addTrack(Rig.video()));
    assertThat(e.code()).isEqualTo(MediaException.Code.NO_CODEC);
    alone.close();
    bind(1, new FakeCodec(FakeCodec.VIDEO));
    Muxer muxer = open();
    int video = muxer.addTrack(Rig.video());
    assertThat(write(muxer, video, 0, 5)).isEmpty();
    muxer.close();
    factory.unbindPlugin(reference, nothing);
  }
}
