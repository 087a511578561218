package io.boxwire.codec.h265.internal;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.codec.h265.internal.HevcConfiguration.NalArray;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads parameter sets back from configuration boxes. */
final class StoredSets {
  private StoredSets() {}

  /**
   * The table of the sets in an {@code hvcC}.
   *
   * @throws MediaException {@code MALFORMED} if there is none, or a set in it is broken
   */
  static ParameterSetTable of(List<ConfigurationBox> boxes) throws MediaException {
    ParameterSetTable sets = ParameterSetTable.EMPTY;
    for (NalArray array : record(boxes).arrays()) {
      if (NalType.isParameterSet(array.type())) {
        for (ByteBuffer unit : array.units()) {
          sets = sets.with(array.type(), unit);
        }
      }
    }
    return sets;
  }

  /**
   * Finds and reads the decoder configuration record.
   *
   * @throws MediaException {@code MALFORMED} if there is none, or it is broken
   */
  static HevcConfiguration record(List<ConfigurationBox> boxes) throws MediaException {
    for (ConfigurationBox box : boxes) {
      if (box.type().equals(HevcConfiguration.BOX)) {
        return HevcConfiguration.read(box.payload());
      }
    }
    throw MediaException.of(Code.MALFORMED, "the sample entry has no hvcC");
  }
}
