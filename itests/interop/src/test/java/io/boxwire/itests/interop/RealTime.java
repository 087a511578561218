package io.boxwire.itests.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Tests that judge when something happened: they are run while no others are. */
@Tag("real-time")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface RealTime {}
