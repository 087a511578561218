package io.boxwire.repair.internal;

import io.boxwire.api.MediaException;
import io.boxwire.box.BoxReader;
import io.boxwire.box.BoxWalker;
import io.boxwire.box.ByteSource;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FileIdentity;
import io.boxwire.box.MovieExtendsHeaderBox;
import io.boxwire.box.ParentBox;
import io.boxwire.box.UuidBox;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a {@code moov} for fragments says about the recording. Immutable.
 *
 * @param identity what names it, last in the {@code moov}
 * @param named whether there is such a name at whatever place in the {@code moov}
 * @param duration as closing wrote it, 0 if it did not yet; empty if there is no place for it
 */
record RecordingHead(Optional<FileIdentity> identity, boolean named, OptionalLong duration) {
  private static final RecordingHead NONE =
      new RecordingHead(Optional.empty(), false, OptionalLong.empty());

  /**
   * Reads the first {@code moov} that boxes lead to.
   *
   * @param source the file
   * @param from where a box begins
   * @return what it says; nothing if there is none
   */
  static RecordingHead read(ByteSource source, long from) throws MediaException {
    BoxReader reader = BoxReader.of(source).tolerant();
    BoxWalker walker = reader.walkFrom(from);
    while (walker.next() && walker.header().problem().isEmpty()) {
      if (walker.header().is(ContainerBox.MOOV)) {
        return reader.read(walker.header()).content() instanceof ParentBox moov ? of(moov) : NONE;
      }
    }
    return NONE;
  }

  private static RecordingHead of(ParentBox moov) throws MediaException {
    boolean named =
        moov.children(UuidBox.class).stream()
            .anyMatch(box -> box.userType().equals(FileIdentity.USER_TYPE));
    OptionalLong duration =
        moov.parent("mvex").stream()
            .flatMap(mvex -> mvex.child(MovieExtendsHeaderBox.class).stream())
            .mapToLong(MovieExtendsHeaderBox::fragmentDuration)
            .findFirst();
    return new RecordingHead(FileIdentity.of(moov), named, duration);
  }

  /** Whether closing has yet to write the duration. */
  boolean unfinished() {
    return duration.isPresent() && duration.getAsLong() == 0;
  }
}
