package io.boxwire.shell.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecPlugin.Field;
import io.boxwire.box.Box;
import io.boxwire.box.BoxHeader;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FieldSink;
import io.boxwire.box.MalformedBox;
import io.boxwire.box.MediaDataBox;
import io.boxwire.box.ParentBox;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Goes through all boxes of a file and shows them to a printer. */
final class BoxTree {
  /** Shows boxes, in file order. */
  interface Printer {
    /**
     * Begins a box; one that is deeper than the one before is inside it.
     *
     * @param header its place
     * @return takes its fields
     */
    FieldSink begin(BoxHeader header) throws IOException;

    /** Shows what a codec plugin says of the box. */
    void explained(List<Field> fields) throws IOException;

    /**
     * Ends the tree.
     *
     * @param fault the first thing that is malformed, if there is one
     */
    void end(Optional<MediaException> fault) throws IOException;
  }

  private final BoxReader reader;
  private final BoxExplainer explainer;

  /**
   * Makes a tree.
   *
   * @param reader a tolerant reader of the file
   * @param explainer explains boxes of codecs
   */
  BoxTree(BoxReader reader, BoxExplainer explainer) {
    this.reader = reader;
    this.explainer = explainer;
  }

  /**
   * Shows all boxes.
   *
   * @return the first fault, which ends nothing
   */
  Optional<MediaException> print(Printer printer) throws IOException {
    Optional<MediaException> fault = Optional.empty();
    BoxWalker walker = reader.walk();
    while (walker.next()) {
      BoxHeader header = walker.header();
      FieldSink fields = printer.begin(header);
      Box box = walker.enter();
      if (header.problem().isPresent() && problem(box).isEmpty()) {
        fields.text("problem", header.problem().get().getMessage());
      }
      show(whole(box, header), fields, printer);
      fault = fault.or(header::problem).or(() -> problem(box));
    }
    printer.end(fault);
    return fault;
  }

  /** A box that counts the boxes inside counts none where they are left out. */
  private Box whole(Box box, BoxHeader header) throws MediaException {
    boolean counts = box.content() instanceof ParentBox && !(box.content() instanceof ContainerBox);
    return counts ? reader.read(header) : box;
  }

  private void show(Box box, FieldSink fields, Printer printer) throws IOException {
    List<Field> explained = explainer.explain(box);
    if (!explained.isEmpty()) {
      printer.explained(explained);
    } else if (!box.type().equals(MediaDataBox.TYPE)) {
      fields.describe(box);
    }
  }

  private static Optional<MediaException> problem(Box box) {
    return box instanceof MalformedBox malformed
        ? Optional.of(malformed.problem())
        : Optional.empty();
  }
}
