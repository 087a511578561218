package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the fields of one box out of a source. */
final class FieldReader extends Fields {

  /** The boxes inside the box that are handed on, and how many there are. */
  record Inside(List<Box> boxes, long count) {}

  /** Reads the boxes inside the box, or leaves them out. */
  @FunctionalInterface
  interface Children {
    Inside read(ChildKind kind) throws MediaException;
  }

  /** How many items a list may have that become objects, each much larger than its bytes. */
  private static final int MOST_ITEMS = 100_000;

  private final BoxHeader header;
  private final SourceCursor cursor;
  private final ReadBudget budget;
  private final Children children;
  private long childCount;
  private String unusual = "";

  FieldReader(BoxHeader header, SourceCursor cursor, ReadBudget budget, Children children) {
    this.header = header;
    this.cursor = cursor;
    this.budget = budget;
    this.children = children;
    cursor.position(header.payloadPosition());
  }

  /** What writing the fields would not give back, or nothing. */
  String unusual() {
    return unusual;
  }

  void unusual(String what) {
    if (unusual.isEmpty()) {
      unusual = what;
    }
  }

  long remaining() {
    return header.end() - cursor.position();
  }

  @Override
  long number(String name, int bits, NumberForm form, long value) throws MediaException {
    require(bits >>> 3, name);
    long read = cursor.number(bits);
    int unused = 64 - bits;
    return form.negatives() ? read << unused >> unused : read;
  }

  @Override
  public void constant(int bits, long value) throws MediaException {
    require(bits >>> 3, "reserved");
    if (cursor.number(bits) != value) {
      unusual("a reserved field that isn't " + value);
    }
  }

  @Override
  public FourCc fourCc(String name, FourCc value) throws MediaException {
    require(4, name);
    return new FourCc((int) cursor.number(32));
  }

  @Override
  public int language(String name, int value) throws MediaException {
    require(2, name);
    return (int) cursor.number(16);
  }

  @Override
  public String text(String name, String value) throws MediaException {
    byte[] text = new byte[32];
    int length = 0;
    while (true) {
      if (remaining() == 0) {
        unusual(name + " without its zero byte");
        break;
      }
      int next = (int) cursor.number(8);
      if (next == 0) {
        break;
      }
      if (length == text.length) {
        budget.text(length, header, cursor.position());
        text = Arrays.copyOf(text, 2 * length);
      }
      text[length++] = (byte) next;
    }
    return decode(name, Arrays.copyOf(text, length));
  }

  @Override
  public String countedText(String name, int bytes, String value) throws MediaException {
    require(bytes, name);
    int length = (int) cursor.number(8);
    if (length > bytes - 1) {
      unusual(name + " with a length beyond its field");
      length = bytes - 1;
    }
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) cursor.number(8);
    }
    for (int i = length; i < bytes - 1; i++) {
      if (cursor.number(8) != 0) {
        unusual(name + " with bytes behind it");
      }
    }
    return decode(name, text);
  }

  private String decode(String name, byte[] text) {
    String decoded = new String(text, StandardCharsets.UTF_8);
    if (!Arrays.equals(decoded.getBytes(StandardCharsets.UTF_8), text)) {
      unusual(name + " that isn't UTF-8");
    }
    return decoded;
  }

  @Override
  public ByteRange bytes(String name, long size, ByteRange value) throws MediaException {
    require(size, name);
    budget.bytes(size, header, cursor.position());
    return cursor.range(size).load();
  }

  @Override
  public ByteRange rest(String name, ByteRange value) {
    return cursor.range(remaining());
  }

  @Override
  public Table table(String name, TableLayout layout, long count, Table value)
      throws MediaException {
    long size = layout.size(count);
    if (size > remaining()) {
      throw malformed(
          count + " entries take " + size + " bytes where " + remaining() + " are left", name);
    }
    return Table.stored(layout, count, cursor.range(size));
  }

  @Override
  public Table tableToEnd(String name, TableLayout layout, Table value) throws MediaException {
    return table(name, layout, remaining() * 8 / layout.entryBits(), value);
  }

  @Override
  public <T> List<T> list(String name, long count, List<T> value, T blank, FieldItem<T> item)
      throws MediaException {
    // No item takes less than a byte.
    if (count > remaining()) {
      throw malformed(count + " entries where " + remaining() + " bytes are left", name);
    }
    checkItems(name, count);
    List<T> items = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      items.add(item.fields(blank));
    }
    return List.copyOf(items);
  }

  @Override
  public List<Box> boxes(ChildKind kind, List<Box> value) throws MediaException {
    Inside inside = children.read(kind);
    childCount = inside.count();
    return inside.boxes();
  }

  @Override
  void checkCount(long announced) {
    if (announced != childCount) {
      unusual(announced + " boxes announced where there are " + childCount);
    }
  }

  @Override
  public List<FourCc> fourCcs(String name, List<FourCc> value) throws MediaException {
    checkItems(name, remaining() / 4);
    List<FourCc> codes = new ArrayList<>();
    while (remaining() >= 4) {
      codes.add(new FourCc((int) cursor.number(32)));
    }
    return List.copyOf(codes);
  }

  @Override
  public boolean present(Optional<?> value) {
    return remaining() > 0;
  }

  @Override
  MediaException unsupported(String message) {
    return at(MediaException.Code.UNSUPPORTED, message);
  }

  private void require(long bytes, String name) throws MediaException {
    if (bytes > remaining()) {
      throw malformed("the box ends before it should", name);
    }
  }

  private void checkItems(String name, long count) throws MediaException {
    if (count > MOST_ITEMS) {
      throw at(MediaException.Code.LIMIT_EXCEEDED, count + " " + name + " are too many");
    }
    budget.items(count, header, cursor.position());
  }

  @Override
  public MediaException malformed(String message) {
    return at(MediaException.Code.MALFORMED, message);
  }

  private MediaException malformed(String message, String name) {
    return at(MediaException.Code.MALFORMED, name + ": " + message);
  }

  private MediaException at(MediaException.Code code, String message) {
    return MediaException.at(code, message, header.path(), cursor.position());
  }

  /** The four characters of the type that a box would have that started so far behind here. */
  static FourCc peekType(ByteSource source, BoxHeader header, int offset) throws MediaException {
    if (header.payloadSize() < offset + 8) {
      return FourCc.ZERO;
    }
    ByteBuffer type = ByteBuffer.allocate(4);
    source.readFully(header.payloadPosition() + offset + 4, type);
    return new FourCc(type.getInt(0));
  }
}
