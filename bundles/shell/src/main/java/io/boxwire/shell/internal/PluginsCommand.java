package io.boxwire.shell.internal;

import io.boxwire.api.CommandLine;
import io.boxwire.api.RecordingStatistics;
import io.boxwire.api.RecordingStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Lists the parts that are present, those that are not, and the recordings and what they lack. */
final class PluginsCommand implements Command {
  private static final Syntax SYNTAX =
      Syntax.of("plugins", "lists the parts that are present, and the recordings in progress")
          .option(JSON)
          .note(
              """
              Of several parts with one name, that with the highest ranking is used. A bundle of ours,
              or a plugin, that is not active is listed as a bundle. Recordings are listed if there are
              any: those of this process, and those that configuration asks for.""")
          .build();

  @Override
  public Syntax syntax() {
    return SYNTAX;
  }

  @Override
  public int run(Arguments arguments, Invocation invocation) throws IOException {
    List<Parts.Part> parts = invocation.parts().list();
    List<RecordingStatus> recordings = invocation.parts().recordings();
    Results results = invocation.results();
    if (arguments.has(JSON)) {
      results.line(json(parts, recordings));
      return CommandLine.DONE;
    }
    for (String line : table(parts).lines()) {
      results.line(line);
    }
    if (!recordings.isEmpty()) {
      results.line("");
      for (String line : recordings(recordings).lines()) {
        results.line(line);
      }
    }
    return CommandLine.DONE;
  }

  private static Table table(List<Parts.Part> parts) {
    Table table = new Table("KIND", "NAME", "BUNDLE", "VERSION", "RANKING#", "DETAIL");
    for (Parts.Part part : parts) {
      table.row(
          part.kind(), part.name(), part.bundle(), part.version(), part.ranking(), part.detail());
    }
    return table;
  }

  private static Table recordings(List<RecordingStatus> recordings) {
    Table table =
        new Table(
            "RECORDING", "STATE", "FRAMES#", "BLOCKS#", "BYTES#", "LOST#", "FILE", "WAITS FOR");
    for (RecordingStatus recording : recordings) {
      RecordingStatistics statistics = recording.statistics();
      table.row(
          recording.name(),
          state(recording),
          statistics.videoFrames(),
          statistics.audioFrames(),
          statistics.bytes(),
          statistics.framesLost(),
          file(recording),
          recording.waitsFor().or(recording::failure).orElse("-"));
    }
    return table;
  }

  private static String state(RecordingStatus recording) {
    return recording.state().name().toLowerCase(Locale.ROOT);
  }

  /** The last file, which is the one that grows. */
  private static String file(RecordingStatus recording) {
    List<Path> files = recording.files();
    return files.isEmpty() ? "-" : files.get(files.size() - 1).toString();
  }

  private static String json(List<Parts.Part> parts, List<RecordingStatus> recordings) {
    Json json = new Json().beginObject().member("schema", "boxwire.plugins/1");
    json.name("parts").beginArray();
    for (Parts.Part part : parts) {
      json.beginObject()
          .member("kind", part.kind())
          .member("name", part.name())
          .member("bundle", part.bundle())
          .member("version", part.version())
          .member("ranking", part.ranking())
          .member("detail", part.detail())
          .endObject();
    }
    json.endArray().name("recordings").beginArray();
    for (RecordingStatus recording : recordings) {
      RecordingStatistics statistics = recording.statistics();
      json.beginObject()
          .member("name", recording.name())
          .member("origin", recording.origin().name().toLowerCase(Locale.ROOT))
          .member("device", recording.request().device())
          .member("state", state(recording));
      recording.waitsFor().ifPresent(part -> json.member("waits_for", part));
      recording.failure().ifPresent(why -> json.member("failure", why));
      json.member("video_frames", statistics.videoFrames())
          .member("audio_blocks", statistics.audioFrames())
          .member("bytes", statistics.bytes())
          .member("lost", statistics.framesLost())
          .texts("files", recording.files().stream().map(Path::toString).toList())
          .endObject();
    }
    return json.endArray().endObject().toString();
  }
}
