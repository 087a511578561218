/** The AAC codec plugin, written against the contracts alone. */
package io.boxwire.codec.aac.internal;
