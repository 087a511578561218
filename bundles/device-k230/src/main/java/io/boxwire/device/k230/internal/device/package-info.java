/**
 * What the capture devices of this bundle have in common: how configurations become services, and
 * how options are read, where frames wait for their reader, and who codes sound.
 *
 * <p>A device that can be configured any number of times is a component of its own, with no
 * service, which needs a configuration of its factory PID:
 *
 * <pre>{@code
 * @Component(
 *     service = {},
 *     configurationPid = "io.boxwire.device.k230.Builtin",
 *     configurationPolicy = ConfigurationPolicy.REQUIRE)
 * @Designate(ocd = ..., factory = true)
 * final class ... {
 *   private final DeviceOffers.Offer offer;
 *
 *   @Activate
 *   public ...(@Reference DeviceOffers offers, Map<String, Object> properties)
 *       throws MediaException {
 *     OptionSet options = KNOWN.configuredBy(properties);
 *     parse(options.values(Map.of())); // a bad value fails here
 *     this.offer = offers.offer(new ...Device(id, options), properties);
 *   }
 *
 *   @Deactivate
 *   void withdraw() {
 *     offer.withdraw();
 *   }
 * }
 * }</pre>
 *
 * <p>The component registers the device itself, and does so last: one that Declarative Services
 * registers is in the registry before its configuration has been looked at, and stays there broken
 * if that is bad. What activation throws, Declarative Services logs, and shows as the reason why
 * the component is not active. There is no modified method: a changed configuration makes a new
 * device, and sessions that are open go on as they were.
 */
package io.boxwire.device.k230.internal.device;
