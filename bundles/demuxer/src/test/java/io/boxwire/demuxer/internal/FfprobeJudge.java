package io.boxwire.demuxer.internal;

import io.boxwire.api.Demuxer;
import io.boxwire.api.DemuxerOptions;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.SampleCursor;
import io.boxwire.api.Source;
import io.boxwire.api.TrackInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Compares what a cursor lists with what ffprobe lists. */
final class FfprobeJudge {
  private final String ffprobe;

  /**
   * Makes a judge.
   *
   * @param ffprobe the command
   */
  FfprobeJudge(String ffprobe) {
    this.ffprobe = ffprobe;
  }

  /** One sample, as either side sees it; times that are not known are null. */
  private record Listed(Long dts, Long pts, int size, boolean key, String hash) {}

  /** What ffprobe lists: samples by track ID. */
  private record Listing(Map<Integer, List<Listed>> tracks, Map<Integer, String> kinds) {}

  /**
   * Judges a file.
   *
   * @return the differences; empty if there are none, also where neither side finds any sample
   */
  List<String> differences(Path file) throws IOException, InterruptedException {
    Listing expected = probe(file);
    List<String> found = new ArrayList<>();
    try (Demuxer demuxer =
        new Mp4DemuxerFactory()
            .open(new Source.File(file), DemuxerOptions.of(PayloadForm.STORED))) {
      Map<Integer, TrackInfo> ours = new HashMap<>();
      for (TrackInfo track : demuxer.movie().tracks()) {
        ours.put(track.id(), track);
      }
      for (Map.Entry<Integer, List<Listed>> entry : expected.tracks().entrySet()) {
        TrackInfo track = ours.remove(entry.getKey());
        String name = "track " + entry.getKey() + " (" + expected.kinds().get(entry.getKey()) + ")";
        if (track == null) {
          found.add(name + ": not listed");
        } else {
          compare(name, list(demuxer, track), entry.getValue(), found);
        }
      }
      for (TrackInfo track : ours.values()) {
        compare("track " + track.id(), list(demuxer, track), List.of(), found);
      }
    } catch (MediaException e) {
      long packets = expected.tracks().values().stream().mapToLong(List::size).sum();
      if (packets > 0) {
        found.add(e.code() + ": " + e.getMessage() + " (ffprobe: " + packets + " packets)");
      }
    }
    return found;
  }

  /** What a cursor lists, and what went wrong. */
  private record Walked(List<Listed> samples, List<String> faults) {}

  private static Walked list(Demuxer demuxer, TrackInfo track) throws MediaException {
    List<Listed> listed = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    SampleCursor cursor = demuxer.samples(track.id());
    while (true) {
      try {
        if (!cursor.next()) {
          return new Walked(listed, faults);
        }
        listed.add(sample(cursor));
      } catch (MediaException e) {
        faults.add(e.code() + ": " + e.getMessage());
      }
    }
  }

  private static Listed sample(SampleCursor cursor) throws MediaException {
    ByteBuffer bytes = ByteBuffer.allocate(cursor.size());
    cursor.read(bytes);
    RandomAccess kind = cursor.randomAccess();
    return new Listed(
        cursor.decodeTime(),
        cursor.compositionTime(),
        cursor.size(),
        kind == RandomAccess.SYNC || kind == RandomAccess.OPEN_GOP,
        md5(bytes.flip()));
  }

  private static void compare(String name, Walked walked, List<Listed> theirs, List<String> found) {
    List<Listed> ours = walked.samples();
    if (ours.size() != theirs.size()) {
      found.add(
          name + ": " + ours.size() + " samples, ffprobe " + theirs.size() + " " + walked.faults());
    }
    Long dtsShift = null;
    Long ptsShift = null;
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      Listed a = ours.get(i);
      Listed b = theirs.get(i);
      dtsShift = dtsShift == null && b.dts() != null ? Long.valueOf(b.dts() - a.dts()) : dtsShift;
      ptsShift = ptsShift == null && b.pts() != null ? Long.valueOf(b.pts() - a.pts()) : ptsShift;
      boolean times =
          (b.dts() == null || b.dts() - a.dts() == dtsShift)
              && (b.pts() == null || b.pts() - a.pts() == ptsShift);
      boolean same = a.size() == b.size() && a.hash().equals(b.hash());
      if (!times || !same || a.key() != b.key()) {
        found.add(name + ": sample " + i + " is " + a + ", ffprobe " + b);
        return;
      }
    }
  }

  private Listing probe(Path file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ffprobe,
                "-v",
                "quiet",
                "-ignore_editlist",
                "1",
                "-show_data_hash",
                "md5",
                "-show_entries",
                "stream=index,id,codec_type,codec_name,codec_tag_string"
                    + ":stream_disposition=attached_pic"
                    + ":packet=stream_index,pts,dts,size,flags,data_hash",
                "-of",
                "compact",
                file.toString())
            .redirectErrorStream(false)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor(1, TimeUnit.MINUTES);
    Map<String, Integer> ids = new HashMap<>();
    Map<Integer, String> kinds = new TreeMap<>();
    Map<Integer, List<Listed>> tracks = new TreeMap<>();
    List<Map<String, String>> packets = new ArrayList<>();
    for (String line : out.split("\n")) {
      Map<String, String> fields = fields(line);
      boolean track =
          fields.getOrDefault("id", "").startsWith("0x")
              && !"1".equals(fields.get("disposition:attached_pic"));
      if (line.startsWith("stream|") && track) {
        int id = Integer.decode(fields.get("id"));
        ids.put(fields.get("index"), id);
        kinds.put(id, fields.get("codec_type") + " " + fields.get("codec_tag_string"));
        tracks.put(id, new ArrayList<>());
      } else if (line.startsWith("packet|")) {
        packets.add(fields);
      }
    }
    for (Map<String, String> packet : packets) {
      Integer id = ids.get(packet.get("stream_index"));
      if (id != null) {
        tracks.get(id).add(packet(packet));
      }
    }
    return new Listing(tracks, kinds);
  }

  private static Listed packet(Map<String, String> fields) {
    return new Listed(
        number(fields.get("dts")),
        number(fields.get("pts")),
        Integer.parseInt(fields.get("size")),
        fields.get("flags").startsWith("K"),
        fields.getOrDefault("data_hash", "").replace("MD5:", ""));
  }

  private static Long number(String text) {
    return text == null || text.equals("N/A") ? null : Long.valueOf(text);
  }

  private static Map<String, String> fields(String line) {
    Map<String, String> fields = new HashMap<>();
    for (String part : line.split("\\|")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        fields.putIfAbsent(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return fields;
  }

  static String md5(ByteBuffer bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(bytes);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
