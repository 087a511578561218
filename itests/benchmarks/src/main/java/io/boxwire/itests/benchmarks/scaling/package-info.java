/** What the index of very many samples costs, and how cost grows as work grows. */
package io.boxwire.itests.benchmarks.scaling;
