package io.boxwire.health.internal;

import io.boxwire.api.RecordingStatus;
import io.boxwire.api.capture.CaptureRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Whether there is a codec plugin for each track that a recording asks for. */
final class CodecsCheck implements RecordingsCheck {
  private final Supplier<Set<String>> present;

  /**
   * Makes a check.
   *
   * @param present the codecs that have a plugin now
   */
  CodecsCheck(Supplier<Set<String>> present) {
    this.present = present;
  }

  @Override
  public List<Finding> check(List<RecordingStatus> recordings) {
    Set<String> codecs = present.get();
    List<Finding> findings = new ArrayList<>();
    for (RecordingStatus recording : recordings) {
      List<String> needed = codecsOf(recording);
      List<String> missing = needed.stream().filter(codec -> !codecs.contains(codec)).toList();
      if (missing.isEmpty()) {
        findings.add(Finding.ok(recording.name() + ": plugins for " + needed + " are present"));
      } else {
        String message = recording.name() + ": no codec plugin for " + String.join(", ", missing);
        findings.add(goesOn(recording) ? Finding.critical(message) : Finding.warn(message));
      }
    }
    return findings;
  }

  private static List<String> codecsOf(RecordingStatus recording) {
    CaptureRequest capture = recording.request().capture();
    return Stream.of(capture.videoCodec(), capture.audioCodec())
        .flatMap(codec -> codec.stream())
        .toList();
  }

  /** Whether frames are still to come. */
  private static boolean goesOn(RecordingStatus recording) {
    return switch (recording.state()) {
      case OPEN, RUNNING, WAITING -> true;
      default -> false;
    };
  }
}
