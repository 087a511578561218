package io.boxwire.shell.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecPlugin;
import io.boxwire.api.codec.CodecPlugin.Field;
import io.boxwire.box.Box;
import io.boxwire.box.MediaDataBox;
import io.boxwire.box.OpaqueBox;
import java.util.List;

/** Asks the codec plugins for the meaning of boxes that the container does not know. */
final class BoxExplainer {
  /** No configuration is larger; media data are. */
  private static final long LARGEST = 1 << 20;

  private final List<CodecPlugin> plugins;

  BoxExplainer(List<CodecPlugin> plugins) {
    this.plugins = plugins;
  }

  /**
   * Explains a box.
   *
   * @return its fields; none if no plugin knows it
   */
  List<Field> explain(Box box) throws MediaException {
    if (box.content() instanceof OpaqueBox opaque
        && !opaque.type().equals(MediaDataBox.TYPE)
        && opaque.payload().size() <= LARGEST) {
      for (CodecPlugin plugin : plugins) {
        List<Field> fields = plugin.describe(opaque.type().toString(), opaque.payload().toBuffer());
        if (!fields.isEmpty()) {
          return fields;
        }
      }
    }
    return List.of();
  }
}
