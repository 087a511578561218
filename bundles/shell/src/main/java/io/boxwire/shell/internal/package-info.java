/**
 * The commands: their options, their logic, their messages.
 *
 * <p>A command is one class ({@code InfoCommand}, {@code MuxCommand}, and so on) that declares its
 * {@code Syntax} and runs with parsed {@code Arguments} in an {@code Invocation}, which is all it
 * knows of the world: streams, messages, and the {@code Parts} that are present. {@code Commands}
 * offers them as a service, {@code GogoFunctions} as functions of a shell.
 */
package io.boxwire.shell.internal;
