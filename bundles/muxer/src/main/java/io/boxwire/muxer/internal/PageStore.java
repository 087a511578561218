package io.boxwire.muxer.internal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a log puts its full pages, so that the heap need not hold them. */
interface PageStore {
  /** All pages stay in the heap. */
  PageStore HEAP =
      new PageStore() {
        @Override
        public void full(ByteLog log, byte[] page) {
          // The log keeps it.
        }

        @Override
        public void read(long place, ByteBuffer into) {
          throw new IllegalStateException("no page has left the heap");
        }
      };

  /**
   * Takes a page that will not change any more. It stays in the heap until {@link ByteLog#stored}
   * says where it is, which happens for the pages of a log in their order, or never.
   */
  void full(ByteLog log, byte[] page);

  /** Reads a page back until the buffer is full. */
  void read(long place, ByteBuffer into) throws IOException;
}
