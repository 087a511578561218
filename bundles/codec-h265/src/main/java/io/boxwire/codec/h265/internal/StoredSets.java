package io.boxwire.codec.h265.internal;

import io.boxwire.api.ConfigurationBox;
import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import io.boxwire.codec.h265.internal.HevcConfiguration.NalArray;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

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
   * Finds and reads the decoder configuration record of the base layer.
   *
   * @throws MediaException {@code MALFORMED} if there is none, or it is broken
   */
  static HevcConfiguration record(List<ConfigurationBox> boxes) throws MediaException {
    Optional<ConfigurationBox> box = find(boxes, HevcConfiguration.BOX);
    if (box.isEmpty()) {
      throw MediaException.of(Code.MALFORMED, "the sample entry has no hvcC");
    }
    return HevcConfiguration.read(box.get().payload());
  }

  /**
   * The same with the sets of further layers, which a decoder of all layers needs.
   *
   * @throws MediaException {@code MALFORMED} if there is none, or it is broken
   */
  static HevcConfiguration recordOfAllLayers(List<ConfigurationBox> boxes) throws MediaException {
    HevcConfiguration base = record(boxes);
    Optional<ConfigurationBox> layered = find(boxes, HevcConfiguration.LAYERED_BOX);
    return layered.isPresent()
        ? base.withMore(HevcConfiguration.readLayered(layered.get().payload()))
        : base;
  }

  private static Optional<ConfigurationBox> find(List<ConfigurationBox> boxes, String type) {
    return boxes.stream().filter(box -> box.type().equals(type)).findFirst();
  }
}
