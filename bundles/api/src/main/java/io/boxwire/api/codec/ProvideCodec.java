package io.boxwire.api.codec;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;

/**
 * Declares in the manifest that the bundle of the annotated plugin provides codecs, so that a
 * resolver can find a bundle for a codec.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Capability(namespace = ProvideCodec.NAMESPACE, version = "1.0.0")
public @interface ProvideCodec {
  /** The capability's namespace. */
  String NAMESPACE = "io.boxwire.codec";

  /**
   * The codec names.
   *
   * @return such as {@code h264}
   */
  @Attribute("codec")
  String[] value();
}
