package io.boxwire.codec.opus.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.Assembler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What an assembler made of a stream that was presented in windows. */
final class Assembled implements Assembler.Receiver {
  final List<byte[]> payloads = new ArrayList<>();
  final List<Long> times = new ArrayList<>();
  final List<Long> durations = new ArrayList<>();
  final List<String> events = new ArrayList<>();

  /**
   * Presents a stream, a few bytes more each time.
   *
   * @param step how many more
   */
  static Assembled of(Assembler assembler, byte[] stream, int step) throws MediaException {
    Assembled assembled = new Assembled();
    ByteBuffer window = ByteBuffer.wrap(stream);
    for (int end = step; end < stream.length; end += step) {
      assembler.assemble(window.limit(end), assembled);
    }
    assembler.finish(window.limit(stream.length), assembled);
    assertThat(window.hasRemaining()).isFalse();
    return assembled;
  }

  @Override
  public void frame(Frame frame) {
    byte[] payload = new byte[frame.size()];
    frame.payload().get(payload);
    payloads.add(payload);
    times.add(frame.decodeTime());
    durations.add(frame.duration());
    assertThat(frame.sync()).isTrue();
    assertThat(frame.track()).isEqualTo(1);
  }

  @Override
  public void event(MediaEvent event) {
    assertThat(event.kind()).isEqualTo(MediaEvent.Kind.INPUT_SKIPPED);
    assertThat(event.track()).hasValue(1);
    events.add(event.message());
  }
}
