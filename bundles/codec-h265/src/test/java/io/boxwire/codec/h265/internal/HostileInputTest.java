package io.boxwire.codec.h265.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.boxwire.api.Frame;
import io.boxwire.api.MediaException;
import io.boxwire.api.PayloadForm;
import io.boxwire.api.RandomAccess;
import io.boxwire.api.TrackFormat;
import io.boxwire.api.codec.Assembler;
import io.boxwire.api.codec.AssemblerOptions;
import io.boxwire.api.codec.Depacketizer;
import io.boxwire.api.codec.DepacketizerContext;
import io.boxwire.api.codec.Packetizer;
import io.boxwire.api.codec.PacketizerContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Damaged input ends in a {@link MediaException} or is passed on as it is; nothing else. */
class HostileInputTest {
  static final List<String> NAMES = TestStream.NAMES;

  private static final int ROUNDS = 300;

  private final H265Codec plugin = new H265Codec();

  @ParameterizedTest
  @FieldSource("NAMES")
  void anyRole_flippedBits_throwsNothingElse(String name) throws MediaException {
    byte[] good = TestStream.of(name).bytes();
    List<Frame> goodFrames = TestStream.assemble(good);
    Random random = new Random(name.hashCode());
    int sound = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bad = good.clone();
      // Most of the damage goes where the parameter sets are.
      int reach = round % 3 == 0 ? bad.length : Math.min(bad.length, 120);
      for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
        bad[random.nextInt(reach)] ^= (byte) (1 << random.nextInt(8));
      }
      sound += run(bad, goodFrames.size() * 2) ? 1 : 0;
    }
    // Damage within slices is not looked at, so some rounds pass; headers are, so some fail.
    assertThat(sound).isBetween(1, ROUNDS - 1);
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void anyRole_cutStream_throwsNothingElse(String name) {
    byte[] good = TestStream.of(name).bytes();
    for (int length = 0; length < Math.min(good.length, 600); length++) {
      byte[] cut = new byte[length];
      System.arraycopy(good, 0, cut, 0, length);
      run(cut, TestStream.of(name).packets().size());
    }
  }

  @Test
  void anyRole_noise_throwsNothingElse() {
    Random random = new Random(265);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      for (int i = 0; i + 5 < noise.length; i += 4 + random.nextInt(40)) {
        noise[i] = 0;
        noise[i + 1] = 0;
        noise[i + 2] = 1;
        noise[i + 3] = (byte) (random.nextInt(41) << 1);
        noise[i + 4] = 1;
      }
      run(noise, noise.length);
      ByteBuffer bytes = ByteBuffer.wrap(noise);
      plugin.describe("hvcC", bytes);
      plugin.probe(bytes, "a.h265");
    }
  }

  @Test
  void packetize_manySets_keepsNoMoreThanThereAreIdentifiers() throws MediaException {
    ParameterSetTable sets = ParameterSetTable.EMPTY;
    ByteBuffer sps = TestStream.of("size-a").first(NalType.SPS);
    for (int round = 0; round < 1000; round++) {
      ByteBuffer longer = ByteBuffer.allocate(sps.remaining() + 4);
      longer.put(sps.duplicate()).putInt(round + 0x01010101).flip();
      sets = sets.with(NalType.SPS, longer);
    }
    assertThat(sets.units(NalType.SPS)).hasSize(1);
  }

  @Test
  void with_setThatNoRecordCanHold_throws() throws MediaException {
    ByteBuffer sps = TestStream.of("size-a").first(NalType.SPS);
    ByteBuffer longer = ByteBuffer.allocate(0x10000).put(sps).position(0);
    try {
      ParameterSetTable.EMPTY.with(NalType.SPS, longer);
      fail("65536 bytes were taken");
    } catch (MediaException e) {
      assertThat(e.code()).isEqualTo(MediaException.Code.LIMIT_EXCEEDED);
    }
  }

  /** Assembles, packetizes and depacketizes. Says whether all of it went through. */
  private boolean run(byte[] stream, int mostFrames) {
    try {
      List<Frame> frames = new ArrayList<>();
      Assembler assembler = plugin.newAssembler(AssemblerOptions.builder().build());
      ByteBuffer window = ByteBuffer.wrap(stream).limit(stream.length / 2);
      assembler.assemble(window, frames::add);
      assembler.finish(window.limit(stream.length), frames::add);
      assertThat(frames).hasSizeLessThanOrEqualTo(mostFrames);
      TrackFormat format = TrackFormat.video("h265", 90000).build();
      Packetizer packetizer = plugin.newPacketizer(PacketizerContext.of(format));
      Depacketizer depacketizer = null;
      for (Frame frame : frames) {
        Samples sample = new Samples();
        if (packetizer.packetize(frame, sample) == Packetizer.Outcome.NO_PICTURE) {
          continue;
        }
        if (sample.configuration().isPresent()) {
          depacketizer =
              plugin.newDepacketizer(
                  Samples.entry(sample.configuration().get()),
                  DepacketizerContext.of(PayloadForm.STREAM, 90000));
        }
        Samples payload = new Samples();
        depacketizer.depacketize(sample.bytes(), RandomAccess.SYNC, payload);
        assertThat(payload.bytes().hasRemaining()).isTrue();
      }
      return true;
    } catch (MediaException e) {
      assertThat(e.getMessage()).isNotBlank();
      return false;
    }
  }
}
