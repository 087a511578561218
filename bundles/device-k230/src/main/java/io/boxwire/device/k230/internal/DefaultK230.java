package io.boxwire.device.k230.internal;

import io.boxwire.device.k230.K230;
import io.boxwire.device.k230.KdMp4;
import io.boxwire.device.k230.Mp4Container;
import io.boxwire.device.k230.internal.container.DefaultMp4Container;
import io.boxwire.device.k230.internal.kdmp4.DefaultKdMp4;
import io.boxwire.device.k230.internal.media.CodecIds;
import io.boxwire.device.k230.internal.module.OpenObjects;
import io.boxwire.device.k230.internal.module.Parts;
import java.util.concurrent.atomic.AtomicLong;

/** The module on any parts. */
final class DefaultK230 implements K230 {
  private final Parts parts;
  private final OpenObjects open = new OpenObjects();
  private final CodecIds codecIds = new CodecIds();
  private final AtomicLong handles = new AtomicLong();

  DefaultK230(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Mp4Container newMp4Container() {
    return new DefaultMp4Container(parts, open, codecIds);
  }

  @Override
  public KdMp4 newKdMp4() {
    return new DefaultKdMp4(parts, open, handles::incrementAndGet);
  }

  /** Closes what was opened by the objects it gave. */
  void close() {
    open.closeAll();
  }
}
