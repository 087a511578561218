/** Health checks; the only bundle that imports their API. */
package io.boxwire.health.internal;
