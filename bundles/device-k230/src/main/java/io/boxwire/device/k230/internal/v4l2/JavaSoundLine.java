package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;

/**
 * A line of {@code javax.sound.sampled}, which on Linux is ALSA. The only class that knows that
 * package, which small Java runtimes lack.
 */
final class JavaSoundLine implements PcmLine {
  private static final int BITS = 16;

  /** Half a second of room for moments in which the thread does not get its turn. */
  private static final int BUFFERS_A_SECOND = 2;

  private final String name;
  private final TargetDataLine line;

  private JavaSoundLine(String name, TargetDataLine line) {
    this.name = name;
    this.line = line;
  }

  /** Opens a line: see {@link PcmLine.Opener}. */
  static PcmLine open(String device, int rate, int channels) throws MediaException {
    AudioFormat format = new AudioFormat(rate, BITS, channels, true, false);
    String name = device.isEmpty() ? "the default microphone" : device;
    try {
      TargetDataLine line =
          device.isEmpty()
              ? AudioSystem.getTargetDataLine(format)
              : AudioSystem.getTargetDataLine(format, mixer(device, format));
      int buffer = rate * format.getFrameSize() / BUFFERS_A_SECOND;
      line.open(format, buffer / format.getFrameSize() * format.getFrameSize());
      return new JavaSoundLine(name, line);
    } catch (IllegalArgumentException | LineUnavailableException | SecurityException e) {
      throw MediaException.of(
          Code.DEVICE_FAILED,
          "%s can't be opened at %d Hz with %d channels: %s"
              .formatted(name, rate, channels, e.getMessage()),
          e);
    }
  }

  private static Mixer.Info mixer(String device, AudioFormat format) throws MediaException {
    DataLine.Info wanted = new DataLine.Info(TargetDataLine.class, format);
    List<Mixer.Info> all =
        Arrays.stream(AudioSystem.getMixerInfo())
            .filter(info -> AudioSystem.getMixer(info).isLineSupported(wanted))
            .toList();
    return all.stream()
        .filter(info -> info.getName().contains(device))
        .findFirst()
        .orElseThrow(
            () ->
                MediaException.of(
                    Code.DEVICE_FAILED,
                    "there is no microphone "
                        + device
                        + all.stream()
                            .map(Mixer.Info::getName)
                            .collect(Collectors.joining(", ", "; there are: ", ""))));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void start() {
    line.start();
  }

  @Override
  public int available() {
    return line.available();
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    return line.read(into, offset, length);
  }

  @Override
  public void close() {
    line.stop();
    line.close();
  }
}
