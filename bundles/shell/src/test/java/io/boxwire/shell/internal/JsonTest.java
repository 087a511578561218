package io.boxwire.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void nestedValues_haveCommasBetweenThemOnly() {
    Json json = new Json().beginObject().member("a", 1).texts("b", List.of("x", "y"));
    json.name("c").beginArray().beginObject().endObject();
    json.beginObject().truth("d", true).member("e", new BigDecimal("1.50")).endObject().endArray();
    json.member("f", -2).endObject();

    assertThat(json)
        .hasToString("{\"a\":1,\"b\":[\"x\",\"y\"],\"c\":[{},{\"d\":true,\"e\":1.50}],\"f\":-2}");
  }

  @Test
  void text_whatJsonForbids_isEscaped() {
    Json json = new Json().value("a\"b\\c\n\r\t\u0001\u007f é \ud83d\ude00 \ud83d");

    assertThat(json).hasToString("\"a\\\"b\\\\c\\n\\r\\t\\u0001\\u007f é \ud83d\ude00 \\ud83d\"");
  }
}
