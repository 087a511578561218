package io.boxwire.api;

/**
 * What the samples of a track come to. Immutable.
 *
 * @param samples how many there are, as a {@link SampleCursor} counts them
 * @param bytes how many bytes they take together
 */
public record SampleTotals(long samples, long bytes) {}
