package io.boxwire.demuxer.internal;

import io.boxwire.api.MediaException;
import io.boxwire.api.RandomAccess;
import io.boxwire.box.Table;
import java.util.Optional;

/** Tells how decoding can start at the samples of a track that has sample tables. */
final class RandomAccessCursor {
  private final SampleGroups groups;
  private final SyncCursor sync;
  private final SyncCursor partialSync;
  private final RunCursor openGop;
  private final RunCursor roll;
  private RandomAccess kind = RandomAccess.NONE;
  private int rollDistance;

  RandomAccessCursor(SampleTables tables) throws MediaException {
    this.groups = tables.groups();
    // Absent tables are null here: this is asked for each sample.
    this.sync = list(tables.sync());
    this.partialSync = list(tables.partialSync());
    this.openGop = runs(groups.openGop());
    this.roll = runs(groups.roll());
  }

  private static SyncCursor list(Optional<Table> table) throws MediaException {
    return table.isEmpty() ? null : new SyncCursor(table.get());
  }

  private static RunCursor runs(Optional<Table> table) throws MediaException {
    return table.isEmpty() ? null : new RunCursor(table.get(), RunCursor.Beyond.ZERO);
  }

  /** Looks at a sample, from 0, at which the cursor is by {@link #advance} or {@link #seek}. */
  void look(long sample) throws MediaException {
    rollDistance = 0;
    if (sync == null || sync.contains(sample)) {
      kind = RandomAccess.SYNC;
      rollDistance = roll == null ? 0 : groups.preRoll(groups, roll.value());
    } else if (openGop != null && openGop.value() != 0
        || partialSync != null && partialSync.contains(sample)) {
      kind = RandomAccess.OPEN_GOP;
    } else {
      kind = RandomAccess.NONE;
      if (roll != null && roll.value() != 0) {
        rollDistance = groups.rollDistance(groups, roll.value());
        kind = rollDistance > 0 ? RandomAccess.RECOVERY_POINT : RandomAccess.NONE;
      }
    }
  }

  RandomAccess kind() {
    return kind;
  }

  int rollDistance() {
    return rollDistance;
  }

  /** Moves on by some samples. */
  void advance(long samples) throws MediaException {
    if (openGop != null) {
      openGop.advance(samples);
    }
    if (roll != null) {
      roll.advance(samples);
    }
  }

  /** Goes to a sample. */
  void seek(long sample) throws MediaException {
    if (sync != null) {
      sync.floor(sample);
    }
    if (partialSync != null) {
      partialSync.floor(sample);
    }
    if (openGop != null) {
      openGop.seek(sample);
    }
    if (roll != null) {
      roll.seek(sample);
    }
  }

  /**
   * Finds the last random access point that is not behind a sample. {@link #seek} has to follow.
   *
   * @return the sample, or -1 if there is none
   */
  long floor(long sample) throws MediaException {
    if (sync == null) {
      return sample;
    }
    long found = sync.floor(sample);
    if (partialSync != null) {
      found = Math.max(found, partialSync.floor(sample));
    }
    if (openGop != null) {
      found = Math.max(found, openGop.floorNonZero(sample));
    }
    if (roll != null) {
      found = Math.max(found, roll.floorNonZero(sample));
    }
    return found;
  }
}
