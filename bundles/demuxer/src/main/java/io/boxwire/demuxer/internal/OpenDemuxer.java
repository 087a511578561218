package io.boxwire.demuxer.internal;

import io.boxwire.api.Demuxer;
import io.boxwire.api.MediaException;
import io.boxwire.api.codec.CodecPlugin;

/** A demuxer as its factory sees it. These methods are called from any thread. */
interface OpenDemuxer extends Demuxer {
  /** Lets go of a plugin that goes away. */
  void revoke(CodecPlugin plugin);

  /** Ends because the service goes: every further call throws SERVICE_GONE. */
  void abandon() throws MediaException;
}
