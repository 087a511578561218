package io.boxwire.box;

import io.boxwire.api.MediaException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads the fields of one box and shows each as it comes: of a malformed box those ahead of the
 * place where it breaks, too.
 */
final class FieldTee extends Fields {
  private final FieldReader reader;
  private final FieldSink sink;
  private final FieldDescriber describer;

  FieldTee(FieldReader reader, FieldSink sink) {
    this.reader = reader;
    this.sink = sink;
    this.describer = new FieldDescriber(sink);
  }

  @Override
  long number(String name, int bits, NumberForm form, long value) throws MediaException {
    return describer.number(name, bits, form, reader.number(name, bits, form, value));
  }

  @Override
  public void constant(int bits, long value) throws MediaException {
    reader.constant(bits, value);
  }

  @Override
  public FourCc fourCc(String name, FourCc value) throws MediaException {
    return describer.fourCc(name, reader.fourCc(name, value));
  }

  @Override
  public List<FourCc> fourCcs(String name, List<FourCc> value) throws MediaException {
    return describer.fourCcs(name, reader.fourCcs(name, value));
  }

  @Override
  public int language(String name, int value) throws MediaException {
    return describer.language(name, reader.language(name, value));
  }

  @Override
  public String text(String name, String value) throws MediaException {
    return describer.text(name, reader.text(name, value));
  }

  @Override
  public String countedText(String name, int bytes, String value) throws MediaException {
    return describer.countedText(name, bytes, reader.countedText(name, bytes, value));
  }

  @Override
  public ByteRange bytes(String name, long size, ByteRange value) throws MediaException {
    return describer.bytes(name, size, reader.bytes(name, size, value));
  }

  @Override
  public ByteRange rest(String name, ByteRange value) throws MediaException {
    return describer.rest(name, reader.rest(name, value));
  }

  @Override
  void showUuid(String name, UUID value) throws MediaException {
    describer.showUuid(name, value);
  }

  @Override
  public Table table(String name, TableLayout layout, long count, Table value)
      throws MediaException {
    return describer.table(name, layout, count, reader.table(name, layout, count, value));
  }

  @Override
  public Table tableToEnd(String name, TableLayout layout, Table value) throws MediaException {
    return describer.tableToEnd(name, layout, reader.tableToEnd(name, layout, value));
  }

  @Override
  public <T> List<T> list(String name, long count, List<T> value, T blank, FieldItem<T> item)
      throws MediaException {
    int[] index = {0};
    return reader.list(
        name,
        count,
        value,
        blank,
        one -> {
          sink.beginItem(name, index[0]++);
          T read = item.fields(one);
          sink.endItem();
          return read;
        });
  }

  @Override
  public List<Box> boxes(ChildKind kind, List<Box> value) throws MediaException {
    return reader.boxes(kind, value);
  }

  @Override
  long boxCount(String name, long value) throws MediaException {
    return number(name, 32, NumberForm.UNSIGNED, value);
  }

  @Override
  void checkCount(long announced) {
    reader.checkCount(announced);
  }

  @Override
  public boolean present(Optional<?> value) {
    return reader.present(value);
  }

  @Override
  public MediaException malformed(String message) {
    return reader.malformed(message);
  }

  @Override
  MediaException unsupported(String message) {
    return reader.unsupported(message);
  }
}
