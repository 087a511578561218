package io.boxwire.recorder.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaEvent.Kind;
import io.boxwire.api.Recording;
import io.boxwire.api.RecordingRequest;
import java.util.List;

/** Recordings whose muxer goes away, and another comes. */
abstract class NextFileFixture extends SteppedFixture {
  final FakeMuxers others = new FakeMuxers(journal);

  Recording recordFrames(int count, RecordingRequest.Builder request) throws Exception {
    device.groups(0, count, 5);
    Recording recording = recorder.start(request.build());
    awaitTrue(() -> recording.statistics().videoFrames() == count);
    return recording;
  }

  void withdraw() {
    presentMuxers.clear();
    recorder.withdrawn(muxers);
  }

  void bring() {
    presentMuxers.add(others);
    recorder.muxerCame();
  }

  long gap() {
    return frames(Kind.GAP);
  }

  long lostAtTheEnd() {
    return frames(Kind.RECORDING_ENDED);
  }

  private long frames(Kind kind) {
    return events.stream()
        .filter(event -> event.kind() == kind)
        .mapToLong(event -> event.frames().orElseThrow())
        .sum();
  }

  static List<Long> times(FakeMuxers written) {
    return written.written.stream()
        .filter(frame -> frame.track() == 1)
        .map(Frame::decodeTime)
        .map(time -> time / 3000)
        .toList();
  }

  static List<Long> times(FakeMuxers written, int track, int ticks) {
    return written.written.stream()
        .filter(frame -> frame.track() == track)
        .map(frame -> frame.decodeTime() / ticks)
        .toList();
  }

  /** Takes the muxer away, and has another there at once. */
  void swap() {
    presentMuxers.set(0, others);
    recorder.withdrawn(muxers);
  }
}
