/** What the sections of the benchmarks share: turns, statistics, tables, charts, inputs. */
package io.boxwire.itests.benchmarks.harness;
