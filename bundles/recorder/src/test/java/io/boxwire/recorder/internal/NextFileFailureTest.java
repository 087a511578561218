package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Edit;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.Recording;
import io.boxwire.api.Recording.State;
import io.boxwire.api.SteppedRecording;
import io.boxwire.api.TrackFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What stands against a next file: muxers that refuse it, missing codecs, a full disk. */
final class NextFileFailureTest extends NextFileFixture {
  @Test
  void open_codecMissing_isTriedAgainUntilItIsThere() throws Exception {
    Recording recording = recordFrames(3, request());
    others.refusals.add(noCodec());
    others.refusals.add(noCodec());
    swap();
    device.groups(3, 4, 5).end();
    recording.await();
    assertThat(others.opens).hasValue(3);
    assertThat(times(others)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(recording.statistics().framesLost()).isZero();
    assertThat(events)
        .extracting(MediaEvent::kind)
        .containsExactly(Kind.RECORDING_WAITING, Kind.RECORDING_RESUMED);
  }

  @Test
  void open_codecMissingForGood_failsAfterTheCodecWaitAndCountsWhatIsMissing() throws Exception {
    MuxerOptions options =
        MuxerOptions.builder()
            .codecWait(Duration.ofMillis(250), 1 << 20)
            .listener(events::add)
            .build();
    Recording recording = recordFrames(3, request().muxer(options));
    others.refusals.addAll(Collections.nCopies(1000, noCodec()));
    swap();
    device.groups(3, 1, 5);
    MediaException failure = failureOf(recording);
    assertThat(failure.code()).isEqualTo(Code.NO_CODEC);
    assertThat(failure).hasMessageEndingWith("; 1 captured frame was not written");
    // At once, each 100 ms, when the wait is over; and once more if the swap's call comes after it.
    assertThat(others.opens.get()).isBetween(2, 5);
    assertThat(recording.statistics().framesLost()).isEqualTo(1);
    assertThat(lostAtTheEnd()).isEqualTo(1);
  }

  /** Nobody has waited before: the wait is counted from the cut on. */
  @Test
  void open_codecMissingAtACut_waitsForIt() throws Exception {
    device.groups(0, 5, 5);
    Recording recording = recorder.start(request().segmentTime(Duration.ofMillis(100)).build());
    awaitTrue(() -> recording.statistics().videoFrames() == 5);
    muxers.refusals.add(noCodec());
    device.groups(5, 3, 5).end();
    recording.await();
    assertThat(times(muxers)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(recording.files()).hasSize(2);
  }

  @Test
  void open_diskFull_failsAndSaysWhatIsMissing() throws Exception {
    Recording recording = recordFrames(3, request());
    others.refusals.add(MediaException.of(Code.IO, "no space left on device"));
    swap();
    device.groups(5, 1, 5);
    MediaException failure = failureOf(recording);
    assertThat(failure.code()).isEqualTo(Code.IO);
    assertThat(failure).hasMessage("no space left on device; 1 captured frame was not written");
    assertThat(lostAtTheEnd()).isEqualTo(1);
    assertThat(recording.files()).containsExactly(file());
  }

  @Test
  void open_muxerGoesMeanwhile_usesTheNextBest() throws Exception {
    FakeMuxers third = new FakeMuxers(journal);
    Recording recording = recordFrames(3, request().muxerWait(Duration.ofMillis(300)));
    others.refusals.add(MediaException.of(Code.SERVICE_GONE, "stopped"));
    presentMuxers.set(0, others);
    presentMuxers.add(third);
    recorder.withdrawn(muxers);
    device.groups(3, 1, 5).end();
    recording.await();
    assertThat(others.written).isEmpty();
    assertThat(times(third)).containsExactly(0L, 1L, 2L, 3L);
    assertThat(recording.files())
        .containsExactly(folder.resolve("out.mp4"), folder.resolve("out-002.mp4"));
  }

  /** Services that are there and open nothing are not asked in turns for ever. */
  @Test
  void open_allMuxersRefuse_failsAfterTheWait() throws Exception {
    FakeMuxers third = new FakeMuxers(journal);
    Recording recording = recordFrames(3, request().muxerWait(Duration.ofMillis(300)));
    others.refusals.addAll(Collections.nCopies(1000, gone()));
    third.refusals.addAll(Collections.nCopies(1000, gone()));
    presentMuxers.set(0, others);
    presentMuxers.add(third);
    recorder.withdrawn(muxers);
    device.groups(3, 1, 5);
    assertThat(failureOf(recording).code()).isEqualTo(Code.SERVICE_GONE);
    assertThat(others.opens.get() + third.opens.get()).isEqualTo(2);
  }

  /** Its withdrawal finds no recording that uses it, since that is only about to. */
  @Test
  void find_muxerGoesBeforeItIsInUse_isNotUsed() {
    FakeMuxers gone = new FakeMuxers(journal);
    List<MuxerFactory> present = new ArrayList<>(List.of(gone));
    MuxerUse[] use = new MuxerUse[1];
    use[0] =
        new MuxerUse(
            muxers,
            () -> {
              List<MuxerFactory> seen = List.copyOf(present);
              if (present.remove(gone)) {
                assertThat(use[0].goes(gone)).isFalse();
              }
              return seen;
            },
            Duration.ofSeconds(10));
    use[0].letGo();
    assertThat(use[0].find()).isFalse();
    assertThat(use[0].waiting()).isTrue();
    present.add(others);
    assertThat(use[0].find()).isTrue();
    assertThat(use[0].used()).contains(others);
  }

  @Test
  void close_muxerStuck_holdsTheWithdrawalUpForABoundedTime() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    muxers.closing(frame -> stuck.await());
    Recording recording = recordFrames(3, request());
    presentMuxers.set(0, others);
    long began = System.nanoTime();
    recorder.withdrawn(muxers);
    assertThat(System.nanoTime() - began)
        .isBetween(TimeUnit.SECONDS.toNanos(4), TimeUnit.SECONDS.toNanos(9));
    device.groups(3, 2, 5);
    awaitTrue(() -> device.delivered.get() == 5);
    assertThat(others.written).isEmpty();
    stuck.countDown();
    device.end();
    recording.await();
    assertThat(times(others)).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(recording.statistics().framesLost()).isZero();
  }

  @Test
  void close_codecGone_showsTheFramesAgainThatTheMuxerHasNot() throws Exception {
    muxers.failingToClose(codecGone()).without(Map.of(1, 2L));
    Recording recording = recordFrames(4, request());
    swap();
    device.groups(4, 1, 5).end();
    recording.await();
    assertThat(times(others)).containsExactly(0L, 1L, 2L, 3L, 4L);
    // 0 and 1 are in the first file.
    assertThat(others.formats.get(0).edits())
        .containsExactly(new Edit(0, 2 * 3000, Edit.NORMAL_RATE));
    assertThat(recording.statistics().framesLost()).isZero();
  }

  /** One refresh takes codec and muxer, and brings the codec back only when the muxer is let go. */
  @Test
  void withdrawn_codecGoneBefore_waitsForNoCodecAsTheNextFileShowsTheFrames() throws Exception {
    muxers.awaiting(Set.of("h264")).closing(this::codecAwaited).without(Map.of(1, 2L));
    Recording recording = recordFrames(4, request());
    long began = System.nanoTime();
    swap();
    assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(4));
    device.groups(4, 1, 5).end();
    recording.await();
    assertThat(times(others)).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(recording.statistics().framesLost()).isZero();
  }

  /** What no next file would show is worth a wait. */
  @Test
  void withdrawn_codecGoneAndNothingKept_waitsForTheCodec() throws Exception {
    muxers.awaiting(Set.of("h264"));
    Recording recording = recordFrames(3, request().keptBytes(0));
    swap();
    assertThat(muxers.hurried).hasValue(0);
    device.groups(3, 3, 5).end();
    recording.await();
  }

  /** Fails as a muxer does that was told to wait no longer; one that was not waits for good. */
  private void codecAwaited(Frame ignored) throws MediaException, InterruptedException {
    if (muxers.hurried.get() == 0) {
      new CountDownLatch(1).await();
    }
    throw codecGone();
  }

  @Test
  void close_serviceGoneWithFramesLeft_showsThemAgain() throws Exception {
    muxers.failingToClose(gone()).without(Map.of(1, 1L));
    Recording recording = recordFrames(4, request());
    swap();
    device.groups(4, 1, 5).end();
    recording.await();
    assertThat(others.formats.get(0).edits())
        .containsExactly(new Edit(0, 3 * 3000, Edit.NORMAL_RATE));
  }

  /** A frame that is shown twice is better than one that is lost. */
  @Test
  void close_codecGoneAndNobodyKnowsWhatIsMissing_showsAllThatAreKept() throws Exception {
    muxers.failingToClose(codecGone());
    Recording recording = recordFrames(4, request());
    swap();
    device.groups(4, 1, 5).end();
    recording.await();
    assertThat(times(others)).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(others.formats.get(0).edits()).isEmpty();
  }

  @Test
  void close_codecGoneAtTheEnd_countsWhatIsMissingAsLost() throws Exception {
    muxers.failingToClose(codecGone()).without(Map.of(1, 2L));
    Recording recording = recordFrames(4, request());
    recording.stop();
    assertThat(failureOf(recording).code()).isEqualTo(Code.CODEC_GONE);
    assertThat(recording.statistics().framesLost()).isEqualTo(2);
    assertThat(lostAtTheEnd()).isEqualTo(2);
  }

  /** The pictures before the last sync picture may be with the muxer alone, which waits. */
  @Test
  void close_codecGoneOverAnotherGroup_keepsAllThatMayBeMissing() throws Exception {
    muxers.awaiting(Set.of("h264"));
    muxers.failingToClose(codecGone()).without(Map.of(1, 6L));
    Recording recording = recordFrames(7, request());
    swap();
    device.groups(7, 1, 5).end();
    recording.await();
    assertThat(times(others)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(others.formats.get(0).edits()).containsExactly(new Edit(0, 3000, Edit.NORMAL_RATE));
    assertThat(recording.statistics().framesLost()).isZero();
  }

  @Test
  void close_codecGoneBeyondWhatIsKept_countsTheRestAsLost() throws Exception {
    muxers.failingToClose(codecGone()).without(Map.of(1, 3L));
    Recording recording = recordFrames(7, request());
    swap();
    device.groups(7, 1, 5).end();
    recording.await();
    assertThat(times(others)).containsExactly(5L, 6L, 7L);
    assertThat(recording.statistics().framesLost()).isEqualTo(1);
    assertThat(gap()).isEqualTo(1);
  }

  @Test
  void withdrawn_twiceWithinAGroup_showsEachFrameOnce() throws Exception {
    Recording recording = recordFrames(3, request());
    swap();
    device.groups(3, 1, 5);
    awaitTrue(() -> recording.statistics().videoFrames() == 4);
    FakeMuxers third = new FakeMuxers(journal);
    presentMuxers.set(0, third);
    recorder.withdrawn(others);
    device.groups(4, 1, 5).end();
    recording.await();
    assertThat(times(third)).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(third.formats.get(0).edits())
        .containsExactly(new Edit(0, 4 * 3000, Edit.NORMAL_RATE));
  }

  @Test
  void withdrawn_whileTheKeptFramesAreWritten_removesTheFileAndUsesItsNameAgain() throws Exception {
    FakeMuxers third = new FakeMuxers(journal);
    others.checking(
        frame -> {
          if (frame.decodeTime() == 3000) {
            presentMuxers.set(0, third);
            throw gone();
          }
        });
    Recording recording = recordFrames(3, request().muxerWait(Duration.ofMillis(300)));
    swap();
    device.groups(3, 1, 5).end();
    recording.await();
    assertThat(times(third)).containsExactly(0L, 1L, 2L, 3L);
    assertThat(third.formats.get(0).edits())
        .containsExactly(new Edit(0, 3 * 3000, Edit.NORMAL_RATE));
    assertThat(recording.files())
        .containsExactly(folder.resolve("out.mp4"), folder.resolve("out-002.mp4"));
  }

  @Test
  void withdrawn_beforeTheFirstFrame_beginsTheFirstFileAgain() throws Exception {
    Recording recording = recorder.start(request().build());
    swap();
    device.groups(0, 2, 5).end();
    recording.await();
    assertThat(times(others)).containsExactly(0L, 1L);
    assertThat(recording.files()).containsExactly(file());
  }

  @Test
  void limitReached_whileMoreWaited_releasesTheRest() throws Exception {
    Recording recording = recordFrames(3, request().videoFrames(5));
    withdraw();
    device.groups(3, 7, 5);
    awaitTrue(() -> device.delivered.get() == 10 && recording.statistics().queuedFrames() == 0);
    bring();
    recording.await();
    assertThat(times(others)).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(recording.statistics().videoFrames()).isEqualTo(5);
    assertThat(recording.statistics().framesLost()).isZero();
  }

  @Test
  void segmentDue_whileItWaits_isCutOnce() throws Exception {
    Recording recording = recordFrames(3, request().segmentTime(Duration.ofMillis(150)));
    withdraw();
    // Due at the picture of 5, which is with the next muxer's first file.
    device.groups(3, 4, 5);
    awaitTrue(() -> device.delivered.get() == 7);
    bring();
    device.groups(7, 5, 5).end();
    recording.await();
    assertThat(recording.statistics().videoFrames()).isEqualTo(12);
    assertThat(recording.files()).hasSize(4);
  }

  /** An open-GOP picture begins the next file when the pictures that lead it are through. */
  @Test
  void close_failsAtAnOpenGopCut_countsEachFrameOnce() throws Exception {
    muxers
        .closing(
            closed -> {
              awaitTrue(() -> device.delivered.get() == 6);
              throw codecGone();
            })
        .without(Map.of(1, 2L));
    device
        .tracks(TrackFormat.video("h265", 90_000).size(16, 16).build())
        .frame(picture(0, 0, RandomAccess.SYNC))
        .frame(picture(1, 1, RandomAccess.NONE))
        .frame(picture(2, 4, RandomAccess.SYNC))
        .frame(picture(3, 2, RandomAccess.NONE))
        .frame(picture(4, 3, RandomAccess.NONE))
        .frame(picture(5, 5, RandomAccess.NONE));
    Recording recording = recorder.start(request().segmentTime(Duration.ofMillis(60)).build());
    assertThat(failureOf(recording).code()).isEqualTo(Code.CODEC_GONE);
    assertThat(times(muxers)).containsExactly(0L, 1L, 2L, 3L, 4L);
    // Two that the file lacks, and the one behind the cut.
    assertThat(lostAtTheEnd()).isEqualTo(3);
    assertThat(recording.statistics().spans().get(0).ended().toMillis()).isEqualTo(100);
  }

  private static Frame.Builder picture(long decoded, long shown, RandomAccess access) {
    return Frame.on(1).times(decoded * 3000, shown * 3000).duration(3000).randomAccess(access);
  }

  @Test
  void stop_steppedWhileItWaits_endsAtOnce() throws Exception {
    device.groups(0, 6, 5);
    SteppedRecording recording = begun(request());
    assertThat(recording.step()).isTrue();
    withdraw();
    awaitTrue(() -> recording.state() == State.WAITING);
    CompletableFuture<Boolean> step = stepAsync(recording);
    recording.stop();
    assertThat(step.get(8, TimeUnit.SECONDS)).isFalse();
    assertThat(recording.statistics().framesLeftOut()).isEqualTo(5);
  }

  private static MediaException noCodec() {
    return MediaException.of(Code.NO_CODEC, "no plugin for h264");
  }

  private static MediaException gone() {
    return MediaException.of(Code.SERVICE_GONE, "stopped");
  }

  private static MediaException codecGone() {
    return MediaException.of(Code.CODEC_GONE, "some frames are not in the file");
  }
}
