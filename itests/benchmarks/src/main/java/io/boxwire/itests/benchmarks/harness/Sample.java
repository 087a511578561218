package io.boxwire.itests.benchmarks.harness;

/**
 * What one run of a contender took.
 *
 * @param wall seconds of wall time
 * @param cpu seconds of processor time, user and system, of all its threads
 */
public record Sample(double wall, double cpu) {}
