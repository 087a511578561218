package io.boxwire.itests.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.device.k230.KMp4TrackInfo;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of FFmpeg, read by {@code kd_mp4_*}. */
class KdMp4ReadIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"+faststart", "+frag_keyframe+empty_moov"})
  void getFrame_trackOfMp3_isListedAndComesAsItIsStored(String flags) throws Exception {
    Path file = folder.resolve("mp3.mp4");
    Ffmpeg.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=176x144:r=25:d=2",
        "-f",
        "lavfi",
        "-i",
        "sine=d=2",
        "-c:v",
        "libx264",
        "-bf",
        "0",
        "-g",
        "25",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "libmp3lame",
        "-movflags",
        flags,
        file);
    KdFile in = KdFile.read(file);
    KMp4TrackInfo audio = in.track(1);
    assertThat(audio.trackType).isEqualTo(KdMp4.K_MP4_STREAM_AUDIO);
    assertThat(audio.audioInfo.codecId).isGreaterThan(KdMp4.K_MP4_CODEC_ID_G711U);
    assertThat(KdFile.KD.codecName(audio.audioInfo.codecId)).isEqualTo("mp4a");
    assertThat(audio.audioInfo.sampleRate).isEqualTo(44_100);
    assertThat(in.track(0).videoInfo.codecId).isEqualTo(KdMp4.K_MP4_CODEC_ID_H264);

    List<byte[]> truth = new ArrayList<>();
    Probe probe = Probe.of(file, "a:0");
    for (Probe.Packet packet : probe.packets()) {
      truth.add(probe.bytes(packet));
    }
    List<KdFile.Read> frames = in.frames();
    List<byte[]> read =
        frames.stream()
            .filter(f -> f.codecId() == audio.audioInfo.codecId)
            .map(KdFile.Read::bytes)
            .toList();
    assertThat(read).hasSameSizeAs(truth);
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i)).isEqualTo(truth.get(i));
    }
    assertThat(frames).hasSize(50 + truth.size());
    in.destroy();
  }

  @Test
  void getFrame_audioStoredFarFromItsVideo_timesNeverGoBack() throws Exception {
    Path file = folder.resolve("apart.mov");
    // Chunks of a second and a half, and audio that begins 0.7 s late.
    Ffmpeg.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=176x144:r=25:d=6",
        "-itsoffset",
        "0.7",
        "-f",
        "lavfi",
        "-i",
        "sine=d=5:r=8000:samples_per_frame=12000",
        "-c:v",
        "libx264",
        "-bf",
        "0",
        "-g",
        "25",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "pcm_alaw",
        file);
    KdFile in = KdFile.read(file);
    List<KdFile.Read> frames = in.frames();
    assertThat(frames).extracting(KdFile.Read::micros).isSorted();
    List<KdFile.Read> audio =
        frames.stream().filter(f -> f.codecId() == KdMp4.K_MP4_CODEC_ID_G711A).toList();
    assertThat(audio.get(0).micros()).isBetween(699_000L, 701_000L);
    assertThat(audio.stream().mapToInt(f -> f.bytes().length).sum()).isEqualTo(5 * 8000);
    assertThat(frames.size() - audio.size()).isEqualTo(150);
    in.destroy();
  }

  @ParameterizedTest
  @ValueSource(strings = {"h264", "h265"})
  void getFrame_videoOfFfmpeg_isAByteStreamThatItDecodes(String codec) throws Exception {
    Path stream = folder.resolve("truth." + codec);
    KdMedia.encode(codec, "176x144", "bframes=3:keyint=25:scenecut=0", 3, stream);
    Path file = folder.resolve("peer.mp4");
    Ffmpeg.ffmpeg("-i", stream, "-c", "copy", file);
    KdFile in = KdFile.read(file);
    Path back = folder.resolve("back." + codec);
    List<byte[]> pictures = in.frames().stream().map(KdFile.Read::bytes).toList();
    in.destroy();
    for (byte[] picture : pictures) {
      assertThat(Arrays.copyOf(picture, 4)).isEqualTo(new byte[] {0, 0, 0, 1});
    }
    Files.write(back, joined(pictures));
    assertThat(Decoded.pictureHashes(back)).isEqualTo(Decoded.pictureHashes(stream));
  }

  @Test
  void getFrame_moreTracksThanTheBoardTakes_giveAll() throws Exception {
    Path file = folder.resolve("six.mov");
    List<Object> command = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      command.addAll(List.of("-f", "lavfi", "-i", "sine=f=" + (300 + i * 100) + ":d=2:r=8000"));
    }
    for (int i = 0; i < 6; i++) {
      command.addAll(List.of("-map", i));
    }
    command.addAll(List.of("-c:a", "pcm_mulaw", file));
    Ffmpeg.ffmpeg(command.toArray());
    KdFile in = KdFile.read(file);
    assertThat(in.track(5).audioInfo.trackId).isEqualTo(6);
    List<KdFile.Read> frames = in.frames();
    assertThat(frames).isSortedAccordingTo(Comparator.comparingLong(KdFile.Read::micros));
    assertThat(frames.stream().mapToInt(f -> f.bytes().length).sum()).isEqualTo(6 * 2 * 8000);
    in.destroy();
  }

  private static byte[] joined(List<byte[]> pictures) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pictures.forEach(out::writeBytes);
    return out.toByteArray();
  }
}
