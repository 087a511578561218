/** Many live cameras, or few on a board: what recording costs, by the side of ffmpeg. */
package io.boxwire.itests.benchmarks.cameras;
