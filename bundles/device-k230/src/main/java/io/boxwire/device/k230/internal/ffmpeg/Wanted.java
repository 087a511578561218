package io.boxwire.device.k230.internal.ffmpeg;

import java.util.Optional;

/**
 * The tracks that are wanted of a child, and how it is to make them if it encodes.
 *
 * @param video the video codec, if any
 * @param audio the audio codec, if any
 * @param width pixels
 * @param height pixels
 * @param fps pictures a second, as FFmpeg writes it: {@code 30} or {@code 30000/1001}
 * @param bitrate video bits a second
 * @param gop pictures from one sync picture to the next, at most
 * @param rate audio sampling rate, hertz
 * @param channels audio channels
 */
record Wanted(
    Optional<String> video,
    Optional<String> audio,
    int width,
    int height,
    String fps,
    int bitrate,
    int gop,
    int rate,
    int channels) {

  /** The picture size as FFmpeg writes it. */
  String size() {
    return width + "x" + height;
  }
}
