package io.boxwire.itests.benchmarks.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The samples of contenders that took turns. What belongs to one round was measured one after the
 * other, so a slow minute of the machine meets all of them, and ratios are taken within rounds.
 */
public final class Race {
  private final Map<String, List<Sample>> samples;

  private Race(Map<String, List<Sample>> samples) {
    this.samples = samples;
  }

  /**
   * Lets each contender run once a round. Who begins changes from round to round.
   *
   * @param contenders at least one, each with a name of its own
   * @param warmups rounds that are not counted
   * @param rounds rounds that are counted
   */
  public static Race run(List<Contender> contenders, int warmups, int rounds)
      throws IOException, InterruptedException {
    Map<String, List<Sample>> samples = new LinkedHashMap<>();
    contenders.forEach(contender -> samples.put(contender.name(), new ArrayList<>()));
    for (int round = -warmups; round < rounds; round++) {
      for (int turn = 0; turn < contenders.size(); turn++) {
        Contender contender = contenders.get(Math.floorMod(round + turn, contenders.size()));
        Sample sample = contender.job().run();
        if (round >= 0) {
          samples.get(contender.name()).add(sample);
        }
      }
    }
    return new Race(samples);
  }

  /** The names of the contenders. */
  public List<String> names() {
    return List.copyOf(samples.keySet());
  }

  /** What a contender's runs took, in the order of the rounds. */
  public List<Sample> samples(String name) {
    return List.copyOf(samples.get(name));
  }

  /**
   * One figure of a contender's runs.
   *
   * @param name the contender
   * @param figure {@code Sample::wall} or {@code Sample::cpu}
   */
  public double[] values(String name, ToDoubleFunction<Sample> figure) {
    return samples.get(name).stream().mapToDouble(figure).toArray();
  }

  /**
   * How many times the time of another a contender took: the median of the ratios within rounds.
   *
   * @param name the contender
   * @param other with whom it is compared
   * @param figure {@code Sample::wall} or {@code Sample::cpu}
   */
  public Interval ratio(String name, String other, ToDoubleFunction<Sample> figure) {
    double[] ratios = values(name, figure);
    double[] others = values(other, figure);
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] /= others[i];
    }
    return Interval.ofMedian(ratios);
  }

  /**
   * How much more a contender took than another: the median of the differences within rounds.
   *
   * @param name the contender
   * @param other with whom it is compared
   * @param figure {@code Sample::wall} or {@code Sample::cpu}
   */
  public Interval difference(String name, String other, ToDoubleFunction<Sample> figure) {
    double[] differences = values(name, figure);
    double[] others = values(other, figure);
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= others[i];
    }
    return Interval.ofMedian(differences);
  }
}
