package io.boxwire.shell.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecPlugin.Field;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.ByteRange;
import io.boxwire.box.FieldSink;
import io.boxwire.box.Table;
import io.boxwire.box.TableLayout;
import io.boxwire.box.TableWindow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Shows boxes as one JSON object on one line. */
final class JsonTree implements BoxTree.Printer, FieldSink {
  private static final int MOST_ENTRIES = 8;
  private static final int MOST_BYTES = 16;

  private final Results results;
  private final Json json = new Json();
  private int depth;
  private boolean inFields;

  /**
   * Begins the object.
   *
   * @param schema the name and version of its schema
   * @param path the file as it was named
   * @param results where it goes
   */
  JsonTree(String schema, String path, Results results) {
    this.results = results;
    json.beginObject().member("schema", schema).member("path", path).name("boxes").beginArray();
  }

  @Override
  public FieldSink begin(BoxHeader header) throws IOException {
    boolean inside = depth > 0 && header.depth() > depth;
    up(header.depth() - 1);
    results.text(json.drain());
    if (inside) {
      json.name("boxes").beginArray();
    }
    depth = header.depth();
    json.beginObject().member("type", header.type().toString());
    json.member("offset", header.position()).member("size", header.size());
    json.member("header_size", header.headerSize()).name("fields").beginArray();
    inFields = true;
    return this;
  }

  /** Ends the boxes that are deeper than a depth, with the lists they are in. */
  private void up(int target) {
    endFields();
    for (; depth > target; depth--) {
      json.endObject();
      if (depth > target + 1) {
        json.endArray();
      }
    }
  }

  private void endFields() {
    if (inFields) {
      json.endArray();
      inFields = false;
    }
  }

  @Override
  public void explained(List<Field> fields) {
    for (Field field : fields) {
      text(field.name(), field.value());
    }
  }

  @Override
  public void end(Optional<MediaException> fault) throws IOException {
    up(0);
    json.endArray();
    fault.ifPresent(f -> json.member("error", Failures.reason(f)));
    json.endObject();
    results.line(json.drain());
  }

  @Override
  public void number(String name, long value) {
    json.beginObject().member("name", name).member("value", value).endObject();
  }

  @Override
  public void bits(String name, int bits, long value) {
    number(name, value);
  }

  @Override
  public void real(String name, double value) {
    if (Double.isFinite(value)) {
      json.beginObject().member("name", name);
      json.member("value", BigDecimal.valueOf(value)).endObject();
    } else {
      text(name, Double.toString(value));
    }
  }

  @Override
  public void text(String name, String value) {
    json.beginObject().member("name", name).member("value", value).endObject();
  }

  @Override
  public void bytes(String name, ByteRange value) throws MediaException {
    ByteBuffer head = ByteBuffer.allocate((int) Math.min(MOST_BYTES, value.size()));
    value.source().readFully(value.position(), head);
    json.beginObject().member("name", name).member("bytes", value.size());
    json.member("head", HexFormat.of().formatHex(head.array())).endObject();
  }

  @Override
  public void table(String name, Table value) throws MediaException {
    List<String> columns = value.layout().columns().stream().map(TableLayout.Column::name).toList();
    json.beginObject().member("name", name).member("count", value.count());
    json.texts("columns", columns).name("head").beginArray();
    TableWindow window = value.window();
    long shown = columns.isEmpty() ? 0 : Math.min(MOST_ENTRIES, value.count());
    for (long entry = 0; entry < shown; entry++) {
      json.beginArray();
      for (int column = 0; column < columns.size(); column++) {
        json.value(window.value(entry, column));
      }
      json.endArray();
    }
    json.endArray().endObject();
  }

  @Override
  public void beginItem(String name, int index) {
    json.beginObject().member("name", name).member("index", index).name("fields").beginArray();
  }

  @Override
  public void endItem() {
    json.endArray().endObject();
  }
}
