/**
 * The inner loops, measured by JMH on the builtin device's clips, which a real encoder made.
 *
 * <p>Whole commands are timed by {@code commands.sh} beside the sources of this module.
 */
package io.boxwire.itests.benchmarks;
