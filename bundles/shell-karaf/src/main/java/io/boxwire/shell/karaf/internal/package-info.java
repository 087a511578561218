/**
 * The commands in Karaf's shell, scope {@code media}. They are made of what the command service
 * says of itself, so that a command of any bundle is there, completed like the others, while its
 * service is.
 */
package io.boxwire.shell.karaf.internal;
