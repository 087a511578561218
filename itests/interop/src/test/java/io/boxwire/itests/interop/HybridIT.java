package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Layout;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.Sink;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.itests.fixtures.ForwardingChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A hybrid file in its three states: while it grows, between the two steps of closing, and closed.
 * Others see the same samples at the same times in each.
 */
class HybridIT {
  @TempDir Path folder;

  static Stream<VideoCase> cases() {
    return VideoCase.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void states_growingAndHalfClosedAndClosed_showTheSame(VideoCase source) throws Exception {
    Path file = folder.resolve("hybrid.mp4");
    Path growing = folder.resolve("growing.mp4");
    Path between = folder.resolve("between.mp4");
    ElementaryStream video =
        ElementaryStream.cut(
            source.codec(), Encoded.of(source).stream(), AssemblerOptions.builder().build());
    try (Copying channel = new Copying(file, growing, between)) {
      ElementaryStream.mux(
          List.of(video), new Sink.Seekable(channel), Layout.HYBRID, ParameterSets.ENTRY);
    }
    assertThat(topLevel(file)).contains("mdat").doesNotContain("moof");
    assertThat(topLevel(between)).contains("moof").endsWith("free");
    assertThat(topLevel(growing)).contains("moof").doesNotContain("mfra");

    Probe closed = Probe.of(file, "v:0");
    assertThat(closed.packets()).hasSameSizeAs(video.frames());
    Probe half = Probe.of(between, "v:0");
    assertThat(times(half)).isEqualTo(times(closed));
    assertThat(half.sliceHashes(source.codec())).isEqualTo(closed.sliceHashes(source.codec()));
    assertThat(Decoded.pictureHashes(between)).isEqualTo(Decoded.pictureHashes(file));

    Probe cut = Probe.of(growing, "v:0");
    int count = cut.packets().size();
    assertThat(count).isPositive();
    assertThat(times(cut)).isEqualTo(times(closed).subList(0, count));
    assertThat(cut.sliceHashes(source.codec()))
        .isEqualTo(closed.sliceHashes(source.codec()).subList(0, count));
  }

  /** Presentation times after edits, not moved to begin at 0. */
  private static List<Long> times(Probe probe) {
    return probe.packets().stream().map(p -> HalfMillis.of(probe.nanos(p.pts()))).toList();
  }

  /** The types of the boxes at the top, in order. */
  private static List<String> topLevel(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    Stream.Builder<String> types = Stream.builder();
    while (bytes.hasRemaining()) {
      int at = bytes.position();
      long size = Integer.toUnsignedLong(bytes.getInt());
      byte[] type = new byte[4];
      bytes.get(type);
      if (size == 1) {
        size = bytes.getLong();
      }
      types.add(new String(type, java.nio.charset.StandardCharsets.ISO_8859_1));
      bytes.position(Math.toIntExact(at + size));
    }
    return types.build().toList();
  }

  /**
   * A file that is copied aside: at each write, which leaves the state before the last one that
   * appends, and when the writer first goes back, which is between the two steps.
   */
  private static final class Copying extends ForwardingChannel {
    private final Path file;
    private final Path growing;
    private final Path between;
    private final FileChannel channel;

    Copying(Path file, Path growing, Path between) throws IOException {
      this(
          FileChannel.open(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE),
          file,
          growing,
          between);
    }

    private Copying(FileChannel channel, Path file, Path growing, Path between) {
      super(channel);
      this.channel = channel;
      this.file = file;
      this.growing = growing;
      this.between = between;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      if (channel.position() < channel.size()) {
        copyOnce(between);
      } else if (source.remaining() >= 8 && isHiddenMoov(source)) {
        copyOnce(growing);
      }
      return channel.write(source);
    }

    /** The final moov comes in a free box, and no other free box but the first is written. */
    private boolean isHiddenMoov(ByteBuffer source) throws IOException {
      return source.getInt(source.position() + 4) == 0x66726565 && channel.size() > 64;
    }

    private void copyOnce(Path to) throws IOException {
      if (!Files.exists(to)) {
        Files.copy(file, to);
      }
    }
  }
}
