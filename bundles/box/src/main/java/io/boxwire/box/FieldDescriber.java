package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Shows the fields of one box to a sink. */
final class FieldDescriber extends Fields {
  private static final double FIXED_30_ONE = 1 << 30;

  private final FieldSink sink;

  FieldDescriber(FieldSink sink) {
    this.sink = sink;
  }

  static void describe(Box box, FieldSink sink) throws MediaException {
    if (!(box instanceof MalformedBox)) {
      box.fields(new FieldDescriber(sink));
    }
    describeOddity(box, sink);
  }

  /** Shows what the fields don't: why a box is malformed, or kept as it was. */
  static void describeOddity(Box box, FieldSink sink) throws MediaException {
    if (box instanceof MalformedBox malformed) {
      sink.text("problem", malformed.problem().getMessage());
    }
    if (box instanceof OriginalBox original) {
      sink.text("unusual", original.reason());
    }
  }

  @Override
  long number(String name, int bits, NumberForm form, long value) throws MediaException {
    if (name.isEmpty()) {
      return value;
    }
    switch (form) {
      case BITS -> sink.bits(name, bits, value);
      case FIXED, UNSIGNED_FIXED -> sink.real(name, value / (double) (1L << bits / 2));
      case FIXED_30 -> sink.real(name, value / FIXED_30_ONE);
      case REAL -> sink.real(name, Double.longBitsToDouble(value));
      case UNSIGNED -> {
        if (value < 0) {
          sink.text(name, Long.toUnsignedString(value));
        } else {
          sink.number(name, value);
        }
      }
      case SIGNED -> sink.number(name, value);
    }
    return value;
  }

  @Override
  public void constant(int bits, long value) {
    // Says nothing.
  }

  @Override
  public FourCc fourCc(String name, FourCc value) throws MediaException {
    sink.text(name, value.toString());
    return value;
  }

  @Override
  public List<FourCc> fourCcs(String name, List<FourCc> value) throws MediaException {
    for (FourCc code : value) {
      sink.text(name, code.toString());
    }
    return value;
  }

  @Override
  public int language(String name, int value) throws MediaException {
    if (value < 0x400) {
      sink.number(name, value);
    } else {
      char[] letters = {
        (char) (0x60 + (value >>> 10 & 31)),
        (char) (0x60 + (value >>> 5 & 31)),
        (char) (0x60 + (value & 31))
      };
      sink.text(name, new String(letters));
    }
    return value;
  }

  @Override
  public String text(String name, String value) throws MediaException {
    sink.text(name, value);
    return value;
  }

  @Override
  public String countedText(String name, int bytes, String value) throws MediaException {
    sink.text(name, value);
    return value;
  }

  @Override
  public ByteRange bytes(String name, long size, ByteRange value) throws MediaException {
    sink.bytes(name, value);
    return value;
  }

  @Override
  public ByteRange rest(String name, ByteRange value) throws MediaException {
    sink.bytes(name, value);
    return value;
  }

  @Override
  void showUuid(String name, UUID value) throws MediaException {
    sink.text(name, value.toString());
  }

  @Override
  public Table table(String name, TableLayout layout, long count, Table value)
      throws MediaException {
    sink.table(name, value);
    return value;
  }

  @Override
  public Table tableToEnd(String name, TableLayout layout, Table value) throws MediaException {
    sink.table(name, value);
    return value;
  }

  @Override
  public <T> List<T> list(String name, long count, List<T> value, T blank, FieldItem<T> item)
      throws MediaException {
    for (int i = 0; i < value.size(); i++) {
      sink.beginItem(name, i);
      item.fields(value.get(i));
      sink.endItem();
    }
    return value;
  }

  @Override
  public List<Box> boxes(ChildKind kind, List<Box> value) {
    return value;
  }

  @Override
  long boxCount(String name, long value) {
    // The box may have been read without the boxes inside: better no number than a wrong one.
    return value;
  }

  @Override
  public boolean present(Optional<?> value) {
    return value.isPresent();
  }

  @Override
  public MediaException malformed(String message) {
    return MediaException.of(MediaException.Code.BAD_REQUEST, message);
  }

  @Override
  MediaException unsupported(String message) {
    return MediaException.of(MediaException.Code.UNSUPPORTED, message);
  }
}
