package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Listeners that throw, or call the muxer. */
@Timeout(60)
class ListenerTest {
  @ParameterizedTest
  @EnumSource(Layout.class)
  void throwing_costsNoFrame(Layout layout) throws Exception {
    MemoryChannel channel = new MemoryChannel();
    List<MediaEvent.Kind> seen = new CopyOnWriteArrayList<>();
    Muxer muxer =
        new Mp4MuxerFactory()
            .using(FakeCodec.both())
            .open(
                new Sink.Seekable(channel),
                MuxerOptions.builder()
                    .layout(layout)
                    .listener(
                        event -> {
                          seen.add(event.kind());
                          if (seen.size() % 2 == 0) {
                            throw new NoClassDefFoundError("of a bundle that was stopped");
                          }
                          throw new IllegalStateException("listener");
                        })
                    .build());
    int video = muxer.addTrack(Rig.video());
    int audio = muxer.addTrack(Rig.audio());
    int silent = muxer.addTrack(Rig.audio());
    List<Rig.Owner> owners = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      muxer.write(owned(Rig.pictureFrame(video, 'S', 1, i * 3600L, i * 3600L, 200), owners));
      if (i % 40 == 0) {
        muxer.write(owned(Rig.blockFrame(audio, i * 320L), owners));
      }
    }
    muxer.close();
    ReadBack read = ReadBack.of(channel.content());
    assertThat(read.track(video).samples).hasSize(100);
    assertThat(read.track(audio).samples).hasSize(3);
    assertThat(read.tracks).noneMatch(t -> t.id == silent);
    assertThat(owners).allMatch(o -> o.released.get() == 1);
    assertThat(seen).contains(MediaEvent.Kind.GAP, MediaEvent.Kind.TRACK_LEFT_OUT);
  }

  private static Frame owned(Frame.Builder frame, List<Rig.Owner> owners) {
    Rig.Owner owner = new Rig.Owner();
    owners.add(owner);
    return frame.transferred(owner).build();
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void closing_framesTakenAreInTheFile(Layout layout) throws Exception {
    MemoryChannel channel = new MemoryChannel();
    AtomicReference<Muxer> self = new AtomicReference<>();
    Muxer muxer =
        new Mp4MuxerFactory()
            .using(FakeCodec.both())
            .open(
                new Sink.Seekable(channel),
                MuxerOptions.builder()
                    .layout(layout)
                    .listener(
                        event -> {
                          try {
                            self.get().close();
                          } catch (MediaException e) {
                            throw new AssertionError(e);
                          }
                        })
                    .build());
    self.set(muxer);
    int audio = muxer.addTrack(Rig.audio());
    List<Rig.Owner> taken = new ArrayList<>();
    List<Rig.Owner> refused = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      // The block behind a gap tells the listener, which closes.
      long time = i < 3 ? i * 160L : 1600 + i * 160L;
      Rig.Owner owner = new Rig.Owner();
      try {
        muxer.write(Rig.blockFrame(audio, time).transferred(owner).build());
        taken.add(owner);
      } catch (MediaException e) {
        assertThat(e.code()).isEqualTo(MediaException.Code.CLOSED);
        refused.add(owner);
      }
    }
    muxer.close();
    assertThat(taken).hasSize(4).allMatch(o -> o.released.get() == 1);
    assertThat(refused).hasSize(2).allMatch(o -> o.released.get() == 0);
    assertThat(ReadBack.of(channel.content()).track(audio).samples).hasSize(4);
  }

  @Test
  void told_noLockIsHeldThatOthersNeed() throws Exception {
    MemoryChannel channel = new MemoryChannel();
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Muxer muxer =
        new Mp4MuxerFactory()
            .using(FakeCodec.both())
            .open(
                new Sink.Seekable(channel),
                MuxerOptions.builder()
                    .listener(
                        event -> {
                          told.countDown();
                          try {
                            go.await();
                          } catch (InterruptedException e) {
                            throw new AssertionError(e);
                          }
                        })
                    .build());
    int audio = muxer.addTrack(Rig.audio());
    Thread writer =
        new Thread(
            () -> {
              try {
                muxer.write(Rig.blockFrame(audio, 0).build());
                muxer.write(Rig.blockFrame(audio, 1600).build());
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    writer.start();
    told.await();
    Thread closer =
        new Thread(
            () -> {
              try {
                muxer.close();
              } catch (MediaException e) {
                throw new AssertionError(e);
              }
            });
    closer.start();
    closer.join(TimeUnit.SECONDS.toMillis(20));
    boolean closed = !closer.isAlive();
    go.countDown();
    closer.join();
    writer.join();
    assertThat(closed).as("closed while a listener was busy").isTrue();
    assertThat(ReadBack.of(channel.content()).track(audio).samples).hasSize(2);
  }
}
