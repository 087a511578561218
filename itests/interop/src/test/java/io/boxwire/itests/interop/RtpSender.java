package io.boxwire.itests.interop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends pictures at 25 a second (RFC 6184) and blocks of A-law of 40 ms, each when it is due,
 * interleaved into the connection (RFC 2326 10.12), until the player goes.
 */
final class RtpSender implements Runnable {
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
  private static final int VIDEO_TYPE = 96;
  private static final int AUDIO_TYPE = 8;
  private static final int MOST_PAYLOAD = 1400;
  private static final int FU_A = 28;
  private static final int RTP_START = 123_456;

  private final Socket socket;
  private final List<byte[]> pictures;
  private final int tracks;
  private final int[] sequence = new int[2];

  RtpSender(Socket socket, List<byte[]> pictures, int tracks) {
    this.socket = socket;
    this.pictures = pictures;
    this.tracks = tracks;
  }

  @Override
  public void run() {
    long start = System.nanoTime();
    try {
      for (int i = 0; !socket.isClosed(); i++) {
        long due = start + i * PERIOD_NANOS;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        send(i);
      }
    } catch (IOException e) {
      // The player went.
      return;
    }
  }

  private void send(int i) throws IOException {
    if (i % 50 == 0) {
      report(0, i, 3600);
      report(1, i, 320);
    }
    List<byte[]> units = units(pictures.get(i % pictures.size()));
    for (byte[] unit : units) {
      sendUnit(unit, RTP_START + i * 3600, unit == units.get(units.size() - 1));
    }
    if (tracks > 1) {
      byte[] silence = new byte[320];
      Arrays.fill(silence, (byte) 0xd5);
      packet(1, AUDIO_TYPE, RTP_START + i * 320, ByteBuffer.wrap(silence));
    }
  }

  private void sendUnit(byte[] unit, int time, boolean last) throws IOException {
    int mark = last ? 0x80 : 0;
    if (unit.length <= MOST_PAYLOAD) {
      packet(0, VIDEO_TYPE | mark, time, ByteBuffer.wrap(unit));
      return;
    }
    for (int at = 1; at < unit.length; at += MOST_PAYLOAD) {
      int size = Math.min(MOST_PAYLOAD, unit.length - at);
      boolean end = at + size == unit.length;
      int begins = at == 1 ? 0x80 : 0;
      int ends = end ? 0x40 : 0;
      ByteBuffer piece =
          ByteBuffer.allocate(size + 2)
              .put((byte) (unit[0] & 0xe0 | FU_A))
              .put((byte) (begins | ends | unit[0] & 0x1f))
              .put(unit, at, size)
              .flip();
      packet(0, VIDEO_TYPE | (end ? mark : 0), time, piece);
    }
  }

  private void packet(int track, int type, int time, ByteBuffer payload) throws IOException {
    int size = 12 + payload.remaining();
    ByteBuffer packet = ByteBuffer.allocate(4 + size);
    packet.put((byte) '$').put((byte) (2 * track)).putShort((short) size);
    packet.put((byte) 0x80).put((byte) type).putShort((short) sequence[track]++);
    packet.putInt(time).putInt(track + 1).put(payload);
    write(packet.array());
  }

  /** A sender report (RFC 3550 6.4.1): the same moment on both tracks' clocks. */
  private void report(int track, int i, int ticks) throws IOException {
    ByteBuffer packet = ByteBuffer.allocate(32);
    packet.put((byte) '$').put((byte) (2 * track + 1)).putShort((short) 28);
    packet.put((byte) 0x80).put((byte) 200).putShort((short) 6).putInt(track + 1);
    packet.putInt(0x7000_0000 + i / 25).putInt((int) (((long) (i % 25) << 32) / 25));
    packet.putInt(RTP_START + i * ticks).putInt(sequence[track]).putInt(0);
    write(packet.array());
  }

  private void write(byte[] bytes) throws IOException {
    synchronized (socket) {
      socket.getOutputStream().write(bytes);
    }
  }

  /** The NAL units of an access unit in Annex B. */
  static List<byte[]> units(byte[] picture) {
    List<byte[]> units = new ArrayList<>();
    ByteArrayOutputStream unit = new ByteArrayOutputStream();
    int zeros = 0;
    boolean inside = false;
    for (byte next : picture) {
      if (next == 1 && zeros >= 2) {
        if (inside) {
          units.add(unit.toByteArray());
        }
        unit.reset();
        inside = true;
        zeros = 0;
      } else if (next == 0) {
        zeros++;
      } else {
        unit.writeBytes(new byte[zeros]);
        unit.write(next);
        zeros = 0;
      }
    }
    units.add(unit.toByteArray());
    return units;
  }
}
