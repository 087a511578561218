package io.boxwire.box;

import io.boxwire.api.MediaException;

/**
 * When on the wall clock a sample was made (ISO/IEC 14496-12:2022 8.16.5).
 *
 * @param version 1 if the media time has 64 bits, else 0
 * @param flags which moment is meant: 0 encoder input, 1 encoder output, 2 the fragment finished, 4
 *     the fragment written, 8 an arbitrary but constant one, 24 capture
 * @param referenceTrackId the track
 * @param ntpTimestamp seconds since 1900-01-01 UTC in the upper 32 bits, a fraction in the lower
 * @param mediaTime the same moment in ticks of the media
 */
public record ProducerReferenceTimeBox(
    int version, int flags, long referenceTrackId, long ntpTimestamp, long mediaTime)
    implements FullBox {
  /** The type of the box. */
  public static final FourCc TYPE = FourCc.of("prft");

  static final ProducerReferenceTimeBox BLANK = new ProducerReferenceTimeBox(0, 0, 0, 0, 0);

  @Override
  public FourCc type() {
    return TYPE;
  }

  @Override
  public ProducerReferenceTimeBox fields(Fields f) throws MediaException {
    int v = f.version(version, 1);
    return new ProducerReferenceTimeBox(
        v,
        f.flags(flags),
        f.u32("reference_track_ID", referenceTrackId),
        f.u64("ntp_timestamp", ntpTimestamp),
        f.unsigned("media_time", Times.bits(v), mediaTime));
  }
}
