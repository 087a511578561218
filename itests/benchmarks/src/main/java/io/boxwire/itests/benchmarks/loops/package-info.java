/**
 * The inner loops, measured by JMH on the builtin device's clips, which a real encoder made. Each
 * can be run by JMH alone as well.
 */
package io.boxwire.itests.benchmarks.loops;
