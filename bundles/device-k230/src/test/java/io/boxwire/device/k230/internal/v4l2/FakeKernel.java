package io.boxwire.device.k230.internal.v4l2;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * System calls that end in {@link FakeNode}s. Counts what is open and mapped, and fails calls as it
 * is told to.
 */
final class FakeKernel implements LinuxCalls {
  private final Path folder;
  private final Map<String, FakeNode> nodes = new HashMap<>();
  private final Map<Integer, FakeNode> open = new TreeMap<>();
  private final Map<Long, ByteBuffer> memory = new HashMap<>();
  private final Map<ByteBuffer, Long> addresses = new IdentityHashMap<>();
  private final Set<Long> mapped = new TreeSet<>();
  private final List<String> log = new ArrayList<>();
  private Faults faults = (number, call) -> 0;
  private int calls;
  private int nextFd = 10;
  private long nextAddress = 0x1000;

  /** Which calls fail. */
  @FunctionalInterface
  interface Faults {
    /**
     * The error of a call.
     *
     * @param number counted from 1
     * @param call its name
     * @return 0 for none
     */
    int errno(int number, String call);
  }

  /**
   * Makes a machine without a node.
   *
   * @param folder stands for {@code /dev}
   */
  FakeKernel(Path folder) {
    this.folder = folder;
  }

  /** Puts a node there; gives its path. */
  synchronized String put(String name, FakeNode node) throws Exception {
    Path path = folder.resolve(name);
    Files.write(path, new byte[0]);
    nodes.put(path.toString(), node);
    return path.toString();
  }

  /**
   * Has calls fail.
   *
   * @param which gives the error numbers
   */
  synchronized void fail(Faults which) {
    faults = which;
    calls = 0;
  }

  /** How many calls were made since faults were set. */
  synchronized int calls() {
    return calls;
  }

  /** The calls by name. */
  synchronized List<String> log() {
    return List.copyOf(log);
  }

  /** What is open, mapped or streaming. */
  synchronized List<String> leftOver() {
    List<String> left = new ArrayList<>();
    open.forEach((fd, node) -> left.add("open " + fd));
    mapped.forEach(address -> left.add("mapped " + address));
    nodes.forEach((path, node) -> node.streaming().forEach(t -> left.add(path + " runs " + t)));
    return left;
  }

  private int fault(String call) {
    log.add(call);
    return faults.errno(++calls, call);
  }

  @Override
  public synchronized int open(String path) {
    int fault = fault("open");
    if (fault != 0) {
      return -fault;
    }
    FakeNode node = nodes.get(path);
    if (node == null) {
      return -2;
    }
    open.put(nextFd, node);
    return nextFd++;
  }

  @Override
  public synchronized int close(int fd) {
    // As in Linux, the descriptor is gone whatever close says.
    open.remove(fd);
    return -fault("close");
  }

  @Override
  public synchronized int ioctl(int fd, int request, ByteBuffer argument) {
    FakeNode node = open.get(fd);
    if (node == null) {
      return -9;
    }
    String name = name(request);
    int fault = fault(name);
    if (name.equals("VIDIOC_STREAMOFF")) {
      // A queue whose node is closed stops too, so that failing here leaves nothing running.
      int result = node.ioctl(this, request, argument);
      return fault != 0 ? -fault : result;
    }
    int result = fault != 0 ? -fault : node.ioctl(this, request, argument);
    notifyAll();
    return result;
  }

  private static String name(int request) {
    for (Ioctl ioctl : Ioctl.values()) {
      if (ioctl.number() == request) {
        return ioctl.name();
      }
    }
    throw new AssertionError("request " + Integer.toHexString(request));
  }

  @Override
  public synchronized long mmap(int fd, long length, long offset) {
    int fault = fault("mmap");
    if (fault != 0) {
      return -fault;
    }
    long address = address(open.get(fd).plane(offset, length));
    mapped.add(address);
    return address;
  }

  @Override
  public synchronized int munmap(long address, long length) {
    int fault = fault("munmap");
    if (!mapped.remove(address)) {
      throw new AssertionError("unmapped twice: " + address);
    }
    return -fault;
  }

  @Override
  public synchronized int poll(ByteBuffer entries, int count, int timeoutMillis) {
    int fault = fault("poll");
    if (fault != 0) {
      return -fault;
    }
    long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
    while (true) {
      int ready = 0;
      for (int i = 0; i < count; i++) {
        FakeNode node = open.get(entries.getInt(i * POLL_ENTRY));
        int told = node == null ? POLL_INVALID : node.events();
        entries.putShort(i * POLL_ENTRY + 6, (short) told);
        ready += told == 0 ? 0 : 1;
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (ready > 0 || left <= 0) {
        return ready;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Runs something on a node and wakes whoever polls. */
  synchronized void change(Runnable change) {
    change.run();
    notifyAll();
  }

  @Override
  public synchronized ByteBuffer memory(long address, int length) {
    return memory.get(address).duplicate().order(ByteOrder.nativeOrder()).limit(length);
  }

  @Override
  public synchronized long address(ByteBuffer direct) {
    return addresses.computeIfAbsent(
        direct,
        key -> {
          nextAddress += 0x1000;
          memory.put(nextAddress, direct);
          return nextAddress;
        });
  }
}
