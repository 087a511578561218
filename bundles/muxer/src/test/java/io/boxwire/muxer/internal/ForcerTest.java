package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Layout;
import io.boxwire.api.MuxerOptions;
import io.boxwire.api.MuxerStatistics;
import io.boxwire.itests.fixtures.Waits;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How far a writer may be ahead of storage. */
@Timeout(60)
class ForcerTest {
  private static final long MEBIBYTE = 1 << 20;

  private final Semaphore permits = new Semaphore(0);
  private final TestFile storage =
      new TestFile() {
        @Override
        void storage() {
          permits.acquireUninterruptibly();
        }
      };

  private Forcer forcer;

  @BeforeEach
  void open() throws IOException {
    forcer =
        new Forcer(
            FileOutput.on(storage),
            MuxerOptions.builder().build(),
            new Events(event -> {}, event -> {}),
            (work, nanos) -> CompletableFuture.completedFuture(null),
            work -> new Thread(work).start());
  }

  @AfterEach
  void end() {
    permits.release(1000);
    forcer.end();
  }

  private MuxerStatistics statistics() {
    return forcer.addTo(MuxerStatistics.of(Layout.HYBRID, 0, 0, 0, 0, 0));
  }

  private FutureTask<Long> next() {
    FutureTask<Long> next = new FutureTask<>(forcer::beforeFragment);
    new Thread(next).start();
    return next;
  }

  @Test
  void beforeFragment_oneHugeFragmentOnItsWay_doesNotWait() throws Exception {
    forcer.wrote(500 * MEBIBYTE);
    assertThat(forcer.beforeFragment()).isZero();
  }

  @Test
  void beforeFragment_manyBytesOnTheirWay_waitsForTheFirstOfThem() throws Exception {
    forcer.wrote(10 * MEBIBYTE);
    Waits.until(() -> storage.forces.size() == 1);
    forcer.wrote(40 * MEBIBYTE);
    assertThat(forcer.beforeFragment()).isZero();
    forcer.wrote(70 * MEBIBYTE);
    FutureTask<Long> next = next();
    permits.release();
    assertThat(next.get()).isZero();
    assertThat(statistics().durableBytes()).isEqualTo(10 * MEBIBYTE);
  }

  @Test
  void beforeFragment_fourBefore_statesTheEndOfTheFirstOfThemThoughAllIsForced() throws Exception {
    permits.release(1000);
    for (int i = 1; i <= 6; i++) {
      forcer.wrote(i * MEBIBYTE);
    }
    forcer.forceAll();
    assertThat(forcer.beforeFragment()).isEqualTo(3 * MEBIBYTE);
  }

  @Test
  void wrote_whileStorageIsBusy_isForcedTogether() throws Exception {
    forcer.wrote(MEBIBYTE);
    Waits.until(() -> storage.forces.size() == 1);
    forcer.wrote(2 * MEBIBYTE);
    forcer.wrote(3 * MEBIBYTE);
    forcer.wrote(4 * MEBIBYTE);
    permits.release(2);
    Waits.until(() -> statistics().durableBytes() == 4 * MEBIBYTE);
    assertThat(statistics().forces()).isEqualTo(2);
  }
}
