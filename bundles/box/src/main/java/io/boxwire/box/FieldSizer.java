package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Adds up the bytes of the fields. */
final class FieldSizer extends Fields {
  private long size;

  private FieldSizer() {}

  /** The size of a box with its header. */
  static long size(Box box) {
    long payload = payloadSize(box);
    return payload + BoxWriter.headerSize(payload);
  }

  static long payloadSize(Box box) {
    FieldSizer sizer = new FieldSizer();
    try {
      box.fields(sizer);
    } catch (MediaException e) {
      throw new IllegalStateException("a box that can't be written has no size", e);
    }
    return sizer.size;
  }

  @Override
  long number(String name, int bits, NumberForm form, long value) {
    size += bits >>> 3;
    return value;
  }

  @Override
  public void constant(int bits, long value) {
    size += bits >>> 3;
  }

  @Override
  public FourCc fourCc(String name, FourCc value) {
    size += 4;
    return value;
  }

  @Override
  public int language(String name, int value) {
    size += 2;
    return value;
  }

  @Override
  public String text(String name, String value) {
    size += value.getBytes(StandardCharsets.UTF_8).length + 1;
    return value;
  }

  @Override
  public String countedText(String name, int bytes, String value) {
    size += bytes;
    return value;
  }

  @Override
  public ByteRange bytes(String name, long bytes, ByteRange value) {
    size += value.size();
    return value;
  }

  @Override
  public ByteRange rest(String name, ByteRange value) {
    size += value.size();
    return value;
  }

  @Override
  public Table table(String name, TableLayout layout, long count, Table value) {
    size += value.size();
    return value;
  }

  @Override
  public Table tableToEnd(String name, TableLayout layout, Table value) {
    size += value.size();
    return value;
  }

  @Override
  public <T> List<T> list(String name, long count, List<T> value, T blank, FieldItem<T> item)
      throws MediaException {
    for (T one : value) {
      item.fields(one);
    }
    return value;
  }

  @Override
  public List<Box> boxes(ChildKind kind, List<Box> value) {
    for (Box box : value) {
      size += box.size();
    }
    return value;
  }

  @Override
  public List<FourCc> fourCcs(String name, List<FourCc> value) {
    size += 4L * value.size();
    return value;
  }

  @Override
  public MediaException malformed(String message) {
    return MediaException.of(MediaException.Code.BAD_REQUEST, message);
  }

  @Override
  public boolean present(Optional<?> value) {
    return value.isPresent();
  }

  @Override
  MediaException unsupported(String message) {
    return MediaException.of(MediaException.Code.UNSUPPORTED, message);
  }
}
