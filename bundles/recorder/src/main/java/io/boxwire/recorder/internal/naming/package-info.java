/** The names of the files of a recording. Knows nothing else of it. */
package io.boxwire.recorder.internal.naming;
