package io.boxwire.demuxer.internal;

import io.boxwire.api.FileExtent;
import io.boxwire.api.MediaException;
import io.boxwire.box.BoxHeader;

/**
 * Decides how far the fragments of a file can be relied on. Safe for use by any number of threads.
 */
interface FragmentTrust {
  /**
   * Tells whether a fragment is what was written there. Where the file has grown since the last
   * call, its end is looked at anew.
   *
   * @param moof its header, complete
   */
  boolean counts(BoxHeader moof) throws MediaException;

  /** How far the file can be read, as it is now. */
  FileExtent extent() throws MediaException;
}
