package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.itests.fixtures.Waits;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Codec plugins that leave and come while a file is written. */
@Timeout(60)
class CodecSwapTest {
  private final Mp4MuxerFactory factory = new Mp4MuxerFactory();
  private final MemoryChannel channel = new MemoryChannel();
  private final List<MediaEvent> events = new CopyOnWriteArrayList<>();

  private Muxer open(MuxerOptions.Builder options) throws Exception {
    return factory.open(
        new Sink.Seekable(channel), options.layout(Layout.HYBRID).listener(events::add).build());
  }

  private static void picture(Muxer muxer, int track, int i) throws Exception {
    picture(muxer, track, i, 200);
  }

  private static void picture(Muxer muxer, int track, int i, int size) throws Exception {
    muxer.write(Rig.numberedPicture(track, i, size).build());
  }

  private static void pictures(Muxer muxer, int track, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      picture(muxer, track, i);
    }
  }

  private byte[] undisturbed(int frames) throws Exception {
    Rig rig = new Rig(Layout.HYBRID);
    int video = rig.addVideo();
    pictures(rig.muxer, video, 0, frames);
    rig.muxer.close();
    return rig.channel.content();
  }

  @Test
  void pluginReplaced_whileRecording_fileIsThatOfAnUndisturbedRun() throws Exception {
    ServiceReference<CodecPlugin> first = FakeReference.of(1);
    FakeCodec plugin = new FakeCodec(FakeCodec.VIDEO);
    factory.bindPlugin(first, plugin);
    Muxer muxer = open(MuxerOptions.builder());
    int video = muxer.addTrack(Rig.video());
    pictures(muxer, video, 0, 60);
    factory.bindPlugin(FakeReference.of(2), new FakeCodec(FakeCodec.VIDEO));
    factory.unbindPlugin(first, plugin);
    pictures(muxer, video, 60, 120);
    muxer.close();
    assertThat(channel.content()).isEqualTo(undisturbed(120));
    assertThat(events.stream().map(MediaEvent::kind))
        .containsExactly(MediaEvent.Kind.PLUGIN_CHANGED);
  }

  @Test
  void pluginGone_framesAreKeptAndGoOnWhenOneComes() throws Exception {
    ServiceReference<CodecPlugin> first = FakeReference.of(1);
    FakeCodec plugin = new FakeCodec(FakeCodec.VIDEO);
    factory.bindPlugin(first, plugin);
    Muxer muxer = open(MuxerOptions.builder());
    int video = muxer.addTrack(Rig.video());
    pictures(muxer, video, 0, 60);
    factory.unbindPlugin(first, plugin);
    Rig.Owner owner = new Rig.Owner();
    pictures(muxer, video, 60, 80);
    muxer.write(
        Rig.pictureFrame(video, 'N', 1, 80 * 3600L, 80 * 3600L, 200).transferred(owner).build());
    factory.bindPlugin(FakeReference.of(2), new FakeCodec(FakeCodec.VIDEO));
    pictures(muxer, video, 81, 120);
    muxer.close();
    assertThat(channel.content()).isEqualTo(undisturbed(120));
    assertThat(owner.released).hasValue(1);
  }

  @Test
  void pluginGone_otherTrackIsFarAhead_fileIsThatOfAnUndisturbedRun() throws Exception {
    Rig rig = new Rig(Layout.HYBRID);
    rig.seconds(rig.addVideo(), rig.addAudio(), 6);
    rig.muxer.close();
    ServiceReference<CodecPlugin> first = FakeReference.of(1);
    FakeCodec plugin = new FakeCodec(FakeCodec.VIDEO);
    factory.bindPlugin(first, plugin);
    factory.bindPlugin(FakeReference.of(2), new FakeCodec(FakeCodec.AUDIO));
    Muxer muxer = open(MuxerOptions.builder().codecWait(Duration.ofMinutes(1), 1 << 20));
    int video = muxer.addTrack(Rig.video());
    int audio = muxer.addTrack(Rig.audio());
    for (int i = 0; i < 6 * 25; i++) {
      if (i == 60) {
        factory.unbindPlugin(first, plugin);
      }
      if (i == 120) {
        // Sound is by then longer ahead than a track that is silent would be waited for.
        FakeCodec second = new FakeCodec(FakeCodec.VIDEO);
        factory.bindPlugin(FakeReference.of(3), second);
        Waits.until(() -> muxer.statistics().codecsAwaited().isEmpty());
      }
      picture(muxer, video, i, 100);
      muxer.write(Rig.blockFrame(audio, 2L * i * Rig.BLOCK).build());
      muxer.write(Rig.blockFrame(audio, (2L * i + 1) * Rig.BLOCK).build());
    }
    muxer.close();
    assertThat(channel.content()).isEqualTo(rig.channel.content());
    assertThat(events).extracting(MediaEvent::kind).containsOnly(MediaEvent.Kind.PLUGIN_CHANGED);
  }

  @Test
  void pluginGone_close_waitsForOne() throws Exception {
    ServiceReference<CodecPlugin> first = FakeReference.of(1);
    FakeCodec plugin = new FakeCodec(FakeCodec.VIDEO);
    factory.bindPlugin(first, plugin);
    Muxer muxer = open(MuxerOptions.builder().codecWait(Duration.ofMinutes(1), 1 << 20));
    int video = muxer.addTrack(Rig.video());
    pictures(muxer, video, 0, 10);
    factory.unbindPlugin(first, plugin);
    pictures(muxer, video, 10, 30);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread closer =
        new Thread(
            () -> {
              try {
                muxer.close();
              } catch (Exception e) {
                failure.set(e);
              }
            });
    closer.start();
    Waits.until(() -> closer.getState() == Thread.State.TIMED_WAITING);
    factory.bindPlugin(FakeReference.of(2), new FakeCodec(FakeCodec.VIDEO));
    closer.join();
    assertThat(failure).hasNullValue();
    assertThat(channel.content()).isEqualTo(undisturbed(30));
  }

  @Test
  void pluginGone_andBack_closedMuxerIsNotHeldForTheRestOfTheWait() throws Exception {
    WeakReference<Muxer> closed = closedAfterSwap();
    Waits.until(
        () -> {
          System.gc();
          return closed.get() == null;
        });
  }

  private WeakReference<Muxer> closedAfterSwap() throws Exception {
    ServiceReference<CodecPlugin> first = FakeReference.of(1);
    FakeCodec plugin = new FakeCodec(FakeCodec.VIDEO);
    factory.bindPlugin(first, plugin);
    Muxer muxer = open(MuxerOptions.builder().codecWait(Duration.ofMinutes(1), 1 << 20));
    int video = muxer.addTrack(Rig.video());
    picture(muxer, video, 0);
    factory.unbindPlugin(first, plugin);
    picture(muxer, video, 1);
    factory.bindPlugin(first, plugin);
    picture(muxer, video, 2);
    muxer.close();
    return new WeakReference<>(muxer);
  }

  @Test
  void pluginGone_bufferFull_blocksUntilOneComes() throws Exception {
    ServiceReference<CodecPlugin> first = FakeReference.of(1);
    FakeCodec plugin = new FakeCodec(FakeCodec.VIDEO);
    factory.bindPlugin(first, plugin);
    Muxer muxer = open(MuxerOptions.builder().codecWait(Duration.ofMinutes(1), 1000));
    int video = muxer.addTrack(Rig.video());
    picture(muxer, video, 0);
    factory.unbindPlugin(first, plugin);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 1; i < 50; i++) {
                  picture(muxer, video, i);
                }
              } catch (Exception e) {
                failure.set(e);
              }
            });
    writer.start();
    Waits.until(() -> writer.getState() == Thread.State.WAITING);
    factory.bindPlugin(FakeReference.of(2), new FakeCodec(FakeCodec.VIDEO));
    writer.join();
    assertThat(failure).hasNullValue();
    muxer.close();
    assertThat(channel.content()).isEqualTo(undisturbed(50));
  }

  @Test
  void pluginGone_noneComesInTime_fileIsFinishedAndEveryCallSaysSo() throws Exception {
    ServiceReference<CodecPlugin> first = FakeReference.of(1);
    FakeCodec plugin = new FakeCodec(FakeCodec.VIDEO);
    factory.bindPlugin(first, plugin);
    CountDownLatch over = new CountDownLatch(1);
    Muxer muxer =
        factory.open(
            new Sink.Seekable(channel),
            MuxerOptions.builder()
                .codecWait(Duration.ofMillis(500), 1 << 20)
                .listener(e -> {})
                .build());
    int video = muxer.addTrack(Rig.video());
    pictures(muxer, video, 0, 30);
    factory.unbindPlugin(first, plugin);
    List<Rig.Owner> owners = new ArrayList<>();
    MediaException gone = null;
    while (gone == null) {
      Rig.Owner owner = new Rig.Owner();
      try {
        muxer.write(
            Rig.pictureFrame(video, 'N', 1, 30 * 3600L, 30 * 3600L, 200)
                .transferred(owner)
                .build());
        owners.add(owner);
        over.await(1, TimeUnit.MILLISECONDS);
      } catch (MediaException e) {
        gone = e;
      }
    }
    assertThat(gone.code()).isEqualTo(MediaException.Code.CODEC_GONE);
    MediaException atClose = catchThrowableOfType(MediaException.class, muxer::close);
    assertThat(atClose.code()).isEqualTo(MediaException.Code.CODEC_GONE);
    // However slow this thread was, compared with the half second.
    String frames = owners.size() == 1 ? "1 frame was" : owners.size() + " frames were";
    assertThat(atClose).hasMessageContaining(frames + " accepted but");
    assertThatThrownBy(() -> picture(muxer, video, 99)).hasMessage(atClose.getMessage());
    assertThat(owners).allMatch(o -> o.released.get() == 1);
    ReadBack read = ReadBack.of(channel.content());
    assertThat(read.track(video).samples).hasSize(30);
  }

  @Test
  void pluginGone_noneComesInTime_noFrameIsMissing_closeIsContent() throws Exception {
    ServiceReference<CodecPlugin> first = FakeReference.of(1);
    FakeCodec plugin = new FakeCodec(FakeCodec.VIDEO);
    factory.bindPlugin(first, plugin);
    Muxer muxer = open(MuxerOptions.builder().codecWait(Duration.ofMillis(1), 1 << 20));
    int video = muxer.addTrack(Rig.video());
    pictures(muxer, video, 0, 30);
    factory.unbindPlugin(first, plugin);
    Waits.until(() -> ended(muxer, MediaException.Code.CODEC_GONE));
    MediaException gone =
        catchThrowableOfType(MediaException.class, () -> picture(muxer, video, 30));
    assertThat(gone.code()).isEqualTo(MediaException.Code.CODEC_GONE);
    assertThat(gone).hasMessageEndingWith("all frames that were accepted are in the file");
    muxer.close();
    assertThat(ReadBack.of(channel.content()).track(video).samples).hasSize(30);
  }

  @Test
  void pluginGone_whileTheFrameworkStops_fileIsFinishedWithoutAWait() throws Exception {
    AtomicInteger state = new AtomicInteger(Bundle.ACTIVE);
    factory.activate(contextIn(state));
    ServiceReference<CodecPlugin> first = FakeReference.of(1);
    FakeCodec plugin = new FakeCodec(FakeCodec.VIDEO);
    factory.bindPlugin(first, plugin);
    Muxer muxer = open(MuxerOptions.builder().codecWait(Duration.ofHours(1), 1 << 20));
    int video = muxer.addTrack(Rig.video());
    pictures(muxer, video, 0, 30);
    state.set(Bundle.STOPPING);
    factory.unbindPlugin(first, plugin);
    Waits.until(() -> ended(muxer, MediaException.Code.CODEC_GONE));
    factory.deactivate();
    muxer.close();
    assertThat(ReadBack.of(channel.content()).track(video).samples).hasSize(30);
  }

  @Test
  void frameworkStops_framesWaitForAPlugin_closeTellsOfThemAtOnce() throws Exception {
    AtomicInteger state = new AtomicInteger(Bundle.ACTIVE);
    factory.activate(contextIn(state));
    ServiceReference<CodecPlugin> first = FakeReference.of(1);
    FakeCodec plugin = new FakeCodec(FakeCodec.VIDEO);
    factory.bindPlugin(first, plugin);
    Muxer muxer = open(MuxerOptions.builder().codecWait(Duration.ofHours(1), 1 << 20));
    int video = muxer.addTrack(Rig.video());
    picture(muxer, video, 0);
    factory.unbindPlugin(first, plugin);
    picture(muxer, video, 1);
    state.set(Bundle.STOPPING);
    assertThatThrownBy(muxer::close).hasMessageContaining("1 frame was accepted but");
    assertThat(ReadBack.of(channel.content()).track(video).samples).hasSize(1);
  }

  private static boolean ended(Muxer muxer, MediaException.Code code) {
    MediaException refusal =
        catchThrowableOfType(MediaException.class, () -> muxer.addTrack(Rig.video()));
    return refusal.code() == code;
  }

  private static BundleContext contextIn(AtomicInteger frameworkState) {
    return FakeBundle.of(frameworkState, new AtomicInteger(Bundle.ACTIVE)).context();
  }

  @Test
  void addTrack_withoutPlugin_saysSo() throws Exception {
    Muxer muxer = open(MuxerOptions.builder());
    MediaException e =
        catchThrowableOfType(MediaException.class, () -> muxer.addTrack(Rig.video()));
    assertThat(e.code()).isEqualTo(MediaException.Code.NO_CODEC);
    muxer.close();
  }

  @Test
  void deactivate_openFiles_areFinished() throws Exception {
    factory.bindPlugin(FakeReference.of(1), new FakeCodec(FakeCodec.VIDEO));
    Muxer muxer = open(MuxerOptions.builder());
    int video = muxer.addTrack(Rig.video());
    pictures(muxer, video, 0, 30);
    factory.deactivate();
    assertThat(ReadBack.of(channel.content()).topTypes()).containsExactly("ftyp", "mdat", "moov");
    MediaException e = catchThrowableOfType(MediaException.class, () -> picture(muxer, video, 30));
    assertThat(e.code()).isEqualTo(MediaException.Code.SERVICE_GONE);
    muxer.close();
    assertThatThrownBy(() -> open(MuxerOptions.builder())).isInstanceOf(MediaException.class);
  }

  @Test
  void deactivate_filesOfADerivedFactory_areFinishedToo() throws Exception {
    Muxer muxer =
        factory
            .using(FakeCodec.both())
            .open(new Sink.Seekable(channel), MuxerOptions.of(Layout.PROGRESSIVE));
    int video = muxer.addTrack(Rig.video());
    picture(muxer, video, 0);
    factory.deactivate();
    assertThat(ReadBack.of(channel.content()).track(video).samples).hasSize(1);
  }

  @Test
  void higherRankedPluginComes_leaseInUseStays() throws Exception {
    factory.bindPlugin(FakeReference.of(1), new FakeCodec(FakeCodec.VIDEO));
    Muxer muxer = open(MuxerOptions.builder());
    int video = muxer.addTrack(Rig.video());
    picture(muxer, video, 0);
    ServiceReference<CodecPlugin> better = FakeReference.of(9);
    FakeCodec plugin = new FakeCodec(FakeCodec.VIDEO);
    factory.bindPlugin(better, plugin);
    picture(muxer, video, 1);
    factory.unbindPlugin(better, plugin);
    picture(muxer, video, 2);
    muxer.close();
    assertThat(events).isEmpty();
  }
}
