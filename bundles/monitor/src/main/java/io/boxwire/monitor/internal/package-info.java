/** Tells others how recordings go: by Event Admin, as MBeans, and through Micrometer. */
package io.boxwire.monitor.internal;
