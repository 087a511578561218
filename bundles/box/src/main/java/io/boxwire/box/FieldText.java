package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Shows fields as lines of text, {@code name: value}. Of bytes and tables the beginning. For one
 * thread at a time.
 *
 * <pre>{@code
 * duration: 450000
 * entries: 3 of sample_count,sample_delta
 *   200,3000
 *   …
 * }</pre>
 */
public final class FieldText implements FieldSink {
  private final StringBuilder out;
  private final int mostEntries;
  private final int mostBytes;
  private String indent;

  /**
   * Makes a sink.
   *
   * @param out where lines are appended, each with a line feed
   * @param indent what each line starts with
   * @param mostEntries how many entries of a table are shown
   * @param mostBytes how many bytes of a field are shown
   */
  public FieldText(StringBuilder out, String indent, int mostEntries, int mostBytes) {
    this.out = out;
    this.indent = indent;
    this.mostEntries = mostEntries;
    this.mostBytes = mostBytes;
  }

  @Override
  public void number(String name, long value) {
    line(name, Long.toString(value));
  }

  @Override
  public void bits(String name, int bits, long value) {
    line(name, "0x" + HexFormat.of().toHexDigits(value, bits / 4));
  }

  @Override
  public void real(String name, double value) {
    line(name, value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value));
  }

  @Override
  public void text(String name, String value) {
    line(name, printable(value));
  }

  @Override
  public void bytes(String name, ByteRange value) throws MediaException {
    int shown = (int) Math.min(mostBytes, value.size());
    ByteBuffer head = ByteBuffer.allocate(shown);
    value.source().readFully(value.position(), head);
    String more = value.size() > shown ? "…" : "";
    line(name, value.size() + " bytes " + HexFormat.of().formatHex(head.array()) + more);
  }

  @Override
  public void table(String name, Table value) throws MediaException {
    List<TableLayout.Column> columns = value.layout().columns();
    String names = columns.stream().map(TableLayout.Column::name).collect(Collectors.joining(","));
    line(name, names.isEmpty() ? value.count() + "" : value.count() + " of " + names);
    TableWindow window = value.window();
    long shown = names.isEmpty() ? 0 : Math.min(mostEntries, value.count());
    for (long entry = 0; entry < shown; entry++) {
      out.append(indent).append("  ");
      for (int column = 0; column < columns.size(); column++) {
        out.append(column == 0 ? "" : ",").append(window.value(entry, column));
      }
      out.append('\n');
    }
    if (!names.isEmpty() && shown < value.count()) {
      out.append(indent).append("  …\n");
    }
  }

  @Override
  public void beginItem(String name, int index) {
    out.append(indent).append(name).append('[').append(index).append("]:\n");
    indent += "  ";
  }

  @Override
  public void endItem() {
    indent = indent.substring(2);
  }

  private void line(String name, String value) {
    out.append(indent).append(name).append(": ").append(value).append('\n');
  }

  /** Keeps a text from the file from moving the cursor or ending the line. */
  private static String printable(String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c)) {
        text.append(String.format("\\x%02x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
