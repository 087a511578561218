package io.boxwire.itests.interop;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.Source;
import io.boxwire.api.TrackInfo;
import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The samples of one track, as a reader lists them.
 *
 * @param id the {@code track_ID}
 * @param kind what the reader calls the track
 * @param timescale ticks a second
 * @param samples in file order
 */
record TrackListing(int id, String kind, long timescale, List<Sample> samples) {

  /**
   * A sample.
   *
   * @param dts decode time in ticks, if the reader tells it
   * @param pts presentation time in ticks, if there is one
   * @param duration ticks
   * @param size bytes
   * @param key whether the reader takes it for a place to start at
   * @param md5 of the stored bytes
   */
  record Sample(
      OptionalLong dts, OptionalLong pts, long duration, int size, boolean key, String md5) {

    /** Whether two readers mean the same bytes. */
    boolean sameBytes(Sample other) {
      return size == other.size && md5.equals(other.md5);
    }

    Sample withKey(boolean flag) {
      return new Sample(dts, pts, duration, size, flag, md5);
    }

    Sample withPts(OptionalLong time) {
      return new Sample(dts, time, duration, size, key, md5);
    }
  }

  private TrackListing with(List<Sample> others) {
    return new TrackListing(id, kind, timescale, List.copyOf(others));
  }

  /**
   * What {@code frames --hash} lists, with times before edits and sync samples as keys. Samples
   * that can't be read are not among them; they are what the command complains of.
   */
  static List<TrackListing> ofCommand(Path file) throws MediaException, InterruptedException {
    Commands.Result result = Commands.run("frames", "--hash", file);
    if (result.out().isEmpty()) {
      // A file that can't be opened: the command has said so.
      return List.of();
    }
    Map<Integer, List<Sample>> samples = new HashMap<>();
    for (String line : result.lines().stream().skip(1).toList()) {
      String[] columns = line.split(",", -1);
      samples
          .computeIfAbsent(Integer.valueOf(columns[0]), id -> new ArrayList<>())
          .add(
              new Sample(
                  OptionalLong.of(Long.parseLong(columns[2])),
                  OptionalLong.of(Long.parseLong(columns[3])),
                  Long.parseLong(columns[4]),
                  Integer.parseInt(columns[5]),
                  columns[6].equals("1"),
                  columns[7]));
    }
    try (Demuxer demuxer = open(file)) {
      return demuxer.movie().tracks().stream()
          .map(track -> ofTrack(track, samples.getOrDefault(track.id(), List.of())))
          .toList();
    }
  }

  private static TrackListing ofTrack(TrackInfo track, List<Sample> samples) {
    return new TrackListing(
        track.id(), track.codecString(), track.format().timescale(), List.copyOf(samples));
  }

  /** The listing with members of the group {@code rap } as keys, as ffprobe sees them. */
  TrackListing withOpenGops(Path file) throws MediaException {
    List<Sample> marked = new ArrayList<>(samples);
    try (Demuxer demuxer = open(file)) {
      SampleCursor cursor = demuxer.samples(id);
      for (int i = 0; i < marked.size(); i++) {
        if (next(cursor).randomAccess() == RandomAccess.OPEN_GOP) {
          marked.set(i, marked.get(i).withKey(true));
        }
      }
    }
    return with(marked);
  }

  /** Moves to the next sample that can be read. */
  private static SampleCursor next(SampleCursor cursor) {
    while (true) {
      try {
        cursor.next();
        return cursor;
      } catch (MediaException e) {
        // As in the listing, which leaves it out.
        continue;
      }
    }
  }

  /** The listings with the times at which samples are presented, after edits. */
  static List<TrackListing> presented(Path file, List<TrackListing> stored) throws MediaException {
    Map<Integer, List<OptionalLong>> times = new HashMap<>();
    try (Demuxer demuxer = open(file)) {
      for (Optional<Frame> f = read(demuxer); f.isPresent(); f = read(demuxer)) {
        times
            .computeIfAbsent(f.get().track(), id -> new ArrayList<>())
            .add(f.get().presentationTime());
      }
    }
    List<TrackListing> presented = new ArrayList<>();
    for (TrackListing track : stored) {
      List<OptionalLong> shown = times.getOrDefault(track.id, List.of());
      if (shown.size() != track.samples.size()) {
        throw new AssertionError(
            "track "
                + track.id
                + ": "
                + track.samples.size()
                + " listed, "
                + shown.size()
                + " read");
      }
      List<Sample> samples = new ArrayList<>();
      for (int i = 0; i < shown.size(); i++) {
        samples.add(track.samples.get(i).withPts(shown.get(i)));
      }
      presented.add(track.with(samples));
    }
    return presented;
  }

  /** The next frame that can be read. */
  private static Optional<Frame> read(Demuxer demuxer) {
    while (true) {
      try {
        return demuxer.read();
      } catch (MediaException e) {
        // What can't be read is judged where the command lists it.
        continue;
      }
    }
  }

  private static Demuxer open(Path file) throws MediaException {
    return ElementaryStream.boxwire()
        .demuxers()
        .open(new Source.File(file), DemuxerOptions.of(PayloadForm.STORED));
  }

  /**
   * What ffprobe lists; its complaints are not looked at. Packets that it marks as corrupt, those
   * of which a part is missing, are left out, and so are the streams that it makes of other things
   * than tracks, such as a cover.
   *
   * @param options where it is to look, such as {@code -ignore_editlist 1}
   */
  static List<TrackListing> ofFfprobe(Path file, String... options) {
    List<String> command = new ArrayList<>(List.of(Ffmpeg.ffprobe().toString(), "-v", "quiet"));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-show_data_hash",
            "md5",
            "-show_entries",
            "stream=index,id,codec_name,codec_tag_string,time_base"
                + ":packet=stream_index,pts,dts,duration,size,flags,data_hash",
            "-of",
            "compact",
            file.toString()));
    Map<String, TrackListing> tracks = new LinkedHashMap<>();
    Map<String, List<Sample>> samples = new HashMap<>();
    for (String line : Ffmpeg.run(command).lines()) {
      Map<String, String> fields = fields(line);
      if (line.startsWith("packet|") && !fields.get("flags").contains("C")) {
        samples
            .computeIfAbsent(fields.get("stream_index"), i -> new ArrayList<>())
            .add(packet(fields));
      } else if (line.startsWith("stream|") && !fields.getOrDefault("id", "0x0").equals("0x0")) {
        tracks.put(fields.get("index"), stream(fields));
      }
    }
    return tracks.entrySet().stream()
        .map(e -> e.getValue().with(samples.getOrDefault(e.getKey(), List.of())))
        .toList();
  }

  /** How many access units ffprobe finds in an elementary stream. */
  static long countAccessUnits(Path file) {
    return Ffmpeg.run(
            List.of(
                Ffmpeg.ffprobe().toString(),
                "-v",
                "quiet",
                "-show_entries",
                "packet=size",
                "-of",
                "csv",
                file.toString()))
        .lines()
        .stream()
        .filter(line -> line.startsWith("packet,"))
        .count();
  }

  private static TrackListing stream(Map<String, String> fields) {
    String[] base = fields.get("time_base").split("/");
    return new TrackListing(
        Integer.decode(fields.get("id")),
        fields.get("codec_name") + "/" + fields.get("codec_tag_string"),
        Long.parseLong(base[1]),
        List.of());
  }

  private static Sample packet(Map<String, String> fields) {
    return new Sample(
        number(fields.get("dts")),
        number(fields.get("pts")),
        number(fields.get("duration")).orElse(0),
        Integer.parseInt(fields.get("size")),
        fields.get("flags").startsWith("K"),
        fields.getOrDefault("data_hash", "").replace("MD5:", ""));
  }

  private static OptionalLong number(String text) {
    return text == null || text.equals("N/A")
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(text));
  }

  private static Map<String, String> fields(String line) {
    Map<String, String> fields = new HashMap<>();
    for (String part : line.split("\\|")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        // The hashes of side data come behind that of the packet.
        fields.putIfAbsent(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return fields;
  }
}
