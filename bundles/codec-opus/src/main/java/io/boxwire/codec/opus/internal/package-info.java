/** The Opus codec plugin, written against the contracts alone. */
package io.boxwire.codec.opus.internal;
