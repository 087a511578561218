package io.boxwire.device.k230.internal.kdmp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.device.k230.KMp4FileInfo;
import io.boxwire.device.k230.KMp4TimeUnit;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual's second example: it hands on the encoder's microseconds. */
class ExampleTwoTest {
  private static final int FRAMES = 200;

  @TempDir Path folder;
  private final Rig rig = new Rig();
  private final Camera camera = Camera.h264();

  @Test
  void exampleTwo_firmwareUnit_lasts667Seconds() {
    Path file = folder.resolve("test.mp4");
    long handle = record(file, KMp4TimeUnit.FIRMWARE);
    rig.done(rig.kd.destroyTracks(handle), handle);
    rig.destroy(handle);

    long reader = rig.create(Rig.demuxer(file));
    KMp4FileInfo info = rig.info(reader);
    assertThat(info.trackNum).isEqualTo(1);
    // The first picture is not counted by the example, which writes 200 more.
    assertThat(info.duration).isBetween(6_690L, 6_710L);
    List<Rig.Read> frames = rig.frames(reader);
    assertThat(frames).hasSize(1 + FRAMES);
    assertThat(frames.get(FRAMES).time()).isEqualTo(6_667);
    assertThat(rig.log).isEmpty();
  }

  @Test
  void exampleTwo_unitOfTheManual_isWarnedOfOnce() {
    record(folder.resolve("slow.mp4"), KMp4TimeUnit.MILLISECONDS);
    assertThat(rig.log)
        .singleElement()
        .asString()
        .contains("slow.mp4")
        .contains("33334 milliseconds")
        .contains("looks like microseconds");
  }

  /** The example's loop: the parameter sets and the first picture in one frame, then 200 others. */
  private long record(Path file, KMp4TimeUnit unit) {
    long handle = rig.write(file, 1, unit);
    long track = rig.track(handle, Rig.video(camera.codecId()));
    long clock = 81_726_354_000L;
    for (int i = 0; i <= FRAMES; i++) {
      long pts = clock + i * 1_000_000L / 30;
      rig.write(handle, track, camera.frame(i, pts - clock));
    }
    return handle;
  }
}
