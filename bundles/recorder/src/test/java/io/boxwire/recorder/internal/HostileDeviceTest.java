package io.boxwire.recorder.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Edit;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.Recording;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Devices that do not do what the contract asks of them, or not what is usual, over a swap. */
final class HostileDeviceTest extends NextFileFixture {
  @Test
  void syncEverywhere_goesOnWithTheLastPicture() throws Exception {
    device.groups(0, 4, 1);
    Recording recording = recorder.start(request().build());
    awaitTrue(() -> recording.statistics().videoFrames() == 4);
    swap();
    device.groups(4, 2, 1).end();
    recording.await();
    assertThat(times(others)).containsExactly(4L, 5L);
  }

  /** The muxer sees in the pictures what the device does not say. */
  @Test
  void syncNowhere_goesOnWithTheNextPicture() throws Exception {
    device.frames(0, 4);
    Recording recording = recorder.start(request().segmentTime(Duration.ofMillis(50)).build());
    awaitTrue(() -> recording.statistics().videoFrames() == 4);
    swap();
    device.frames(4, 2).end();
    recording.await();
    assertThat(times(others)).containsExactly(4L, 5L);
    assertThat(device.syncRequests).hasValue(1);
  }

  @Test
  void segmentDueAndNoSyncPicture_asksForOneOnce() throws Exception {
    device.frame(sync(0)).frames(1, 9);
    Recording recording = recorder.start(request().segmentTime(Duration.ofMillis(100)).build());
    awaitTrue(() -> recording.statistics().videoFrames() == 10);
    assertThat(device.syncRequests).hasValue(1);
    device.frame(sync(10)).frames(11, 9).frame(sync(20)).end();
    recording.await();
    assertThat(device.syncRequests).hasValue(2);
    assertThat(recording.files()).hasSize(3);
  }

  @Test
  void equalDecodeTimes_areAllWrittenOnce() throws Exception {
    device.frame(sync(0)).frame(at(0)).frame(at(0));
    Recording recording = recorder.start(request().build());
    awaitTrue(() -> recording.statistics().videoFrames() == 3);
    swap();
    device.frame(at(0)).frame(at(3000)).end();
    recording.await();
    assertThat(others.written).hasSize(5);
    assertThat(recording.statistics().videoFrames()).isEqualTo(5);
  }

  @Test
  void hugeJump_goesOn() throws Exception {
    device.tracks(FakeDevice.VIDEO, FakeDevice.AUDIO);
    device.frame(sync(0)).frame(block(0));
    Recording recording = recorder.start(request().build());
    awaitTrue(() -> recording.statistics().audioFrames() == 1);
    swap();
    device.frame(at(Long.MAX_VALUE / 4)).frame(at(Long.MAX_VALUE / 4 + 3000)).end();
    recording.await();
    assertThat(recording.statistics().videoFrames()).isEqualTo(3);
  }

  @Test
  void timeGoesBack_goesOn() throws Exception {
    device.groups(1000, 3, 5);
    Recording recording = recorder.start(request().build());
    awaitTrue(() -> recording.statistics().videoFrames() == 3);
    swap();
    device.frames(1, 2).end();
    recording.await();
    assertThat(recording.statistics().videoFrames()).isEqualTo(5);
  }

  /** Often, because the device may end just while the next file waits for what comes after. */
  @RepeatedTest(200)
  void compositionBeforeDecoding_goesOn() throws Exception {
    device.frame(sync(2)).frame(Frame.on(1).times(9000, 3000).duration(3000));
    Recording recording = recorder.start(request().build());
    awaitTrue(() -> recording.statistics().videoFrames() == 2);
    swap();
    device.frame(Frame.on(1).times(12000, 1000).duration(3000)).end();
    recording.await();
    assertThat(recording.statistics().videoFrames()).isEqualTo(3);
  }

  @Test
  void soundAlone_goesOnWithTheNextBlock() throws Exception {
    device.tracks(FakeDevice.AUDIO);
    device.frame(sound(0)).frame(sound(1));
    Recording recording = recorder.start(request().build());
    awaitTrue(() -> recording.statistics().audioFrames() == 2);
    swap();
    device.frame(sound(2)).end();
    recording.await();
    assertThat(times(others, 1, 320)).containsExactly(2L);
    assertThat(others.formats.get(0).edits()).isEmpty();
    assertThat(device.syncRequests).hasValue(0);
  }

  /** The picture is at 2 s, and the sound of the second before it comes later. */
  @Test
  void soundMuchLater_isAllShownInTheNextFile() throws Exception {
    device.tracks(FakeDevice.VIDEO, FakeDevice.AUDIO);
    device.frame(sync(0)).frame(block(0)).frame(block(320)).frame(sync(60));
    Recording recording = recorder.start(request().build());
    awaitTrue(() -> recording.statistics().videoFrames() == 2);
    assertThat(recording.statistics().audioFrames()).isEqualTo(2);
    swap();
    device.frame(at(61 * 3000)).frame(block(8000)).end();
    recording.await();
    // Sound goes on at 80 ms, where it ended; the picture that is new is at 2.0333 s.
    List<Edit> sound = others.formats.get(1).edits();
    assertThat(sound).singleElement().satisfies(edit -> assertThat(edit.duration()).isZero());
    assertThat(others.formats.get(0).edits()).hasSize(2);
    assertThat(others.formats.get(0).edits().get(0).duration())
        .isEqualTo((61L * 3000 * 4) - 640 * 45);
  }

  @Test
  void twoVideoTracks_eachIsRepeatedFromAPointOfItsOwn() throws Exception {
    device.tracks(FakeDevice.VIDEO, FakeDevice.VIDEO);
    device.frame(second(0, RandomAccess.SYNC)).frame(sync(0));
    device.frame(second(1, RandomAccess.NONE)).frame(sync(1)).frame(second(2, RandomAccess.NONE));
    Recording recording = recorder.start(request().build());
    awaitTrue(() -> recording.statistics().videoFrames() == 5);
    swap();
    device.frame(sync(2)).frame(second(3, RandomAccess.SYNC)).end();
    recording.await();
    assertThat(times(others)).containsExactly(2L);
    assertThat(times(others, 2, 3000)).containsExactly(0L, 1L, 2L, 3L);
    assertThat(others.formats.get(1).edits()).isNotEmpty();
  }

  /** A muxer that does not take again what another took. */
  @Test
  void keptFrameRefused_goesOnWithoutIt() throws Exception {
    Recording recording = recordFrames(3, request());
    others.checking(
        frame -> {
          if (frame.decodeTime() == 3000) {
            throw MediaException.of(Code.BAD_FRAME, "not this one");
          }
        });
    swap();
    device.groups(3, 1, 5).end();
    recording.await();
    assertThat(times(others)).containsExactly(0L, 2L, 3L);
    assertThat(recording.statistics().framesLost()).isZero();
  }

  @Test
  void keptBytesBelowAFrame_losesOnlyWhatWaited() throws Exception {
    device.frame(sync(0)).frames(1, 1);
    Recording recording = recorder.start(request().keptBytes(0).build());
    awaitTrue(() -> recording.statistics().videoFrames() == 2);
    withdraw();
    device.frames(2, 3);
    awaitTrue(() -> recording.statistics().framesLost() == 3);
    bring();
    device.frame(sync(5)).frames(6, 1).end();
    recording.await();
    assertThat(times(others)).containsExactly(5L, 6L);
    assertThat(gap()).isEqualTo(3);
  }

  private static Frame.Builder at(long time) {
    return Frame.on(1).time(time).duration(3000);
  }

  private static Frame.Builder sound(int number) {
    return Frame.on(1).time(number * 320L).duration(320);
  }

  private static Frame.Builder second(int number, RandomAccess access) {
    return Frame.on(2).time(number * 3000L).duration(3000).randomAccess(access);
  }
}
