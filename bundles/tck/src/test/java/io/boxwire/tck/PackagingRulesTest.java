package io.boxwire.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxwire.api.codec.CodecPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The toy codec as a bundle, packed as it should be and otherwise. */
final class PackagingRulesTest {
  private static final String DESCRIPTOR = "OSGI-INF/toy.xml";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String SERVICES = "META-INF/services/" + CodecPlugin.class.getName();

  @TempDir Path bundle;

  @BeforeEach
  void pack() throws IOException {
    write(
        MANIFEST,
        """
        Manifest-Version: 1.0
        Bundle-SymbolicName: toy
        Service-Component: OSGI-INF/toy.xml
        Provide-Capability: io.boxwire.codec;codec:List<String>="toy"
        """);
    write(SERVICES, ToyCodec.class.getName());
    write(
        DESCRIPTOR,
        """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.5.0" name="toy" immediate="true">
          <property name="codec" value="toy"/>
          <property name="sample.entries" type="String">toy1
        </property>
          <service><provide interface="io.boxwire.api.codec.CodecPlugin"/></service>
          <implementation class="io.boxwire.tck.ToyCodec"/>
        </scr:component>
        """);
  }

  @Test
  void bundle_packedWell_passes() {
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void rules_classesInABundle_apply() throws Exception {
    assertThat(apply()).isTrue();
  }

  @Test
  void rules_classesInNoBundle_doNotApply() throws Exception {
    Files.delete(bundle.resolve(MANIFEST));
    assertThat(apply()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COMPONENT  | OSGI-INF/toy.xml     | immediate=\"true\"  | ''",
        "COMPONENT  | OSGI-INF/toy.xml     | value=\"toy\"       | value=\"Toy\"",
        "COMPONENT  | OSGI-INF/toy.xml     | toy1                | toy2",
        "COMPONENT  | OSGI-INF/toy.xml     | codec.CodecPlugin   | MuxerFactory",
        "COMPONENT  | OSGI-INF/toy.xml     | ToyCodec            | Other",
        "COMPONENT  | META-INF/MANIFEST.MF | Service-Component   | Other",
        "CAPABILITY | META-INF/MANIFEST.MF | =\"toy\"            | =\"joy\"",
        "CAPABILITY | META-INF/MANIFEST.MF | Provide-Capability  | Other",
        "CAPABILITY | META-INF/MANIFEST.MF | Bundle-SymbolicName"
            + " | Require-Capability: osgi.serviceloader;a=b#Bundle-SymbolicName"
      })
  void bundle_packedWrongly_isFound(Clause clause, String file, String from, String to)
      throws IOException {
    String good = Files.readString(bundle.resolve(file));
    Files.writeString(bundle.resolve(file), good.replace(from, to.replace('#', '\n')));
    assertThatThrownBy(this::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(clause.toString());
  }

  @Test
  void bundle_withoutServicesFile_isFound() throws IOException {
    Files.delete(bundle.resolve(SERVICES));
    assertThatThrownBy(this::check).hasMessageStartingWith(Clause.PLAIN_JAR.toString());
  }

  @Test
  void bundle_withABrokenServicesFile_isFound() throws IOException {
    write(SERVICES, "no.such.Plugin");
    assertThatThrownBy(this::check).hasMessageStartingWith(Clause.PLAIN_JAR.toString());
  }

  private boolean apply() throws Exception {
    try (BundleLoader loader = new BundleLoader(bundle, ToyCodec.class)) {
      return new PackagingRules(loader.plugin()).apply();
    }
  }

  private void check() throws Exception {
    try (BundleLoader loader = new BundleLoader(bundle, ToyCodec.class)) {
      PackagingRules rules = new PackagingRules(loader.plugin());
      rules.component();
      rules.capability();
      rules.plainJar();
    }
  }

  private void write(String file, String content) throws IOException {
    Path path = bundle.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }
}
