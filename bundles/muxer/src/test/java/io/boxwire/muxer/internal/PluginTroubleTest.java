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
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.ServiceReference;

/** Codec plugins that fail, hang, change rank, or leave at the worst moment. */
@Timeout(60)
class PluginTroubleTest {
  private final Mp4MuxerFactory factory = new Mp4MuxerFactory();
  private final MemoryChannel channel = new MemoryChannel();
  private final List<MediaEvent> events = new CopyOnWriteArrayList<>();

  /** What a plugin does before it works as usual. */
  private interface Trouble {
    void before(Frame frame) throws Exception;
  }

  /** A plugin that makes trouble, and counts its open packetizers. */
  private static final class Troublesome extends FakeCodec {
    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger used = new AtomicInteger();
    private final Trouble packetizing;
    private final Runnable opening;

    Troublesome(Trouble packetizing, Runnable opening) {
      super(VIDEO);
      this.packetizing = packetizing;
      this.opening = opening;
    }

    @Override
    public Packetizer newPacketizer(PacketizerContext context) throws MediaException {
      opening.run();
      Packetizer real = super.newPacketizer(context);
      open.incrementAndGet();
      return new Packetizer() {
        @Override
        public Outcome packetize(Frame frame, SampleSink out) throws MediaException {
          used.incrementAndGet();
          try {
            packetizing.before(frame);
          } catch (RuntimeException e) {
            throw e;
          } catch (Exception e) {
            throw new AssertionError(e);
          }
          return real.packetize(frame, out);
        }

        @Override
        public byte[] snapshot() {
          return real.snapshot();
        }

        @Override
        public void close() {
          open.decrementAndGet();
        }
      };
    }
  }

  /** A reference whose ranking may change while it is registered. */
  @SuppressWarnings("unchecked")
  private static ServiceReference<CodecPlugin> reference(AtomicInteger ranking) {
    return (ServiceReference<CodecPlugin>)
        Proxy.newProxyInstance(
            PluginTroubleTest.class.getClassLoader(),
            new Class<?>[] {ServiceReference.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "compareTo" -> Integer.compare(ranking.get(), rankingOf(arguments[0]));
                  case "getProperty" -> ranking.get();
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static int rankingOf(Object reference) {
    return (int) ((ServiceReference<?>) reference).getProperty("service.ranking");
  }

  private Muxer open(Layout layout, MuxerOptions.Builder options) throws Exception {
    return factory.open(
        new Sink.Seekable(channel), options.layout(layout).listener(events::add).build());
  }

  private static Frame frame(int track, int i, Rig.Owner owner) {
    return Rig.numberedPicture(track, i, 200).transferred(owner).build();
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void packetizerThrowsUnchecked_frameIsRefusedAndWritingGoesOn(Layout layout) throws Exception {
    for (Throwable thrown :
        List.of(new IllegalStateException("broken"), new NoClassDefFoundError("gone"))) {
      MemoryChannel sink = new MemoryChannel();
      Trouble trouble =
          frame -> {
            if (frame.decodeTime() == 5 * 3600) {
              throwIt(thrown);
            }
          };
      Muxer muxer =
          new Mp4MuxerFactory()
              .using(List.of(new Troublesome(trouble, () -> {})))
              .open(new Sink.Seekable(sink), MuxerOptions.of(layout));
      int video = muxer.addTrack(Rig.video());
      List<Rig.Owner> owners = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        Rig.Owner owner = new Rig.Owner();
        owners.add(owner);
        Frame frame = frame(video, i, owner);
        if (i == 5) {
          MediaException e = catchThrowableOfType(MediaException.class, () -> muxer.write(frame));
          assertThat(e.code()).isEqualTo(MediaException.Code.BAD_FRAME);
          assertThat(e)
              .hasMessageContaining("track 1")
              .hasMessageContaining(thrown.toString())
              .hasNoCause();
          assertThat(e.getStackTrace()).isEqualTo(thrown.getStackTrace());
        } else {
          muxer.write(frame);
        }
      }
      muxer.close();
      assertThat(ReadBack.of(sink.content()).track(video).samples).hasSize(29);
      for (int i = 0; i < owners.size(); i++) {
        assertThat(owners.get(i).released).as("frame " + i).hasValue(i == 5 ? 0 : 1);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void throwIt(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void successorThrowsUnchecked_framesKeptAreReportedAndTheFileIsFinished() throws Exception {
    ServiceReference<CodecPlugin> first = reference(new AtomicInteger(1));
    FakeCodec plugin = new FakeCodec(FakeCodec.VIDEO);
    factory.bindPlugin(first, plugin);
    Muxer muxer = open(Layout.HYBRID, MuxerOptions.builder());
    int video = muxer.addTrack(Rig.video());
    List<Rig.Owner> owners = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      if (i == 30) {
        factory.unbindPlugin(first, plugin);
      }
      Rig.Owner owner = new Rig.Owner();
      owners.add(owner);
      muxer.write(frame(video, i, owner));
    }
    factory.bindPlugin(
        reference(new AtomicInteger(2)),
        new Troublesome(
            frame -> {
              throw new IllegalStateException("broken");
            },
            () -> {}));
    MediaException e = catchThrowableOfType(MediaException.class, muxer::close);
    assertThat(e.code()).isEqualTo(MediaException.Code.BAD_FRAME);
    ReadBack read = ReadBack.of(channel.content());
    assertThat(read.topTypes()).containsExactly("ftyp", "mdat", "moov");
    assertThat(read.track(video).samples).hasSize(30);
    assertThat(owners).allMatch(o -> o.released.get() == 1);
  }

  @Test
  void addTrack_pluginThrowsUnchecked_saysSo() throws Exception {
    Troublesome plugin =
        new Troublesome(
            frame -> {},
            () -> {
              throw new IllegalStateException("broken");
            });
    factory.bindPlugin(reference(new AtomicInteger(1)), plugin);
    Muxer muxer = open(Layout.HYBRID, MuxerOptions.builder());
    MediaException e =
        catchThrowableOfType(MediaException.class, () -> muxer.addTrack(Rig.video()));
    assertThat(e.code()).isEqualTo(MediaException.Code.NO_CODEC);
    assertThat(e).hasMessageContaining("broken");
    muxer.close();
  }

  @Test
  void rankingChanges_pluginThatLeavesIsLetGo() throws Exception {
    List<AtomicInteger> rankings = new ArrayList<>();
    List<ServiceReference<CodecPlugin>> references = new ArrayList<>();
    List<Troublesome> plugins = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      rankings.add(new AtomicInteger(10 * i));
      references.add(reference(rankings.get(i)));
      plugins.add(new Troublesome(frame -> {}, () -> {}));
      factory.bindPlugin(references.get(i), plugins.get(i));
    }
    Muxer muxer = open(Layout.HYBRID, MuxerOptions.builder());
    int video = muxer.addTrack(Rig.video());
    assertThat(plugins.get(8).open).hasValue(1);
    // The best becomes the worst, and another one the best.
    rankings.get(8).set(-1);
    rankings.get(0).set(1000);
    Muxer other = open(Layout.FRAGMENTED, MuxerOptions.builder());
    other.addTrack(Rig.video());
    assertThat(plugins.get(0).open).hasValue(1);
    for (int i : new int[] {8, 0, 4, 1, 2, 3, 5, 6}) {
      factory.unbindPlugin(references.get(i), plugins.get(i));
      assertThat(plugins.get(i).open).as("plugin " + i).hasValue(0);
    }
    muxer.write(frame(video, 0, new Rig.Owner()));
    assertThat(plugins.get(7).used).hasValue(1);
    muxer.close();
    other.close();
  }

  @Test
  void pluginLeavesWhileATrackTakesIt_isNotUsed() throws Exception {
    ServiceReference<CodecPlugin> reference = reference(new AtomicInteger(2));
    List<Troublesome> self = new ArrayList<>();
    Troublesome leaving =
        new Troublesome(frame -> {}, () -> factory.unbindPlugin(reference, self.get(0)));
    self.add(leaving);
    Troublesome staying = new Troublesome(frame -> {}, () -> {});
    factory.bindPlugin(reference, leaving);
    factory.bindPlugin(reference(new AtomicInteger(1)), staying);
    Muxer muxer = open(Layout.HYBRID, MuxerOptions.builder());
    int video = muxer.addTrack(Rig.video());
    muxer.write(frame(video, 0, new Rig.Owner()));
    assertThat(leaving.used).hasValue(0);
    assertThat(leaving.open).hasValue(0);
    assertThat(staying.used).hasValue(1);
    muxer.close();
  }

  @Test
  void pluginLeaves_manyPacketizersHang_allAreWaitedForTwoSecondsTogether() throws Exception {
    ServiceReference<CodecPlugin> reference = reference(new AtomicInteger(1));
    int tracks = 4;
    CountDownLatch inside = new CountDownLatch(tracks);
    CountDownLatch go = new CountDownLatch(1);
    Troublesome plugin =
        new Troublesome(
            frame -> {
              inside.countDown();
              go.await();
            },
            () -> {});
    factory.bindPlugin(reference, plugin);
    Muxer muxer = open(Layout.HYBRID, MuxerOptions.builder());
    List<Thread> writers = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < tracks; i++) {
      numbers.add(muxer.addTrack(Rig.video()));
    }
    for (int track : numbers) {
      Thread writer =
          new Thread(
              () -> {
                try {
                  muxer.write(frame(track, 0, new Rig.Owner()));
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              });
      writer.start();
      writers.add(writer);
    }
    inside.await();
    long begin = System.nanoTime();
    factory.unbindPlugin(reference, plugin);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    go.countDown();
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(took).isBetween(Duration.ofMillis(1900), Duration.ofMillis(3500));
    assertThat(plugin.open).hasValue(0);
    muxer.close();
    assertThat(ReadBack.of(channel.content()).tracks).hasSize(tracks);
  }
}
