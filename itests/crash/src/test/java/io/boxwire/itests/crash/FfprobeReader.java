package io.boxwire.itests.crash;

import io.boxwire.itests.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The program ffprobe; the bytes are read where it says that they lie. */
final class FfprobeReader implements Reader {
  @Override
  public String name() {
    return "ffprobe";
  }

  @Override
  public Reading read(Path file) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(Ffmpeg.ffprobe().toString(), "-v", "error", "-ignore_editlist"));
    command.addAll(List.of("1", "-show_entries", "packet=stream_index,size,pos", "-of"));
    command.addAll(List.of("csv=p=0", file.toString()));
    Ffmpeg.Output output = Ffmpeg.run(command, Ffmpeg.environment());
    if (output.status() != 0) {
      return Reading.refused(output.err().strip());
    }
    byte[] all = Files.readAllBytes(file);
    Reading.Builder reading = new Reading.Builder();
    for (String line : output.lines()) {
      String[] fields = line.split(",");
      int size = Integer.parseInt(fields[1]);
      int at = Integer.parseInt(fields[2]);
      reading.add(
          Integer.parseInt(fields[0]) + 1, Arrays.copyOfRange(all, at, at + size), Reading.UNSAID);
    }
    return reading.build(output.err().strip());
  }
}
