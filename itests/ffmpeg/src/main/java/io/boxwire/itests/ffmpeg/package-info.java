/** FFmpeg as a judge: its programs, and what they lack on a plain machine. */
package io.boxwire.itests.ffmpeg;
