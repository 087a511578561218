/**
 * The example programs of the board's MP4 manual, in Java, and the command {@code k230-example}
 * that runs them.
 *
 * <p>{@code Example1}, {@code Example2} and {@code Example3} are to be read beside the originals:
 * the same steps in the same order, under the same names in Java's spelling, with the same printed
 * lines. {@code Console} and {@code Venc} stand for what those programs take from their platform.
 * Where something has to be different, a comment says why.
 */
package io.boxwire.device.k230.internal.example;
