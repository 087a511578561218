/**
 * The launcher behind {@code runtime/boxwire}: starts an embedded Felix, calls one command of the
 * {@code io.boxwire.api.CommandLine} service, and ends with its status.
 *
 * <p>{@link io.boxwire.runtime.internal.Launcher} is the story; the rest are its parts.
 */
package io.boxwire.runtime.internal;
