/**
 * Whole files, about a gigabyte each: what they cost inside a warm virtual machine, and as
 * commands.
 */
package io.boxwire.itests.benchmarks.files;
