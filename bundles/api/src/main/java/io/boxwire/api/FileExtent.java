package io.boxwire.api;

import java.util.Optional;

/**
 * How far a file can be read: for who finishes a recording that was cut. Immutable.
 *
 * @param leftOpen whether it is a recording that was never finished: a HYBRID or FRAGMENTED one
 *     that lacks its end, or whose end is torn
 * @param wholeBytes the file offset behind the last box whose content is proved, or, without proof,
 *     that is complete
 * @param skipped what lies behind it and can't be read, a sentence for people; empty if nothing
 */
public record FileExtent(boolean leftOpen, long wholeBytes, Optional<String> skipped) {}
