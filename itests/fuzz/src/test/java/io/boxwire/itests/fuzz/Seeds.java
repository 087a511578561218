package io.boxwire.itests.fuzz;

import io.boxwire.api.Boxwire;
import io.boxwire.api.Durability;
import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.CodecConfiguration;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that makes the seeds of the corpus: small files of our muxer and of FFmpeg, and of each
 * codec a stream, configuration boxes, frames and samples. Run by hand, in the module's folder,
 * when there is something new to start from; findings lie beside the seeds and stay.
 */
final class Seeds {
  private static final Path CORPUS = Path.of("src", "test", "resources", "corpus");

  /** How many frames a track gets: small files are tried more often. */
  private static final int FRAMES = 6;

  private Seeds() {}

  /** Makes all seeds. */
  public static void main(String[] arguments) throws Exception {
    Path files = Files.createDirectories(Targets.FILES);
    Files.createDirectories(CORPUS.resolve("tck"));
    Durability none = Durability.never();
    for (Layout layout : Layout.values()) {
      mux(
          files.resolve("video-" + layout.name().toLowerCase() + ".mp4"),
          layout,
          none,
          Clips.H264,
          Clips.AAC);
      mux(
          files.resolve("sound-" + layout.name().toLowerCase() + ".mp4"),
          layout,
          none,
          Clips.OPUS,
          Clips.G711A);
    }
    mux(files.resolve("h265.mp4"), Layout.HYBRID, none, Clips.H265, Clips.G711U);
    cut(files.resolve("video-hybrid.mp4"), files.resolve("video-open.mp4"));
    cut(files.resolve("sound-fragmented.mp4"), files.resolve("sound-open.mp4"));
    sealed(files);
    foreign(files);
    for (Clips clip : Clips.values()) {
      codec(clip);
    }
  }

  /** Recordings whose fragments prove what they hold, closed and left open. */
  private static void sealed(Path files) throws Exception {
    Durability each = Durability.eachFragment();
    for (Layout layout : List.of(Layout.HYBRID, Layout.FRAGMENTED)) {
      Path closed = files.resolve("sealed-" + layout.name().toLowerCase() + ".mp4");
      mux(closed, layout, each, Clips.H264, Clips.G711A);
      cut(closed, files.resolve("sealed-" + layout.name().toLowerCase() + "-open.mp4"));
    }
  }

  private static void mux(Path file, Layout layout, Durability durability, Clips... clips)
      throws Exception {
    Files.deleteIfExists(file);
    MuxerOptions options =
        MuxerOptions.builder()
            .layout(layout)
            .fragmentDuration(Duration.ofMillis(80))
            .creationTime(Instant.EPOCH)
            .durability(durability)
            .build();
    Boxwire boxwire = Boxwire.load(Seeds.class.getClassLoader());
    try (Muxer muxer = boxwire.muxers().open(new Sink.File(file), options)) {
      List<StreamCut> cuts = new ArrayList<>();
      List<Integer> tracks = new ArrayList<>();
      for (Clips clip : clips) {
        StreamCut cut = cut(clip);
        cuts.add(cut);
        tracks.add(muxer.addTrack(cut.format().orElseThrow()));
      }
      for (int i = 0; i < cuts.size(); i++) {
        for (Frame frame : cuts.get(i).frames().subList(0, FRAMES)) {
          muxer.write(frame.toBuilder().track(tracks.get(i)).build());
        }
      }
    }
  }

  private static StreamCut cut(Clips clip) {
    return StreamCut.of(clip.plugin(), clip.options(), clip.stream(), () -> Integer.MAX_VALUE);
  }

  /** A recording as a power cut leaves it: without its end. */
  private static void cut(Path whole, Path open) throws IOException {
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(open, java.util.Arrays.copyOf(bytes, bytes.length * 2 / 3));
  }

  /** Files with boxes that our muxer does not write. */
  private static void foreign(Path files) {
    List<Object> sources =
        List.of(
            "-f",
            "lavfi",
            "-i",
            "testsrc=s=64x48:r=10:d=0.5",
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=440:sample_rate=8000:duration=0.5");
    List<Object> codecs =
        List.of("-c:v", "libx264", "-g", "5", "-bf", "2", "-c:a", "aac", "-b:a", "8k");
    encode(files.resolve("ffmpeg.mp4"), sources, codecs);
    encode(
        files.resolve("ffmpeg.mov"),
        sources,
        List.of("-c:v", "libx264", "-g", "5", "-c:a", "pcm_mulaw"));
    encode(
        files.resolve("ffmpeg-fragmented.mp4"),
        sources,
        codecs,
        List.of("-movflags", "frag_keyframe+empty_moov+default_base_moof+global_sidx"));
    encode(
        files.resolve("ffmpeg-cmaf.mp4"),
        sources,
        codecs,
        List.of("-movflags", "cmaf+dash+faststart", "-write_prft", "wallclock"));
    encode(
        files.resolve("ffmpeg-encrypted.mp4"),
        sources,
        codecs,
        List.of(
            "-encryption_scheme", "cenc-aes-ctr",
            "-encryption_key", "76a6c65c5ea762046bd749a2e632ccbb",
            "-encryption_kid", "a7e61c373e219033c21091fa607bf3b8"));
    encode(
        files.resolve("ffmpeg-edits.mp4"),
        List.of("-itsoffset", "0.3", "-f", "lavfi", "-i", "testsrc=s=64x48:r=10:d=0.5"),
        List.of(
            "-c:v",
            "libx265",
            "-tag:v",
            "hvc1",
            "-metadata",
            "title=A title",
            "-metadata:s:v",
            "language=deu"));
  }

  @SafeVarargs
  private static void encode(Path out, List<Object>... options) {
    List<Object> line = new ArrayList<>();
    for (List<Object> part : options) {
      line.addAll(part);
    }
    line.addAll(
        List.of("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", out));
    Ffmpeg.ffmpeg(line.toArray());
  }

  /** Of one codec what each of its parts takes, and the same for the kit. */
  private static void codec(Clips clip) throws IOException {
    String name = clip.name().toLowerCase();
    Path own = CORPUS.resolve(name.startsWith("g711") ? "g711" : name);
    Files.createDirectories(own);
    StreamCut cut = cut(clip);
    TrackFormat format = cut.format().orElseThrow();
    seed(clip, own, 's', "stream", clip.stream());
    try (Packetizer packetizer = clip.plugin().newPacketizer(PacketizerContext.of(format))) {
      for (int i = 0; i < 2; i++) {
        Frame frame = cut.frames().get(i);
        SampleNotes stored = new SampleNotes();
        packetizer.packetize(frame, stored);
        seed(clip, own, 'f', "frame" + i, bytes(frame.payload()));
        seed(clip, own, 'l', "prefixed" + i, stored.bytes());
        seed(clip, own, 'p', "sample" + i, stored.bytes());
        if (stored.configuration().isPresent()) {
          CodecConfiguration configuration = stored.configuration().get();
          for (var box : configuration.boxes()) {
            seed(clip, own, 'c', box.type().trim(), bytes(box.payload()));
          }
        }
      }
      seed(clip, own, 'n', "snapshot", packetizer.snapshot());
    }
    seed(clip, own, 'd', "setup", bytes(format.decoderSetup().configuration()));
  }

  private static void seed(Clips clip, Path own, char part, String name, byte[] content)
      throws IOException {
    String file = clip.name().toLowerCase() + "-" + name;
    Files.write(own.resolve(file), behind((byte) part, content));
    Files.write(CORPUS.resolve("tck").resolve(file), behind((byte) clip.ordinal(), content));
  }

  private static byte[] behind(byte first, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
