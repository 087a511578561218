package io.boxwire.box;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds {@code uuid} boxes of ours where they are to be: last among their siblings. */
final class UserData {
  private UserData() {}

  /** What the last child holds if it is a {@code uuid} box of a type and size. */
  static Optional<ByteRange> last(ParentBox parent, UUID userType, int size) {
    List<Box> children = parent.children();
    return children.isEmpty() || !(children.get(children.size() - 1) instanceof UuidBox last)
        ? Optional.empty()
        : Optional.of(last)
            .filter(box -> box.userType().equals(userType) && box.data().size() == size)
            .map(UuidBox::data);
  }
}
