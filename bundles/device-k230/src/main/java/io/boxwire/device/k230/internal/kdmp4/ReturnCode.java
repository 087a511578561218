package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.api.MediaException.Code;
import io.boxwire.device.k230.KdMp4;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What calls return: the number, what it stands for, and which exceptions become it. */
enum ReturnCode {
  OK(KdMp4.K_MP4_OK, "done"),
  ARGUMENT(KdMp4.K_MP4_ERR_ARGUMENT, "impossible argument", Code.BAD_REQUEST),
  NO_PARAMETER_SETS(KdMp4.K_MP4_ERR_NO_PARAMETER_SETS, "no parameter sets"),
  HANDLE(KdMp4.K_MP4_ERR_HANDLE, "no such instance"),
  TRACK(KdMp4.K_MP4_ERR_TRACK, "no such track"),
  STATE(KdMp4.K_MP4_ERR_STATE, "wrong type of instance, or wrong time", Code.BAD_STATE),
  INDEX(KdMp4.K_MP4_ERR_INDEX, "no track has this index"),
  CODEC_MISMATCH(KdMp4.K_MP4_ERR_CODEC_MISMATCH, "frame of another codec than its track"),
  NO_CODEC(KdMp4.K_MP4_ERR_NO_CODEC, "no codec plugin", Code.NO_CODEC, Code.CODEC_GONE),
  FRAME(KdMp4.K_MP4_ERR_FRAME, "the frame can't be stored", Code.BAD_FRAME),
  CONFIGURATION_CHANGED(
      KdMp4.K_MP4_ERR_CONFIGURATION_CHANGED,
      "the parameter sets changed",
      Code.CONFIGURATION_CHANGED),
  IO(KdMp4.K_MP4_ERR_IO, "input or output failed", Code.IO, Code.DEVICE_FAILED),
  MALFORMED(KdMp4.K_MP4_ERR_MALFORMED, "broken file", Code.MALFORMED, Code.TRUNCATED),
  UNSUPPORTED(KdMp4.K_MP4_ERR_UNSUPPORTED, "not supported", Code.UNSUPPORTED, Code.LIMIT_EXCEEDED),
  // A muxer is closed behind the back of a call only when the module goes.
  SERVICE_GONE(
      KdMp4.K_MP4_ERR_SERVICE_GONE, "a part is missing or stopped", Code.SERVICE_GONE, Code.CLOSED),
  INTERRUPTED(KdMp4.K_MP4_ERR_INTERRUPTED, "interrupted"),
  INTERNAL(KdMp4.K_MP4_ERR_INTERNAL, "a part failed unexpectedly");

  private static final Map<Code, ReturnCode> OF_EXCEPTIONS = new EnumMap<>(Code.class);

  static {
    for (ReturnCode each : values()) {
      each.exceptions.forEach(code -> OF_EXCEPTIONS.put(code, each));
    }
  }

  private final int number;
  private final String meaning;
  private final List<Code> exceptions;

  ReturnCode(int number, String meaning, Code... exceptions) {
    this.number = number;
    this.meaning = meaning;
    this.exceptions = List.of(exceptions);
  }

  /** The code that an exception becomes. */
  static ReturnCode of(Code code) {
    return OF_EXCEPTIONS.getOrDefault(code, INTERNAL);
  }

  /** What a number stands for. */
  static String meaning(int number) {
    return Arrays.stream(values())
        .filter(code -> code.number == number)
        .findFirst()
        .map(code -> code.meaning)
        .orElse("unknown code " + number);
  }

  int number() {
    return number;
  }
}
