package io.boxwire.itests.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RaceTest {
  private final List<String> order = new ArrayList<>();

  private Contender contender(String name, double wall) {
    return new Contender(
        name,
        () -> {
          order.add(name);
          return new Sample(wall * order.size(), wall);
        });
  }

  @Test
  void run_threeContenders_whoBeginsChanges() throws Exception {
    List<Contender> all = List.of(contender("a", 1), contender("b", 1), contender("c", 1));
    Race.run(all, 0, 3);
    assertThat(order).containsExactly("a", "b", "c", "b", "c", "a", "c", "a", "b");
  }

  @Test
  void run_warmups_areRunAndNotCounted() throws Exception {
    Race race = Race.run(List.of(contender("a", 1)), 2, 3);
    assertThat(order).hasSize(5);
    assertThat(race.samples("a")).extracting(Sample::wall).containsExactly(3.0, 4.0, 5.0);
  }

  @Test
  void ratio_paired_isTakenWithinRounds() throws Exception {
    double[] machine = {1, 10, 1};
    int[] runs = new int[2];
    Contender fast = new Contender("fast", () -> new Sample(machine[runs[0]++], 1));
    Contender slow = new Contender("slow", () -> new Sample(2 * machine[runs[1]++], 1));
    Race race = Race.run(List.of(fast, slow), 0, 3);
    assertThat(race.ratio("slow", "fast", Sample::wall)).isEqualTo(Interval.exact(2));
    assertThat(race.difference("slow", "fast", Sample::wall).high()).isEqualTo(10);
    assertThat(race.difference("slow", "fast", Sample::wall).median()).isEqualTo(1);
    assertThat(race.names()).containsExactly("fast", "slow");
  }
}
