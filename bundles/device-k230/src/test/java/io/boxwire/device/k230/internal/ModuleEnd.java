package io.boxwire.device.k230.internal;

/** Lets tests of other packages end the module. */
public final class ModuleEnd {
  private ModuleEnd() {}

  /** Closes what is open, as when the module goes. */
  public static void of(OpenObjects open) {
    open.closeAll();
  }
}
