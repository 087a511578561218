package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Layout;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerOptions.FragmentProfile;
import io.boxwire.api.Sink;
import io.boxwire.box.BoxWriter;
import io.boxwire.box.ParentBox;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what is written byte by byte against what the classes of the boxes write. */
@Timeout(60)
class FragmentBuilderTest {
  private static final UUID ID = UUID.fromString("7d1a9a52-6a53-4b1e-8f0c-2f3f0c6b8a11");

  private static MuxerOptions.Builder options() {
    return MuxerOptions.builder().layout(Layout.FRAGMENTED);
  }

  static List<Arguments> head_ofManyKinds_isWhatItsBoxesWrite() {
    return List.of(
        Arguments.of("plain", "SNNNNNNNNN", 0, options()),
        Arguments.of("sealed", "SNNNNNNNNN", 0, options().fileId(ID)),
        Arguments.of("groups", "SNNRNNNNON", 0, options().fileId(ID)),
        Arguments.of("reordered", "SNNNNNNNNN", 2, options()),
        Arguments.of(
            "negative offsets",
            "SNNNNNNNNN",
            2,
            options().fragmentProfile(FragmentProfile.CMAF).fileId(ID)),
        Arguments.of("chunks", "SNNNNNNNNN", 1, options().chunkDuration(Duration.ofMillis(40))),
        Arguments.of("long", "SNNN" + "N".repeat(396), 3, options()),
        Arguments.of("all of a kind", "S", 0, options()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void head_ofManyKinds_isWhatItsBoxesWrite(
      String name, String kinds, int reordering, MuxerOptions.Builder options) throws Exception {
    TestFile file = new TestFile();
    try (Muxer muxer =
        new Mp4MuxerFactory()
            .using(FakeCodec.both())
            .open(new Sink.Seekable(file), options.build())) {
      int video = muxer.addTrack(Rig.video());
      int audio = muxer.addTrack(Rig.audio());
      for (int i = 0; i < 900; i++) {
        long time = (long) i * Rig.FRAME;
        long shown = time + (long) (i % (reordering + 1)) * Rig.FRAME;
        char kind = kinds.charAt(i % kinds.length());
        int size = kinds.length() == 1 ? 700 : 100 + i * 37 % 1000;
        muxer.write(Rig.pictureFrame(video, kind, 1, time, shown, size).build());
        muxer.write(Rig.blockFrame(audio, 2L * i * Rig.BLOCK).build());
        muxer.write(Rig.blockFrame(audio, (2L * i + 1) * Rig.BLOCK).build());
      }
    }
    byte[] content = file.content();
    ReadBack read = ReadBack.of(content);
    assertThat(read.moofs).hasSizeGreaterThan(1);
    for (int i = 0; i < read.moofs.size(); i++) {
      ParentBox moof = read.moofs.get(i);
      int start = Math.toIntExact(read.moofOffsets.get(i));
      BoxWriter again = BoxWriter.inMemory().write(moof);
      byte[] bytes = new byte[again.size()];
      again.toBuffer().get(bytes);
      assertThat(bytes).isEqualTo(Arrays.copyOfRange(content, start, start + bytes.length));
      assertThat(moof.size()).isEqualTo(bytes.length);
    }
  }
}
