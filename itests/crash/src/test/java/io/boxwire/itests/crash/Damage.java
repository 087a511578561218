package io.boxwire.itests.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What a power cut may leave of the blocks that were written since the last force. */
enum Damage {
  /** All that was written up to a boundary between two writes. */
  CUT_BETWEEN_WRITES {
    @Override
    byte[] image(PowerCut cut, Storage storage, Random random) {
      return cut.newest().content();
    }
  },
  /** All that was written, the last write in part. */
  CUT_INSIDE_WRITE {
    @Override
    byte[] image(PowerCut cut, Storage storage, Random random) {
      return cut.newest().content();
    }
  },
  /** The last block has its length but not its content. */
  LAST_BLOCK_ZEROED {
    @Override
    byte[] image(PowerCut cut, Storage storage, Random random) {
      int length = cut.newest().length();
      int last = (length - 1) / PowerCut.BLOCK;
      return compose(
          cut,
          length,
          block -> block == last ? storage.zeroed(cut, block) : cut.newest().part(at(block), SIZE));
    }
  },
  /** Blocks that were not written at all: zeros behind what was forced, else as they were. */
  BLOCKS_LOST {
    @Override
    byte[] image(PowerCut cut, Storage storage, Random random) {
      Random some = some(random);
      double share = share(random);
      return compose(
          cut,
          cut.newest().length(),
          block ->
              some.nextDouble() < share
                  ? cut.forced().part(at(block), SIZE)
                  : cut.newest().part(at(block), SIZE));
    }
  },
  /** Blocks that are as an earlier write left them. */
  BLOCKS_STALE {
    @Override
    byte[] image(PowerCut cut, Storage storage, Random random) {
      Random some = some(random);
      return compose(
          cut, cut.newest().length(), block -> any(cut.versions(), some).part(at(block), SIZE));
    }
  },
  /** Blocks that are as any write left them, and any length that the file had. */
  REORDERED {
    @Override
    byte[] image(PowerCut cut, Storage storage, Random random) {
      Random some = some(random);
      return compose(
          cut, length(cut, random), block -> any(cut.versions(), some).part(at(block), SIZE));
    }
  },
  /**
   * Blocks behind what was forced that hold what an older file left there. As long as nothing was
   * forced, not the first: with the head of the older file it would be the older file.
   */
  OLDER_FILE {
    @Override
    byte[] image(PowerCut cut, Storage storage, Random random) {
      Random some = some(random);
      double share = share(random);
      return compose(
          cut,
          length(cut, random),
          block ->
              some.nextDouble() < share && block > 0 && at(block) >= cut.forced().length()
                  ? part(storage.older(), at(block))
                  : cut.newest().part(at(block), SIZE));
    }
  },
  /** Blocks that were being written, of which nothing is left, or half; where storage does that. */
  BLOCKS_DESTROYED {
    @Override
    byte[] image(PowerCut cut, Storage storage, Random random) {
      Random some = some(random);
      double share = share(random);
      return compose(
          cut,
          length(cut, random),
          block ->
              some.nextDouble() < share
                  ? storage.destroyed(cut, block, some)
                  : cut.newest().part(at(block), SIZE));
    }
  };

  private static final int SIZE = PowerCut.BLOCK;
  private static final int SECTOR = 512;

  /**
   * What the file lies on.
   *
   * @param destroys whether a block under write may be lost whole; else it is as it was or as it is
   *     written, unless nothing of it was forced
   * @param older what an older file left where this one grows
   */
  record Storage(boolean destroys, byte[] older) {
    /** A block of zeros, or the most that may become zero of a block that was forced in part. */
    private byte[] zeroed(PowerCut cut, int block) {
      return destroys && cut.touched().contains(block)
          ? new byte[SIZE]
          : cut.forced().part(at(block), SIZE);
    }

    private byte[] destroyed(PowerCut cut, int block, Random random) {
      if (!destroys && at(block) < cut.forced().length()) {
        return cut.forced().part(at(block), SIZE);
      }
      byte[] bytes = cut.newest().part(at(block), SIZE);
      switch (random.nextInt(4)) {
        case 0 -> Arrays.fill(bytes, (byte) 0);
        case 1 -> random.nextBytes(bytes);
        case 2 -> {
          byte[] old = cut.forced().part(at(block), SIZE);
          int sector = random.nextInt(SIZE / SECTOR) * SECTOR;
          System.arraycopy(old, sector, bytes, sector, SIZE - sector);
        }
        default -> bytes[random.nextInt(SIZE)] ^= (byte) (1 + random.nextInt(255));
      }
      return bytes;
    }
  }

  /** Says what a block holds. */
  private interface Fate {
    byte[] of(int block);
  }

  /**
   * What is left.
   *
   * @param cut the moment
   * @param storage what the file lies on
   * @param random decides what is left open
   * @return the content of the file
   */
  abstract byte[] image(PowerCut cut, Storage storage, Random random);

  private static int at(int block) {
    return block * SIZE;
  }

  private static byte[] compose(PowerCut cut, int length, Fate fate) {
    byte[] image = cut.newest().part(0, length);
    for (int block : cut.touched()) {
      byte[] content = fate.of(block);
      int there = Math.min(SIZE, length - at(block));
      if (there > 0) {
        System.arraycopy(content, 0, image, at(block), there);
      }
    }
    return image;
  }

  /** Whoever decides block by block, so that the number of blocks changes no other decision. */
  private static Random some(Random random) {
    return new Random(random.nextLong());
  }

  /** One block, some, or all. */
  private static double share(Random random) {
    double[] shares = {0.05, 0.3, 0.7, 1};
    return shares[random.nextInt(shares.length)];
  }

  private static <T> T any(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  /** A length that the file may have: one that it had, or any between two of them. */
  private static int length(PowerCut cut, Random random) {
    List<Integer> had = new ArrayList<>();
    cut.versions().forEach(version -> had.add(version.length()));
    int one = any(had, random);
    int other = any(had, random);
    return random.nextBoolean()
        ? one
        : Math.min(one, other) + random.nextInt(Math.abs(one - other) + 1);
  }

  private static byte[] part(byte[] file, int begin) {
    return begin < file.length
        ? Arrays.copyOf(Arrays.copyOfRange(file, begin, file.length), SIZE)
        : new byte[SIZE];
  }
}
