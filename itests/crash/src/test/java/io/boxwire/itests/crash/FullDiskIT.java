package io.boxwire.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaException;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.itests.swaps.load.Film;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A real file system gets full: the error says so, and what was written is playable. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullDiskIT {
  /** More than a disk of 16 MB holds. */
  private static final int PICTURES = 60_000;

  @TempDir Path folder;

  private final Boxwire boxwire = Trial.boxwire();

  static Stream<Arguments> cases() {
    return Stream.of(SmallFileSystem.Kind.values())
        .flatMap(kind -> Stream.of(Layout.values()).map(layout -> Arguments.of(kind, layout)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void full_isSaidAndWhatWasWrittenIsPlayable(SmallFileSystem.Kind kind, Layout layout)
      throws Exception {
    if (!SmallFileSystem.allowed()) {
      Trial.say("skipped: a full disk, since only root can mount one");
    }
    assumeTrue(SmallFileSystem.allowed());
    try (SmallFileSystem disk = SmallFileSystem.mount(kind, folder)) {
      Path file = disk.folder().resolve("camera.mp4");
      MediaException said = fill(layout, file);
      assertThat(said.code()).isEqualTo(MediaException.Code.IO);
      assertThat(said)
          .hasMessageContaining("No space left on device")
          .hasMessageContaining(file.toString());
      judge(kind, layout, file, said);
    }
  }

  private MediaException fill(Layout layout, Path file) throws IOException, InterruptedException {
    try (Muxer muxer = boxwire.muxers().open(new Sink.File(file), MuxerOptions.of(layout))) {
      Offering offering = new Offering(new Film("h264", "g711a"), muxer, 0);
      offering.pictures(PICTURES);
    } catch (MediaException e) {
      return e;
    }
    return fail("%s pictures found room", PICTURES);
  }

  private void judge(SmallFileSystem.Kind kind, Layout layout, Path file, MediaException said)
      throws IOException {
    byte[] left = Files.readAllBytes(file);
    Promise promise = Promise.of(left);
    Samples samples = new Samples(new Film("h264", "g711a"));
    Reading reading = new OurReader(boxwire).read(file);
    Trial.say(
        kind
            + (" full, " + layout + ": " + left.length + " bytes, " + promise + ", read ")
            + (reading.count(Film.VIDEO) + " pictures and " + reading.count(Film.AUDIO))
            + (" blocks: " + said.getMessage()));
    for (Reader reader : List.of(new OurReader(boxwire), new FfprobeReader())) {
      Verdict verdict = Verdict.of(reader.read(file), samples, promise);
      assertThat(verdict.first()).as(reader.name()).isEmpty();
    }
    assertThat(promise.video()).as("pictures kept").isGreaterThan(PICTURES / 4);
    assertThat(reading.count(Film.VIDEO)).as("pictures read").isGreaterThan(PICTURES / 4);
  }
}
