package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Puts the fields of one box after another into a {@link BoxWriter}. */
final class FieldWriter extends Fields {
  private final BoxWriter out;

  FieldWriter(BoxWriter out) {
    this.out = out;
  }

  @Override
  long number(String name, int bits, NumberForm form, long value) throws MediaException {
    form.check(name, bits, value);
    out.put(bits, value);
    return value;
  }

  @Override
  public void constant(int bits, long value) throws MediaException {
    out.put(bits, value);
  }

  @Override
  public FourCc fourCc(String name, FourCc value) throws MediaException {
    out.put(32, value.code());
    return value;
  }

  @Override
  public int language(String name, int value) throws MediaException {
    NumberForm.UNSIGNED.check(name, 16, value);
    out.put(16, value);
    return value;
  }

  @Override
  public String text(String name, String value) throws MediaException {
    if (value.indexOf('\0') >= 0) {
      throw MediaException.of(
          MediaException.Code.BAD_REQUEST, name + " can't hold a zero character");
    }
    out.put(value.getBytes(StandardCharsets.UTF_8));
    out.put8(0);
    return value;
  }

  @Override
  public String countedText(String name, int bytes, String value) throws MediaException {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    int used = Math.min(text.length, bytes - 1);
    out.put8(used);
    for (int i = 0; i < bytes - 1; i++) {
      out.put8(i < used ? text[i] : 0);
    }
    return value;
  }

  @Override
  public ByteRange bytes(String name, long size, ByteRange value) throws MediaException {
    if (value.size() != size) {
      throw MediaException.of(
          MediaException.Code.BAD_REQUEST,
          name + " has " + value.size() + " bytes instead of " + size);
    }
    out.put(value);
    return value;
  }

  @Override
  public ByteRange rest(String name, ByteRange value) throws MediaException {
    out.put(value);
    return value;
  }

  @Override
  public Table table(String name, TableLayout layout, long count, Table value)
      throws MediaException {
    if (!value.layout().equals(layout) || value.count() != count) {
      throw MediaException.of(
          MediaException.Code.BAD_REQUEST,
          name + ": " + value + " where " + count + " of " + layout + " are due");
    }
    value.writeTo(out);
    return value;
  }

  @Override
  public Table tableToEnd(String name, TableLayout layout, Table value) throws MediaException {
    return table(name, layout, value.count(), value);
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
  public List<Box> boxes(ChildKind kind, List<Box> value) throws MediaException {
    for (Box box : value) {
      out.write(box);
    }
    return value;
  }

  @Override
  public List<FourCc> fourCcs(String name, List<FourCc> value) throws MediaException {
    for (FourCc code : value) {
      out.put(32, code.code());
    }
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
