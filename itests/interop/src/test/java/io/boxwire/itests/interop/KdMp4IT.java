package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.device.k230.KdMp4;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * FFmpeg as judge of what {@code kd_mp4_*} writes: the defects of the board's firmware are not
 * here.
 */
class KdMp4IT {
  private static final long SECOND = 1_000_000;
  private static final int BLOCK_MILLIS = 40;

  @TempDir Path folder;

  /** Who comes first, of video and audio. */
  enum First {
    VIDEO,
    AUDIO
  }

  static Stream<Arguments> lawsRatesChannelsAndOrders() {
    List<Arguments> all = new ArrayList<>();
    for (int fmp4Flag : RealMedia.fullRun() ? new int[] {1, 0} : new int[] {1}) {
      for (String law : List.of("g711a", "g711u")) {
        for (int rate : new int[] {8_000, 16_000, 44_100, 48_000}) {
          for (int channels : new int[] {1, 2}) {
            for (First created : First.values()) {
              for (First written : First.values()) {
                all.add(Arguments.of(fmp4Flag, law, rate, channels, created, written));
              }
            }
          }
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "fmp4Flag={0} {1} {2} Hz x{3}, created {4}, written {5} first")
  @MethodSource("lawsRatesChannelsAndOrders")
  void writeFrame_videoAndAudioInAnyOrder_bothArePlayedByFfmpeg(
      int fmp4Flag, String law, int rate, int channels, First created, First written)
      throws Exception {
    List<byte[]> pictures = pictures("h264", "bframes=0:keyint=25:scenecut=0", 2);
    Path file = folder.resolve("av.mp4");
    KdFile out = KdFile.write(file, fmp4Flag);
    long audio = created == First.AUDIO ? out.audio(law, rate, channels) : 0;
    long video = out.video("h264");
    audio = created == First.AUDIO ? audio : out.audio(law, rate, channels);
    byte[] sound = KdMedia.sound(rate * BLOCK_MILLIS / 1000 * channels * pictures.size());
    int block = sound.length / pictures.size();
    for (int i = 0; i < pictures.size(); i++) {
      byte[] bytes = Arrays.copyOfRange(sound, i * block, (i + 1) * block);
      if (written == First.AUDIO) {
        out.frame(audio, law, bytes, KdMedia.micros(i));
      }
      out.frame(video, "h264", pictures.get(i), KdMedia.micros(i));
      if (written == First.VIDEO) {
        out.frame(audio, law, bytes, KdMedia.micros(i));
      }
    }
    out.destroy();

    assertThat(
            Ffmpeg.ffprobe(
                    "-select_streams",
                    "a",
                    "-show_entries",
                    "stream=codec_name,sample_rate,channels",
                    "-of",
                    "csv=p=0",
                    file)
                .text()
                .strip())
        .isEqualTo((law.equals("g711a") ? "pcm_alaw" : "pcm_mulaw") + "," + rate + "," + channels);
    assertThat(Decoded.rawAudio(file)).isEqualTo(sound);
    assertThat(Decoded.pictureHashes(file)).hasSize(pictures.size());
    Probe heard = Probe.of(file, "a:0");
    assertThat(heard.packets()).hasSize(pictures.size());
    assertThat(heard.presentation())
        .isEqualTo(
            IntStream.range(0, pictures.size()).mapToObj(i -> KdMedia.micros(i) * 1000).toList());
    assertThat(Decoded.durationMillis(file)).isBetween(1999L, 2001L);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void writeFrame_picturesOfFiveMebibytes_areDecoded(int fmp4Flag) throws Exception {
    Path stream = folder.resolve("noise.h264");
    Ffmpeg.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "nullsrc=s=2560x1440:r=25:d=0.12,noise=alls=100:allf=t",
        "-pix_fmt",
        "yuv420p",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-qp",
        "0",
        "-g",
        "1",
        "-f",
        "h264",
        stream);
    List<byte[]> pictures = KdMedia.cut("h264", stream);
    assertThat(pictures).hasSize(3).allSatisfy(p -> assertThat(p.length).isGreaterThan(5 << 20));
    Path file = write("h264", pictures, fmp4Flag);
    assertThat(Decoded.pictureHashes(file)).isEqualTo(Decoded.pictureHashes(stream));
  }

  @ParameterizedTest
  @CsvSource({"h264, 0", "h264, 1", "h265, 0", "h265, 1"})
  void writeFrame_parameterSetsAtEachSyncPicture_areNotDuplicated(String codec, int fmp4Flag)
      throws Exception {
    String repeat = codec.equals("h264") ? "" : ":repeat-headers=1";
    List<byte[]> pictures = pictures(codec, "bframes=0:keyint=25:scenecut=0" + repeat, 4);
    assertThat(sets(codec, pictures)).as("what the encoder gives").isGreaterThan(4);
    Path file = write(codec, pictures, fmp4Flag);

    Probe stored = Probe.of(file, "v:0");
    for (Probe.Packet packet : stored.packets()) {
      assertThat(NalUnitList.ofSample(codec, stored.bytes(packet)).parameterSetLines())
          .as("in the sample entry alone")
          .isEmpty();
    }
    KdFile in = KdFile.read(file);
    List<byte[]> read = in.frames().stream().map(KdFile.Read::bytes).toList();
    in.destroy();
    assertThat(sets(codec, read)).isEqualTo(4L * (codec.equals("h264") ? 2 : 3));
    for (int i = 0; i < pictures.size(); i++) {
      assertThat(NalUnitList.ofByteStream(codec, read.get(i)).withoutParameterSets())
          .as("picture %d", i)
          .isEqualTo(NalUnitList.ofByteStream(codec, pictures.get(i)).withoutParameterSets());
    }
  }

  private static long sets(String codec, List<byte[]> pictures) {
    return pictures.stream()
        .map(p -> NalUnitList.ofByteStream(codec, p))
        .mapToLong(list -> list.units().stream().filter(list::parameterSet).count())
        .sum();
  }

  @Test
  void destroy_ordinaryFile_hasADurationInEveryHeader() throws Exception {
    Path file = write("h264", pictures("h264", "bframes=0:keyint=25:scenecut=0", 3), 0);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(duration(bytes, "mvhd", 16)).isPositive();
    assertThat(duration(bytes, "tkhd", 20)).isPositive();
    assertThat(duration(bytes, "mdhd", 16)).isEqualTo(3 * 90_000);
    assertThat(Decoded.durationMillis(file)).isEqualTo(3000);
  }

  @Test
  void destroy_fragmentedFile_hasADurationForPlayersToSeekIn() throws Exception {
    Path file = write("h264", pictures("h264", "bframes=0:keyint=25:scenecut=0", 3), 1);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(duration(bytes, "mehd", 4)).isPositive();
    assertThat(Decoded.durationMillis(file)).isEqualTo(3000);
  }

  /**
   * The duration in the last box of a type, of version 0 or 1: in a hybrid file, an earlier one
   * belongs to its days as a fragmented file, and lies in what is media data now.
   */
  private static long duration(byte[] file, String type, int offset) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int at = text.lastIndexOf(type) + 4;
    ByteBuffer box = ByteBuffer.wrap(file, at, 64).slice();
    boolean wide = box.get(0) == 1;
    if (!wide) {
      return Integer.toUnsignedLong(box.getInt(offset));
    }
    // Two times before it, where there are any, are four bytes longer each.
    return box.getLong(offset == 4 ? 4 : offset + 8);
  }

  @Test
  void writeFrame_streamThatBeginsWithIdrNLp_isDecoded() throws Exception {
    List<byte[]> pictures = new ArrayList<>();
    for (byte[] picture : pictures("h265", "bframes=0:keyint=25:scenecut=0:repeat-headers=1", 2)) {
      pictures.add(NalUnitForgery.retyped(picture, 19, 20));
    }
    assertThat(types("h265", pictures.get(0))).contains(20).doesNotContain(19);
    assertDecodes("h265", pictures);
  }

  @Test
  void writeFrame_streamThatBeginsWithCra_isDecoded() throws Exception {
    List<byte[]> pictures =
        pictures(
            "h265", "bframes=0:open-gop=1:keyint=10:min-keyint=10:scenecut=0:repeat-headers=1", 2);
    List<byte[]> fromCra = pictures.subList(10, pictures.size());
    assertThat(types("h265", fromCra.get(0))).contains(21);
    assertDecodes("h265", fromCra);
  }

  private void assertDecodes(String codec, List<byte[]> pictures) throws Exception {
    Path stream = folder.resolve("judged." + codec);
    for (byte[] picture : pictures) {
      Files.write(stream, picture, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    for (int fmp4Flag : new int[] {0, 1}) {
      Path file = write(codec, pictures, fmp4Flag);
      assertThat(Probe.of(file, "v:0").packets().get(0).key()).isTrue();
      assertThat(Decoded.pictureHashes(file))
          .hasSize(pictures.size())
          .isEqualTo(Decoded.pictureHashes(stream));
    }
  }

  private static Set<Integer> types(String codec, byte[] picture) {
    NalUnitList list = NalUnitList.ofByteStream(codec, picture);
    return list.units().stream().map(list::type).collect(Collectors.toSet());
  }

  /** The firmware reads the parameter sets of a file into 1,024 bytes, whatever their size. */
  @Test
  void getFrame_parameterSetsOfMoreThanAKibibyte_areGivenBack() throws Exception {
    List<byte[]> pictures = new ArrayList<>(pictures("h264", "bframes=0:keyint=25:scenecut=0", 1));
    byte[] first = pictures.get(0);
    byte[] pps =
        NalUnitList.ofByteStream("h264", first).units().stream()
            .filter(unit -> (unit[0] & 31) == 8)
            .findFirst()
            .orElseThrow();
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    for (int id = 1; id < 200; id++) {
      many.writeBytes(new byte[] {0, 0, 0, 1});
      many.writeBytes(NalUnitForgery.renumbered(pps, id));
    }
    many.writeBytes(first);
    pictures.set(0, many.toByteArray());
    Path file = write("h264", pictures, 0);
    assertThat(Decoded.pictureHashes(file)).hasSize(25);
    KdFile in = KdFile.read(file);
    List<KdFile.Read> frames = in.frames();
    in.destroy();
    assertThat(frames).hasSize(25);
    NalUnitList read = NalUnitList.ofByteStream("h264", frames.get(0).bytes());
    assertThat(read.parameterSetLines())
        .isEqualTo(NalUnitList.ofByteStream("h264", pictures.get(0)).parameterSetLines())
        .hasSize(201);
  }

  @Test
  void createTrack_fortyTracks_areSeenByFfprobe() throws Exception {
    Path file = folder.resolve("many.mp4");
    KdFile out = KdFile.write(file, 1);
    List<Long> tracks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      tracks.add(out.audio("g711a", 8_000, 1));
    }
    for (int block = 0; block < 50; block++) {
      for (long track : tracks) {
        out.frame(track, "g711a", KdMedia.sound(320), KdMedia.micros(block));
      }
    }
    out.destroy();
    assertThat(
            Ffmpeg.ffprobe(
                    "-count_packets",
                    "-show_entries",
                    "stream=nb_read_packets",
                    "-of",
                    "csv=p=0",
                    file)
                .lines())
        .hasSize(40)
        .containsOnly("50");
  }

  @Test
  void create_twentyInstancesAtOnceOnLongPaths_areAllPlayed() throws Exception {
    List<byte[]> pictures = pictures("h264", "bframes=0:keyint=25:scenecut=0", 2);
    Path deep = Files.createDirectories(folder.resolve("d".repeat(180)));
    List<Path> files = new ArrayList<>();
    List<KdFile> outs = new ArrayList<>();
    List<Long> tracks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      files.add(deep.resolve("n".repeat(249) + (10 + i) + ".mp4"));
      outs.add(KdFile.write(files.get(i), i % 2));
      tracks.add(outs.get(i).video("h264"));
    }
    for (int picture = 0; picture < pictures.size(); picture++) {
      for (int i = 0; i < 20; i++) {
        outs.get(i).frame(tracks.get(i), "h264", pictures.get(picture), KdMedia.micros(picture));
      }
    }
    outs.forEach(KdFile::destroy);
    for (Path file : files) {
      assertThat(Probe.of(file, "v:0").packets()).hasSize(pictures.size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void writeFrame_timesBeyond32Bits_areSeenByFfprobe(int fmp4Flag) throws Exception {
    List<byte[]> pictures = pictures("h264", "bframes=0:keyint=1", 1);
    Path file = folder.resolve("long.mp4");
    KdFile out = KdFile.write(file, fmp4Flag);
    long track = out.video("h264");
    // Of 90,000 ticks a second, 2^32 are 13 hours.
    for (int i = 0; i < 20; i++) {
      out.frame(track, "h264", pictures.get(i), i * 3600 * SECOND);
    }
    out.destroy();
    Probe probe = Probe.of(file, "v:0");
    assertThat(probe.packets()).hasSize(20);
    assertThat(probe.packets().get(19).dts()).isEqualTo(19L * 3600 * 90_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void writeFrame_blocksThatLastNoWholeTicks_doNotDrift(int fmp4Flag) throws Exception {
    int block = 1024;
    int blocks = (RealMedia.fullRun() ? 3600 : 360) * 44_100 / block;
    Path file = folder.resolve("coarse.mp4");
    KdFile out = KdFile.write(file, fmp4Flag);
    long track = out.audio("g711u", 44_100, 1);
    for (int i = 0; i < blocks; i++) {
      out.frame(track, "g711u", KdMedia.sound(block), (long) i * block * SECOND / 44_100);
    }
    out.destroy();
    Probe probe = Probe.of(file, "a:0");
    assertThat(probe.timebaseDenominator()).as("the timescale asked for").isEqualTo(1000);
    assertThat(probe.packets()).hasSize(blocks);
    for (int i = 0; i < blocks; i++) {
      assertThat(probe.packets().get(i).dts())
          .isEqualTo(Math.round((long) i * block * 1000.0 / 44_100));
    }
    assertThat(Decoded.durationMillis(file))
        .isBetween(
            (long) blocks * block * 1000 / 44_100, (long) blocks * block * 1000 / 44_100 + 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264", "h265"})
  void writeFrame_newParameterSetsInAnOrdinaryFile_decodeToBothSizes(String codec)
      throws Exception {
    List<byte[]> pictures = changing(codec);
    Path file = write(codec, pictures, 0);
    assertThat(Decoded.pictureSizes(file)).isEqualTo(sizes(25, 25));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264", "h265"})
  void writeFrame_newParameterSetsInAFragmentedFile_areRefusedAndTheRestPlays(String codec)
      throws Exception {
    List<byte[]> pictures = changing(codec);
    Path file = folder.resolve("fragmented.mp4");
    KdFile out = KdFile.write(file, 1);
    long track = out.video(codec);
    for (int i = 0; i < pictures.size(); i++) {
      assertThat(out.tryFrame(track, codec, pictures.get(i), KdMedia.micros(i)))
          .isEqualTo(i < 25 ? KdMp4.K_MP4_OK : KdMp4.K_MP4_ERR_CONFIGURATION_CHANGED);
    }
    assertThat(KdFile.KD.errorMessage(out.handle())).contains("configuration changed");
    out.destroy();
    assertThat(Decoded.pictureSizes(file)).isEqualTo(sizes(25, 0));
  }

  private static List<String> sizes(int small, int large) {
    return Stream.concat(
            Stream.generate(() -> "176x144").limit(small),
            Stream.generate(() -> "352x288").limit(large))
        .toList();
  }

  private List<byte[]> changing(String codec) throws Exception {
    List<byte[]> pictures = new ArrayList<>();
    for (String size : List.of("176x144", "352x288")) {
      Path stream = folder.resolve(size + "." + codec);
      KdMedia.encode(codec, size, "bframes=0:keyint=25:scenecut=0", 1, stream);
      pictures.addAll(KdMedia.cut(codec, stream));
    }
    return pictures;
  }

  private Path write(String codec, List<byte[]> pictures, int fmp4Flag) {
    Path file = folder.resolve(codec + fmp4Flag + ".mp4");
    KdFile out = KdFile.write(file, fmp4Flag);
    long track = out.video(codec);
    for (int i = 0; i < pictures.size(); i++) {
      out.frame(track, codec, pictures.get(i), KdMedia.micros(i));
    }
    out.destroy();
    return file;
  }

  private List<byte[]> pictures(String codec, String parameters, int seconds) throws Exception {
    Path stream = folder.resolve("stream." + codec);
    KdMedia.encode(codec, "176x144", parameters, seconds, stream);
    return KdMedia.cut(codec, stream);
  }
}
