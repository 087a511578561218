package io.boxwire.itests.ffmpeg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An empty shared library of a given name.
 *
 * <p>The ffmpeg of Maven Central is linked with sound and screen libraries for its capture devices,
 * which a plain machine does not have and these tests never use. Its references to them are bound
 * when they are first called, so a library without symbols is all that the loader asks for.
 */
final class StubLibrary {
  private static final int HEADER = 64;
  private static final int PROGRAM_HEADER = 56;
  private static final int SYMBOLS = HEADER + 3 * PROGRAM_HEADER;
  private static final int HASH = SYMBOLS + 24;
  private static final int STRINGS = HASH + 16;

  private StubLibrary() {}

  /** Writes the library into a folder under its own name, such as {@code libpulse.so.0}. */
  static void write(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve(name), image(name));
  }

  /*
   * ELF header, three program headers, a symbol table with the empty symbol, its hash table, the
   * strings, the dynamic section. Loaded at 0, so that addresses are file offsets.
   */
  private static byte[] image(String name) {
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    int stringBytes = text.length + 2;
    int dynamic = (STRINGS + stringBytes + 7) & -8;
    int size = dynamic + 7 * 16;
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);

    out.putInt(0x464C457F).put((byte) 2).put((byte) 1).put((byte) 1).position(16);
    out.putShort((short) 3).putShort(machine()).putInt(1); // a shared object, version 1
    out.putLong(0).putLong(HEADER).putLong(0).putInt(0); // no entry, program headers, no sections
    out.putShort((short) HEADER).putShort((short) PROGRAM_HEADER).putShort((short) 3);
    out.putShort((short) 64).putShort((short) 0).putShort((short) 0);

    segment(out, /* type= load */ 1, 0, size, 0x1000);
    segment(out, /* type= dynamic */ 2, dynamic, size - dynamic, 8);
    segment(out, /* type= stack, not executable */ 0x6474E551, 0, 0, 16);

    out.position(HASH);
    out.putInt(1).putInt(1).putInt(0).putInt(0); // one bucket and one chain, both empty
    out.position(STRINGS + 1);
    out.put(text);
    out.position(dynamic);
    long[] entries = {4, HASH, 5, STRINGS, 6, SYMBOLS, 10, stringBytes, 11, 24, 14, 1, 0, 0};
    for (long entry : entries) {
      out.putLong(entry);
    }
    return out.array();
  }

  private static void segment(ByteBuffer out, int type, long offset, long size, long align) {
    out.putInt(type).putInt(/* readable and writable */ 6).putLong(offset).putLong(offset);
    out.putLong(offset).putLong(size).putLong(size).putLong(align);
  }

  private static short machine() {
    return switch (System.getProperty("os.arch")) {
      case "amd64" -> 62;
      case "aarch64" -> 183;
      case "riscv64" -> 243;
      default -> throw new IllegalStateException("no stub for " + System.getProperty("os.arch"));
    };
  }
}
