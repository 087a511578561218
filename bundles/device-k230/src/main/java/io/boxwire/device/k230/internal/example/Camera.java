package io.boxwire.device.k230.internal.example;

import io.boxwire.api.capture.CaptureDevice;
import java.util.Map;

/**
 * What is recorded from: the board has one camera, a framework any number of them.
 *
 * @param device the device
 * @param options its options
 */
record Camera(CaptureDevice device, Map<String, String> options) {}
