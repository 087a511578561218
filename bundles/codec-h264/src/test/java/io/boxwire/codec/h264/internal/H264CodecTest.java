package io.boxwire.codec.h264.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.SampleEntry;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.CodecPlugin.Field;
import io.boxwire.api.codec.PacketizerContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H264CodecTest {
  private final CodecPlugin codec = new H264Codec();

  private static ConfigurationBox avcC(String stream) throws MediaException {
    TrackFormat format = TrackFormat.video("h264", 12_800).build();
    Frame first = Streams.assemble(Streams.bytes(stream + ".h264")).get(0);
    return CollectedSample.of(new H264Codec().newPacketizer(PacketizerContext.of(format)), first)
        .configuration()
        .orElseThrow()
        .boxes()
        .get(0);
  }

  @Test
  void plugin_withoutOsgi_isFoundByServiceLoader() {
    assertThat(ServiceLoader.load(CodecPlugin.class))
        .anySatisfy(plugin -> assertThat(plugin.codec()).isEqualTo("h264"));
  }

  @Test
  void describe_highProfile_namesEveryField() throws Exception {
    List<Field> fields = codec.describe("avcC", avcC("high422").payload());
    assertThat(fields)
        .extracting(Field::name)
        .containsExactly(
            "AVCProfileIndication",
            "profile_compatibility",
            "AVCLevelIndication",
            "lengthSize",
            "chroma_format",
            "bit_depth_luma",
            "bit_depth_chroma",
            "sps[0]",
            "pps[0]");
    assertThat(fields).contains(new Field("AVCProfileIndication", "122 (High 4:2:2)"));
    assertThat(fields).contains(new Field("chroma_format", "4:2:2"));
    assertThat(fields).contains(new Field("bit_depth_luma", "10"));
    assertThat(fields.get(7).value())
        .contains("id 0, High 4:2:2 level 1, 96x80, 4:2:2 10 bit")
        .contains("timing 50/1");
    assertThat(fields.get(8).value()).contains("CABAC");
  }

  @Test
  void describe_baseline_hasNoChromaFields() throws Exception {
    assertThat(codec.describe("avcC", avcC("baseline").payload()))
        .contains(new Field("AVCProfileIndication", "66 (Constrained Baseline)"))
        .noneMatch(field -> field.name().startsWith("chroma"));
  }

  @Test
  void describe_brokenOrForeignBox_saysSo() throws Exception {
    ByteBuffer payload = avcC("gray").payload();
    for (int size = 0; size < payload.remaining(); size++) {
      List<Field> fields = codec.describe("avcC", payload.slice(0, size));
      // Only the fields for High profiles may be missing.
      if (size < payload.remaining() - 4) {
        assertThat(fields).anyMatch(field -> field.name().equals("broken"));
      }
    }
    assertThat(codec.describe("hvcC", payload)).isEmpty();
  }

  @Test
  void describe_randomBytes_throwsNothing() {
    Random random = new Random(8);
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      if (bytes.length > 8) {
        bytes[0] = 1;
        bytes[5] = 1;
        bytes[6] = 0;
        bytes[7] = (byte) random.nextInt(40);
      }
      assertThat(codec.describe("avcC", ByteBuffer.wrap(bytes))).isNotEmpty();
    }
  }

  @Test
  void avcC_readAndWritten_isTheSame() throws Exception {
    for (String stream : List.of("baseline", "high422", "gray", "paff")) {
      ConfigurationBox box = avcC(stream);
      assertThat(AvcConfiguration.read(box.payload()).toBox()).isEqualTo(box);
    }
    byte[] extended =
        HexFormat.of().parseHex("0164000affe1000267640100026800" + "fdf8f8" + "0100026d80");
    assertThat(AvcConfiguration.read(ByteBuffer.wrap(extended)).toBox())
        .isEqualTo(ConfigurationBox.of("avcC", extended));
  }

  @Test
  void codecString_entry_isThatOfItsConfiguration() throws Exception {
    SampleEntry.Builder entry = SampleEntry.of("avc3", ByteBuffer.allocate(0));
    assertThat(codec.codecString(entry.build())).isEqualTo("avc3");
    assertThat(codec.codecString(entry.boxes(List.of(avcC("high444"))).build()))
        .isEqualTo("avc3.F4000A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bframes", "audsei", "mbaff", "gray", "paff"})
  void probe_streams_areSure(String name) {
    ByteBuffer head = ByteBuffer.wrap(Streams.bytes(name + ".h264"));
    assertThat(codec.probe(head, "unnamed")).isGreaterThan(90);
    assertThat(head.position()).isZero();
  }

  @Test
  void probe_otherThings_areNotTakenForStreams() {
    Random random = new Random(6);
    byte[] noise = new byte[65_536];
    random.nextBytes(noise);
    assertThat(codec.probe(ByteBuffer.wrap(noise), "noise.h264")).isZero();
    assertThat(codec.probe(ByteBuffer.allocate(1000), "zeros")).isZero();
    assertThat(codec.probe(ByteBuffer.allocate(0), "empty.mp4")).isZero();
    // VPS, SPS and PPS of H.265
    byte[] hevc =
        HexFormat.of()
            .parseHex(
                "0000000140010c01ffff016000000300900000030000030"
                    + "03f95980900000001420101"
                    + "016000000300900000030000030"
                    + "03fa00508"
                    + "0000000144"
                    + "01c172b4224000000126"
                    + "01");
    assertThat(codec.probe(ByteBuffer.wrap(hevc), "camera.bin")).isZero();
  }

  @Test
  void probe_streamBeginsInTheMiddle_goesByTheName() {
    byte[] stream = Streams.bytes("baseline.h264");
    byte[] middle = Arrays.copyOfRange(stream, 1300, stream.length);
    int start = 0;
    while (middle[start] != 0 || middle[start + 1] != 0 || middle[start + 2] != 1) {
      start++;
    }
    ByteBuffer head = ByteBuffer.wrap(middle, start, 1000);
    assertThat(codec.probe(head.slice(), "cam.264")).isBetween(20, 60);
    assertThat(codec.probe(head.slice(), "cam.dat")).isZero();
  }

  @Test
  void newPacketizer_storedPayloads_areRefused() {
    TrackFormat stored = TrackFormat.video("h264", 12_800).payloadForm(PayloadForm.STORED).build();
    assertThatThrownBy(() -> codec.newPacketizer(PacketizerContext.of(stored)))
        .isInstanceOfSatisfying(
            MediaException.class, e -> assertThat(e.code()).isEqualTo(Code.BAD_REQUEST));
  }
}
