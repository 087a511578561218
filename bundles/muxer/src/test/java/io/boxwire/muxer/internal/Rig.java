package io.boxwire.muxer.internal;

import io.boxwire.api.Frame;
import io.boxwire.api.Layout;
import io.boxwire.api.MediaEvent;
import io.boxwire.api.Muxer;
import io.boxwire.api.MuxerFactory;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.PayloadOwner;
import io.boxwire.api.Sink;
import io.boxwire.api.TrackFormat;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A muxer with fake codecs that writes into memory, and short ways to feed it. */
final class Rig {
  static final int VIDEO_SCALE = 90_000;
  static final int FRAME = 3_600;
  static final int BLOCK = 160;

  final MemoryChannel channel = new MemoryChannel();
  final List<MediaEvent> events = new CopyOnWriteArrayList<>();
  final MuxerFactory factory = new Mp4MuxerFactory().using(FakeCodec.both());
  final Muxer muxer;

  Rig(Layout layout) throws Exception {
    this(MuxerOptions.builder().layout(layout));
  }

  Rig(MuxerOptions.Builder options) throws Exception {
    muxer = factory.open(new Sink.Seekable(channel), options.listener(events::add).build());
  }

  static TrackFormat video() {
    return TrackFormat.video(FakeCodec.VIDEO, VIDEO_SCALE).build();
  }

  static TrackFormat audio() {
    return TrackFormat.audio(FakeCodec.AUDIO, 8000, 1).build();
  }

  int addVideo() throws Exception {
    return muxer.addTrack(video());
  }

  int addAudio() throws Exception {
    return muxer.addTrack(audio());
  }

  /** Writes a borrowed picture whose times are equal. */
  void picture(int track, char kind, int configuration, long time) throws Exception {
    muxer.write(pictureFrame(track, kind, configuration, time, time, 100).build());
  }

  void reordered(int track, char kind, long dts, long cts) throws Exception {
    muxer.write(pictureFrame(track, kind, 1, dts, cts, 100).build());
  }

  /** A picture of a stream of 25 a second that begins with a sync picture, as each second does. */
  static Frame.Builder numberedPicture(int track, int number, int size) {
    long time = (long) number * FRAME;
    return pictureFrame(track, number % 25 == 0 ? 'S' : 'N', 1, time, time, size);
  }

  static Frame.Builder pictureFrame(
      int track, char kind, int configuration, long dts, long cts, int size) {
    byte[] payload = FakeCodec.picture(kind, configuration, size, dts);
    return Frame.on(track).times(dts, cts).payload(ByteBuffer.wrap(payload));
  }

  void block(int track, long time) throws Exception {
    muxer.write(blockFrame(track, time).build());
  }

  static Frame.Builder blockFrame(int track, long time) {
    return Frame.on(track)
        .time(time)
        .payload(ByteBuffer.wrap(FakeCodec.picture('A', 1, BLOCK, ~time)));
  }

  /** Seconds of 25 frames with a sync picture each, and of 50 blocks, in the order of time. */
  void seconds(int video, int audio, int seconds) throws Exception {
    for (int i = 0; i < 25 * seconds; i++) {
      if (video > 0) {
        picture(video, i % 25 == 0 ? 'S' : 'N', 1, (long) i * FRAME);
      }
      if (audio > 0) {
        block(audio, 2L * i * BLOCK);
        block(audio, (2L * i + 1) * BLOCK);
      }
    }
  }

  ReadBack closeAndRead() throws Exception {
    muxer.close();
    return ReadBack.of(channel.content());
  }

  List<MediaEvent.Kind> eventKinds() {
    return events.stream().map(MediaEvent::kind).toList();
  }

  /** Counts what is released. */
  static final class Owner implements PayloadOwner {
    final AtomicInteger released = new AtomicInteger();

    @Override
    public void retain() {
      throw new AssertionError("a transferred payload needs no further hold");
    }

    @Override
    public void release() {
      released.incrementAndGet();
    }
  }
}
