package io.boxwire.bitstream;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a {@link NalDepacketizer} must know of a codec to put parameter sets in the right place.
 *
 * <p>Each NAL unit lies between its buffer's position and limit, has at least one byte, and may be
 * damaged or of any type; nothing here throws because of that. Implementations are immutable.
 */
@ConsumerType
public interface ParameterSetRules {
  /**
   * Says whether a NAL unit is an access unit delimiter, which stays in front of all others.
   *
   * @param nal the NAL unit
   * @return true if it is
   */
  boolean isDelimiter(ByteBuffer nal);

  /**
   * Says whether a NAL unit is a sequence parameter set, so that a sample that holds it brings its
   * sets along.
   *
   * @param nal the NAL unit
   * @return true if it is, and is of the base layer where there are layers
   */
  boolean isSequenceParameterSet(ByteBuffer nal);

  /**
   * Says whether a NAL unit of a sample stands for one of the sample entry, which then is older.
   *
   * @param nal the NAL unit of the sample
   * @param stored the NAL unit of the entry
   * @return true if the stored one must not be put in front of the sample; for sets, if both are of
   *     one kind, layer and id
   */
  boolean replaces(ByteBuffer nal, ByteBuffer stored);
}
