package io.boxwire.device.k230.internal.kdmp4;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.Muxer;
import io.boxwire.api.TrackFormat;
import io.boxwire.device.k230.KMp4FrameData;
import io.boxwire.device.k230.internal.media.TimeUnits;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;

/** A track that is written: turns structs into frames. Guarded by its instance's lock. */
final class WrittenTrack {
  private final int number;
  private final TrackFormats.Created created;
  private final Optional<ParameterSetWatch> parameterSets;
  private final Optional<BlockClock> blocks;
  private final UnitWatch units;

  /**
   * Makes a track.
   *
   * @param number the muxer's number for it
   * @param created what it was created with
   */
  WrittenTrack(int number, TrackFormats.Created created) {
    TrackFormat format = created.format();
    this.number = number;
    this.created = created;
    this.parameterSets = ParameterSetWatch.of(created.codec());
    this.units = new UnitWatch(created.unit());
    this.blocks =
        created.isG711()
            ? Optional.of(
                new BlockClock(
                    format.timescale(),
                    format.sampleRate(),
                    format.channels(),
                    TimeUnits.written(created.unit())))
            : Optional.empty();
  }

  /**
   * Writes a frame.
   *
   * @param data the frame
   * @param muxer takes it
   * @param warning is told if its time looks wrong
   */
  void write(KMp4FrameData data, Muxer muxer, Consumer<String> warning)
      throws Refusal, MediaException, InterruptedException {
    if (data.codecId != created.codecId()) {
      throw new Refusal(
          ReturnCode.CODEC_MISMATCH,
          "the frame has the codec ID " + data.codecId + ", its track " + created.codecId());
    }
    ByteBuffer payload = payload(data);
    int timescale = created.format().timescale();
    long given = TimeUnits.toTicks(data.timeStamp, created.unit(), timescale);
    long time = blocks.map(clock -> clock.time(given)).orElse(given);
    write(Frame.on(number).time(time).payload(payload).build(), muxer);
    blocks.ifPresent(clock -> clock.advance(time, payload.remaining()));
    units.frame(data.timeStamp, length(payload)).ifPresent(warning);
  }

  private void write(Frame frame, Muxer muxer)
      throws Refusal, MediaException, InterruptedException {
    boolean lacking = parameterSets.filter(watch -> watch.lacks(frame)).isPresent();
    try {
      muxer.write(frame);
    } catch (MediaException e) {
      if (lacking && e.code() == Code.BAD_FRAME) {
        throw new Refusal(
            ReturnCode.NO_PARAMETER_SETS, "no parameter sets have come: " + e.getMessage());
      }
      throw e;
    }
    parameterSets.ifPresent(ParameterSetWatch::taken);
  }

  private static ByteBuffer payload(KMp4FrameData data) throws Refusal {
    if (data.data == null) {
      throw new Refusal(ReturnCode.ARGUMENT, "the frame's data is null");
    }
    if (data.dataLength < 0 || data.dataLength > data.data.remaining()) {
      throw new Refusal(
          ReturnCode.ARGUMENT,
          "data_length is " + data.dataLength + ", and data holds " + data.data.remaining());
    }
    return data.data.slice(data.data.position(), data.dataLength);
  }

  /** How long a block lasts, in units; 0 if its size does not tell. */
  private long length(ByteBuffer payload) {
    TrackFormat format = created.format();
    return created.isG711()
        ? TimeUnits.rescale(
            payload.remaining() / format.channels(),
            format.sampleRate(),
            TimeUnits.written(created.unit()))
        : 0;
  }
}
