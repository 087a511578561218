package io.boxwire.demuxer.internal;

import static io.boxwire.demuxer.internal.TestMovie.bytes;
import static io.boxwire.demuxer.internal.TestMovie.ftyp;
import static io.boxwire.demuxer.internal.TestMovie.mdat;
import static io.boxwire.demuxer.internal.TestMovie.moov;
import static io.boxwire.demuxer.internal.TestMovie.row;
import static io.boxwire.demuxer.internal.TestMovie.stco;
import static io.boxwire.demuxer.internal.TestMovie.stsc;
import static io.boxwire.demuxer.internal.TestMovie.stss;
import static io.boxwire.demuxer.internal.TestMovie.stsz;
import static io.boxwire.demuxer.internal.TestMovie.stts;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Demuxer;
import io.boxwire.api.Frame;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.box.FourCc;
import io.boxwire.box.OpaqueBox;
import io.boxwire.box.VisualSampleEntry;
import io.boxwire.codec.h264.internal.H264Codec;
import io.boxwire.codec.h265.internal.H265Codec;
import io.boxwire.demuxer.internal.TestMovie.TestTrack;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the parameter sets of a sample entry come in, by entry and by where reading starts. */
class ParameterSetsTest {
  private static final int MEDIA = 28;

  /** A codec, the sets in its sample entry, and samples that are made of it. */
  private enum Codec {
    H264(
        new H264Codec(),
        "avc1",
        "avc3",
        "avcC",
        "0142001effe100056742001e8001000268c0",
        List.of("6742001e80", "68c0"),
        "09f0",
        "6588",
        "419a"),
    H265(
        new H265Codec(),
        "hvc1",
        "hev1",
        "hvcC",
        "016000000000000000000000" + "5df000fcfdf8f80000" + "0f01" + "a1000100044201bb80",
        List.of("4201bb80"),
        "460150",
        "2601aa",
        "0201aa");

    private final CodecPlugin plugin;
    private final String setsInEntry;
    private final String setsInSamples;
    private final String box;
    private final String configuration;
    private final List<String> sets;
    private final String delimiter;
    private final String syncPicture;
    private final String picture;

    Codec(
        CodecPlugin plugin,
        String setsInEntry,
        String setsInSamples,
        String box,
        String configuration,
        List<String> sets,
        String delimiter,
        String syncPicture,
        String picture) {
      this.plugin = plugin;
      this.setsInEntry = setsInEntry;
      this.setsInSamples = setsInSamples;
      this.box = box;
      this.configuration = configuration;
      this.sets = sets;
      this.delimiter = delimiter;
      this.syncPicture = syncPicture;
      this.picture = picture;
    }

    /** A sync sample that has no sets. */
    List<String> bare() {
      return List.of(delimiter, syncPicture);
    }

    /** The same with the sets of the entry. */
    List<String> complete() {
      List<String> units = new ArrayList<>(bare());
      units.addAll(1, sets);
      return units;
    }

    List<String> between() {
      return List.of(picture);
    }

    /** A file whose first and third sample are sync samples. */
    byte[] file(String entry, List<String> first) throws Exception {
      List<byte[]> samples = new ArrayList<>();
      for (List<String> units : List.of(first, between(), bare(), between())) {
        samples.add(sample(units));
      }
      ByteArrayOutputStream media = new ByteArrayOutputStream();
      samples.forEach(media::writeBytes);
      OpaqueBox record =
          OpaqueBox.of(FourCc.of(box), ByteBuffer.wrap(HexFormat.of().parseHex(configuration)));
      TestTrack track =
          TestTrack.video(1, 1)
              .withoutEntries()
              .entry(VisualSampleEntry.of(FourCc.of(entry), 64, 48, "", List.of(record)))
              .table(
                  stts(row(4, 1)),
                  stsc(row(1, 4, 1)),
                  stsz(samples.stream().mapToLong(sample -> sample.length).toArray()),
                  stco(MEDIA),
                  stss(1, 3));
      return bytes(ftyp(), mdat(media.toByteArray()), moov(false, track));
    }
  }

  private static byte[] sample(List<String> units) {
    ByteArrayOutputStream sample = new ByteArrayOutputStream();
    for (String unit : units) {
      byte[] bytes = HexFormat.of().parseHex(unit);
      sample.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
      sample.writeBytes(bytes);
    }
    return sample.toByteArray();
  }

  /** The NAL units of each frame from here on; none of them holds a start code. */
  private static List<List<String>> read(Demuxer demuxer) throws Exception {
    List<List<String>> frames = new ArrayList<>();
    for (Optional<Frame> f = demuxer.read(); f.isPresent(); f = demuxer.read()) {
      String hex = HexFormat.of().formatHex(Reading.bytes(f.get()));
      assertThat(hex).startsWith("00000001");
      frames.add(List.of(hex.substring(8).split("00000001")));
    }
    return frames;
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void read_setsInEntry_goInFrontOfEachSyncSample(Codec codec) throws Exception {
    byte[] file = codec.file(codec.setsInEntry, codec.bare());
    try (Demuxer demuxer = Reading.open(file, PayloadForm.STREAM, codec.plugin)) {
      assertThat(read(demuxer))
          .containsExactly(codec.complete(), codec.between(), codec.complete(), codec.between());
    }
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void read_setsInSamples_givesBackWhatIsStored(Codec codec) throws Exception {
    byte[] file = codec.file(codec.setsInSamples, codec.complete());
    try (Demuxer demuxer = Reading.open(file, PayloadForm.STREAM, codec.plugin)) {
      assertThat(read(demuxer))
          .containsExactly(codec.complete(), codec.between(), codec.bare(), codec.between());
    }
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void read_setsInSamplesButNotInTheFirst_addsThemThere(Codec codec) throws Exception {
    byte[] file = codec.file(codec.setsInSamples, codec.bare());
    try (Demuxer demuxer = Reading.open(file, PayloadForm.STREAM, codec.plugin)) {
      assertThat(read(demuxer))
          .containsExactly(codec.complete(), codec.between(), codec.bare(), codec.between());
    }
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void seek_setsInSamples_startsAnewEachTime(Codec codec) throws Exception {
    byte[] file = codec.file(codec.setsInSamples, codec.complete());
    try (Demuxer demuxer = Reading.open(file, PayloadForm.STREAM, codec.plugin)) {
      for (int round = 0; round < 2; round++) {
        assertThat(demuxer.seek(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(2));
        assertThat(read(demuxer)).containsExactly(codec.complete(), codec.between());
        assertThat(demuxer.seek(Duration.ZERO)).isEqualTo(Duration.ZERO);
        assertThat(read(demuxer))
            .containsExactly(codec.complete(), codec.between(), codec.bare(), codec.between());
      }
    }
  }
}
