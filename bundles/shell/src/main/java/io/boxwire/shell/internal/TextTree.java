package io.boxwire.shell.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecPlugin.Field;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.FieldSink;
import io.boxwire.box.FieldText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Shows boxes as indented text: {@code type @offset size}, and the fields below. */
final class TextTree implements BoxTree.Printer {
  private static final int MOST_ENTRIES = 8;
  private static final int MOST_BYTES = 16;
  private static final int ENOUGH = 1 << 14;

  private final Results results;
  private final StringBuilder text = new StringBuilder();
  private String indent = "";

  TextTree(Results results) {
    this.results = results;
  }

  @Override
  public FieldSink begin(BoxHeader header) throws IOException {
    if (text.length() > ENOUGH) {
      pass();
    }
    String margin = "  ".repeat(header.depth() - 1);
    indent = margin + "    ";
    text.append(margin).append('[').append(header.type()).append("] @").append(header.position());
    text.append(' ').append(header.size());
    if (header.declaredSize() != header.size()) {
      text.append(" of ").append(Long.toUnsignedString(header.declaredSize()));
    }
    text.append(" bytes\n");
    return new FieldText(text, indent, MOST_ENTRIES, MOST_BYTES);
  }

  @Override
  public void explained(List<Field> fields) {
    for (Field field : fields) {
      text.append(indent).append(field.name()).append(": ").append(field.value()).append('\n');
    }
  }

  @Override
  public void end(Optional<MediaException> fault) throws IOException {
    pass();
  }

  private void pass() throws IOException {
    results.text(text.toString());
    text.setLength(0);
  }
}
