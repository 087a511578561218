package io.boxwire.shell.internal;

import io.boxwire.api.MediaType;
import io.boxwire.api.codec.AssemblerOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An elementary stream as {@code mux} is told of it: {@code FILE[,codec=h264][,fps=30]…}.
 *
 * @param kind what kind of track it makes
 * @param file its name; {@code -} for standard input
 * @param codec its codec, if that was said
 * @param options what else was said
 */
record StreamSpec(MediaType kind, String file, Optional<String> codec, AssemblerOptions options) {

  /**
   * Reads the value of {@code --video} or {@code --audio}.
   *
   * @param kind which of them it is
   * @param text the value; a comma that belongs to the file name has a backslash in front of it
   */
  static StreamSpec parse(MediaType kind, String text) throws UsageException {
    List<String> words = split(text);
    String file = words.get(0);
    if (file.isEmpty()) {
      throw new UsageException("a file name is missing: " + text);
    }
    Optional<String> codec = Optional.empty();
    AssemblerOptions.Builder options = AssemblerOptions.builder();
    Audio audio = new Audio();
    Set<String> seen = new HashSet<>();
    for (String word : words.subList(1, words.size())) {
      int equals = word.indexOf('=');
      String key = equals < 0 ? word : word.substring(0, equals);
      if (equals < 0 || equals == word.length() - 1) {
        throw new UsageException("not NAME=VALUE: " + word + " (a comma in a name is \\,)");
      }
      if (!seen.add(key)) {
        throw new UsageException(key + " is given twice: " + text);
      }
      String value = word.substring(equals + 1);
      if (key.equals("codec")) {
        codec = Optional.of(value);
      } else if (kind == MediaType.VIDEO) {
        setVideo(key, value, options);
      } else {
        audio.set(key, value);
      }
    }
    return new StreamSpec(kind, file, codec, options.audio(audio.rate, audio.channels).build());
  }

  private static void setVideo(String key, String value, AssemblerOptions.Builder options)
      throws UsageException {
    switch (key) {
      case "fps" -> options.frameRate(Numbers.frameRate(key, value));
      case "timescale" -> options.timescale((int) Numbers.positive(key, value, Integer.MAX_VALUE));
      default -> throw new UsageException("video has codec, fps and timescale, no " + key);
    }
  }

  /** Rate and channels are set together, though they are said one by one. */
  private static final class Audio {
    private int rate = 8000;
    private int channels = 1;

    void set(String key, String value) throws UsageException {
      switch (key) {
        case "rate" -> rate = (int) Numbers.positive(key, value, Integer.MAX_VALUE);
        case "channels" -> channels = (int) Numbers.positive(key, value, 255);
        default -> throw new UsageException("audio has codec, rate and channels, no " + key);
      }
    }
  }

  /** Splits at commas; {@code \,} is a comma, any other backslash is itself. */
  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == ',') {
        word.append(',');
        i++;
      } else if (c == ',') {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    words.add(word.toString());
    return words;
  }
}
