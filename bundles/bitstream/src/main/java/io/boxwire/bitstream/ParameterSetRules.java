package io.boxwire.bitstream;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a {@link NalDepacketizer} must know of a codec to put parameter sets in the right place.
 *
 * <p>Each NAL unit lies between its buffer's position and limit, has at least one byte, and may be
 * damaged or of any type. Implementations are immutable.
 */
@ConsumerType
public interface ParameterSetRules {
  /** The key of a NAL unit that is no parameter set. */
  int NOT_A_SET = -1;

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
   * Tells parameter sets apart: the later one of two with the same key replaces the other.
   *
   * @param nal the NAL unit
   * @return a number, at least 0, that stands for kind, layer and identifier; or {@link #NOT_A_SET}
   * @throws MediaException if the NAL unit is a set, and its identifier can't be read
   */
  int key(ByteBuffer nal) throws MediaException;
}
