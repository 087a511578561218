/**
 * Health checks for Apache Felix Health Checks, the one bundle that knows them.
 *
 * <p>What a {@code ...Check} finds is plain logic over the statuses of recordings; the {@code
 * ...HealthCheck} of the same name offers it as a service.
 */
package io.boxwire.health.internal;
