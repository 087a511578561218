package io.boxwire.device.k230.internal.kdmp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Demuxer;
import io.boxwire.api.MovieInfo;
import io.boxwire.device.k230.KMp4FileInfo;
import io.boxwire.device.k230.KMp4TimeUnit;
import io.boxwire.device.k230.internal.media.CodecIds;
import io.boxwire.device.k230.internal.media.DemuxedFile;
import io.boxwire.device.k230.internal.media.SteadyFile;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemuxerInstanceTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "1, 499999, 1000",
    "1, 500000, 1001",
    "9223372036854773, 999999999, 9223372036854774000",
    "9223372036854775, 807000000, 9223372036854775807",
    "9223372036854775807, 0, 9223372036854775807"
  })
  void fileInfo_anyDurationOfAFile_isInMillisecondsOrTheMost(long seconds, int nanos, long millis)
      throws Exception {
    KMp4FileInfo info = new KMp4FileInfo();
    reading(Duration.ofSeconds(seconds, nanos)).fileInfo(info);

    assertThat(info.duration).isEqualTo(millis);
  }

  /** An instance that reads a file which says that it is so long. */
  private DemuxerInstance reading(Duration duration) throws Exception {
    MovieInfo movie = MovieInfo.builder().duration(1000, duration).build();
    Demuxer demuxer =
        (Demuxer)
            Proxy.newProxyInstance(
                DemuxerInstanceTest.class.getClassLoader(),
                new Class<?>[] {Demuxer.class},
                (proxy, method, arguments) -> method.getName().equals("movie") ? movie : null);
    Path path = Files.createFile(folder.resolve("a.mp4"));
    try (SteadyFile file = SteadyFile.open(path)) {
      return new DemuxerInstance(
          new DemuxedFile(path, file, demuxer),
          new CodecIds(),
          KMp4TimeUnit.MILLISECONDS,
          message -> {});
    }
  }
}
