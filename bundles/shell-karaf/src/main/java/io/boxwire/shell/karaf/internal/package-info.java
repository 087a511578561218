/** The commands of Boxwire as commands of Karaf. */
package io.boxwire.shell.karaf.internal;
