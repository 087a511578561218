package io.boxwire.itests.interop;

import io.boxwire.api.Layout;
import io.boxwire.api.ParameterSets;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A video case, encoded.
 *
 * @param stream the raw elementary stream
 * @param truth the same encode, written straight into MP4
 */
record Encoded(VideoCase source, Path stream, Path truth) {
  private static final Path FOLDER = Path.of("target", "streams");
  private static final Map<String, Encoded> MADE = new ConcurrentHashMap<>();

  /** Encodes a case, once in a run. */
  static Encoded of(VideoCase source) throws IOException, InterruptedException {
    Encoded made = MADE.get(source.toString());
    if (made == null) {
      Files.createDirectories(FOLDER);
      boolean h264 = source.codec().equals("h264");
      Path stream = FOLDER.resolve(source + (h264 ? ".h264" : ".h265"));
      Path truth = FOLDER.resolve(source + ".truth.mp4");
      encode(source, stream, List.of("-f", h264 ? "h264" : "hevc"));
      encode(source, truth, List.of("-f", "mp4", "-video_track_timescale", "90000"));
      made = new Encoded(source, stream, truth);
      MADE.put(source.toString(), made);
    }
    return made;
  }

  /** Muxes the raw stream by itself. */
  void mux(Path out, Layout layout, ParameterSets place) throws IOException, InterruptedException {
    ElementaryStream video =
        ElementaryStream.cut(source.codec(), stream, AssemblerOptions.builder().build());
    ElementaryStream.mux(List.of(video), out, layout, place);
  }

  private static void encode(VideoCase source, Path out, List<String> container)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("-f", "lavfi", "-i"));
    line.add(source.source());
    line.addAll(source.options());
    line.addAll(container);
    line.add(out.toString());
    Ffmpeg.ffmpeg(line.toArray());
  }
}
