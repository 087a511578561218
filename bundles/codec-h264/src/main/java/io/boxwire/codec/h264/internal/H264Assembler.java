package io.boxwire.codec.h264.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.bitstream.FrameTicks;
import io.boxwire.bitstream.NalAssembler;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * Cuts a byte stream into frames. A frame is an access unit, or the two access units of a
 * complementary field pair (ISO/IEC 14496-15:2022 5.3.2: both fields make one sample). Where one
 * ends is known when the first slice of the next one has come ({@link AccessUnitBorders}).
 */
final class H264Assembler extends NalAssembler {
  private final AssemblerOptions options;
  private final ParameterSetStore sets = new ParameterSetStore();
  private final AccessUnitBorders borders = new AccessUnitBorders(new SliceHeaderReader(sets));
  private boolean anySet;
  private boolean anyFrame;

  H264Assembler(AssemblerOptions options) {
    super(H264Codec.NAME);
    this.options = options;
  }

  @Override
  protected void take(ByteBuffer buffer, int offset, int length) throws MediaException {
    if (NalType.isParameterSet(NalType.of(buffer.get(offset)))) {
      anySet = true;
      sets.put(buffer.slice(offset, length));
    }
    switch (borders.place(buffer, offset, length, unitsInFrame())) {
      case NOT_DECODABLE -> {
        if (!anySet) {
          leaveOut();
        }
      }
      case FIRST_FRAME -> start(borders.firstSlice().sps());
      case NEXT_FRAME -> end(borders.completed());
      case HERE -> {}
    }
  }

  @Override
  protected void endStream() {
    if (borders.inPicture()) {
      end(borders.finish(unitsInFrame()));
    }
  }

  @Override
  protected void startWithoutPicture() throws MediaException {
    Sps sps = sets.anySps();
    if (sps == null) {
      throw MediaException.of(
          Code.MALFORMED, "no H.264 picture that could be decoded is in the stream");
    }
    start(sps);
  }

  private void start(Sps sps) throws MediaException {
    // A tick is the time of a field (E.2.1).
    FrameTicks ticks =
        FrameTicks.choose(options, sps.vui().timeScale(), 2 * sps.vui().unitsInTick());
    start(ticks, sps.width(), sps.height());
  }

  private void end(AccessUnitBorders.CompletedFrame frame) {
    SliceHeader slice = frame.slice();
    if (slice.idr() || slice.resetsOrder() || !anyFrame) {
      startSequence(slice.sps());
    }
    anyFrame = true;
    clock().add(frame.orderCount());
    endFrame(frame.units(), slice.idr() ? RandomAccess.SYNC : RandomAccess.NONE);
  }

  private void startSequence(Sps sps) {
    OptionalInt told = sps.reorderDepth();
    if (told.isPresent()) {
      clock().startSequence(told.getAsInt());
    } else {
      clock().startUntoldSequence(Level.maxDpbFrames(sps));
    }
  }
}
