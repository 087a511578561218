/**
 * Lets other programs see what recordings do: {@link io.boxwire.monitor.internal.EventPoster} posts
 * events, {@link io.boxwire.monitor.internal.Beans} registers MBeans, {@link
 * io.boxwire.monitor.internal.Meters} binds meters. Each works where what it serves is present, and
 * leaves nothing behind. Metadata only: no media payload passes through here.
 */
package io.boxwire.monitor.internal;
