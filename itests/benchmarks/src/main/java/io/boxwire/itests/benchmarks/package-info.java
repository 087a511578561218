/** What Boxwire's speed and size are held against. The script {@code run} starts all of it. */
package io.boxwire.itests.benchmarks;
