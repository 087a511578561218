package io.boxwire.box;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A box with boxes inside. The finders look through {@link OriginalBox}. */
public interface ParentBox extends Box {

  /**
   * Gives the boxes inside, as they are in the file.
   *
   * @return them, in order, unmodifiable
   */
  List<Box> children();

  /**
   * Finds the first child of a class.
   *
   * @param <T> the class
   * @param kind the class
   * @return the child, if there is one
   */
  default <T extends Box> Optional<T> child(Class<T> kind) {
    for (Box box : children()) {
      if (kind.isInstance(box.content())) {
        return Optional.of(kind.cast(box.content()));
      }
    }
    return Optional.empty();
  }

  /**
   * Finds the children of a class.
   *
   * @param <T> the class
   * @param kind the class
   * @return them, in order
   */
  default <T extends Box> List<T> children(Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (Box box : children()) {
      if (kind.isInstance(box.content())) {
        found.add(kind.cast(box.content()));
      }
    }
    return List.copyOf(found);
  }

  /**
   * Finds the children of a type.
   *
   * @param type the type
   * @return them, in order
   */
  default List<Box> children(FourCc type) {
    return children().stream().map(Box::content).filter(box -> box.type().equals(type)).toList();
  }

  /**
   * Finds the first child of a type.
   *
   * @param type the type
   * @return the child, if there is one
   */
  default Optional<Box> child(FourCc type) {
    return children(type).stream().findFirst();
  }

  /**
   * Finds the children of a type that have boxes inside.
   *
   * @param type the type
   * @return them, in order
   */
  default List<ParentBox> parents(FourCc type) {
    List<ParentBox> found = new ArrayList<>();
    for (Box box : children()) {
      if (box.content() instanceof ParentBox parent && parent.type().equals(type)) {
        found.add(parent);
      }
    }
    return List.copyOf(found);
  }

  /**
   * Follows a path down, by the first child of each type.
   *
   * @param path types separated by a slash, such as {@code mdia/minf/stbl}
   * @return the parent at its end, if there is one
   */
  default Optional<ParentBox> parent(String path) {
    ParentBox at = this;
    for (String type : path.split("/")) {
      Optional<Box> next = at.child(FourCc.of(type));
      if (next.isEmpty() || !(next.get() instanceof ParentBox parent)) {
        return Optional.empty();
      }
      at = parent;
    }
    return Optional.of(at);
  }
}
