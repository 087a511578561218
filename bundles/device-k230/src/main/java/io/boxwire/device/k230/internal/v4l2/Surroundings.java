package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import io.boxwire.api.MediaException.Code;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The machine as the device sees it. Immutable.
 *
 * @param system the name of the operating system
 * @param calls gives the system calls; may throw a {@link LinkageError} if JNA is not there
 * @param lines opens microphones; may throw one if {@code javax.sound.sampled} is not there
 * @param devices the folder of device nodes
 * @param nanoTime the monotonic clock
 */
record Surroundings(
    String system, Calls calls, PcmLine.Opener lines, Path devices, LongSupplier nanoTime) {

  /** Gives the system calls. */
  @FunctionalInterface
  interface Calls {
    /** Gives them. */
    LinuxCalls get();
  }

  /** This machine. */
  static Surroundings real() {
    return new Surroundings(
        System.getProperty("os.name", ""),
        // Not method references: these would be linked, and with them JNA, where they are written.
        () -> jna(),
        (device, rate, channels) -> JavaSoundLine.open(device, rate, channels),
        Path.of("/dev"),
        System::nanoTime);
  }

  /**
   * Asks for JNA by name first: a reference in our code that could not be linked once can't be ever
   * after, and JNA may be installed later.
   */
  private static LinuxCalls jna() {
    try {
      Class.forName("com.sun.jna.Native");
    } catch (ClassNotFoundException e) {
      NoClassDefFoundError missing = new NoClassDefFoundError(e.getMessage());
      missing.initCause(e);
      throw missing;
    }
    return new JnaLinuxCalls();
  }

  /**
   * The system calls.
   *
   * @throws MediaException {@code DEVICE_FAILED} if this is no 64-bit Linux, or JNA is not there
   */
  LinuxCalls linux() throws MediaException {
    if (!system.toLowerCase(Locale.ROOT).contains("linux")) {
      throw failed("the v4l2 device is for Linux, this is " + system, null);
    }
    try {
      return calls.get();
    } catch (LinkageError e) {
      throw failed(
          "JNA is not present: install net.java.dev.jna:jna, in Karaf the feature "
              + "boxwire-device-v4l2 ("
              + e
              + ")",
          e);
    } catch (UnsupportedOperationException e) {
      throw failed("the v4l2 device can't work here: " + e.getMessage(), e);
    }
  }

  /**
   * Opens a microphone.
   *
   * @throws MediaException {@code DEVICE_FAILED} if it can't be opened, or this Java has no sound
   */
  PcmLine openLine(String device, int rate, int channels) throws MediaException {
    try {
      return lines.open(device, rate, channels);
    } catch (LinkageError e) {
      throw failed(
          "this Java runtime has no javax.sound.sampled (module java.desktop), so no microphone ("
              + e
              + ")",
          e);
    }
  }

  private static MediaException failed(String message, Throwable cause) {
    return MediaException.of(Code.DEVICE_FAILED, message, cause);
  }
}
