package io.boxwire.itests.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class ChartTest {
  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static double number(NodeList nodes, int index, String name) {
    return Double.parseDouble(nodes.item(index).getAttributes().getNamedItem(name).getNodeValue());
  }

  @Test
  void bars_values_areAsLongAsTheyAre() throws Exception {
    String svg =
        new BarChart("title <&>", "times cp")
            .bar("remux", "Boxwire", new Interval(1, 0.9, 1.1))
            .bar("remux", "ffmpeg", new Interval(2, 1.9, 2.1))
            .mark("remux", 1.15)
            .svg();
    NodeList boxes = parse(svg).getElementsByTagName("rect");
    // The background, two in the legend, two bars.
    assertThat(boxes.getLength()).isEqualTo(5);
    assertThat(number(boxes, 4, "width")).isEqualTo(2 * number(boxes, 3, "width"));
    assertThat(svg).contains("title &lt;&amp;&gt;", "Boxwire", "ffmpeg", "remux", "mark");
  }

  @Test
  void lines_logarithmic_equalRatiosAreEquallyFarApart() throws Exception {
    String svg =
        LineChart.logarithmic("cost", "samples", "s")
            .point("open", 1e3, 0.01)
            .point("open", 1e5, 1)
            .point("open", 1e7, 100)
            .mark("limit", 2)
            .svg();
    NodeList dots = parse(svg).getElementsByTagName("circle");
    assertThat(dots.getLength()).isEqualTo(3);
    assertThat(number(dots, 1, "cx") - number(dots, 0, "cx"))
        .isEqualTo(number(dots, 2, "cx") - number(dots, 1, "cx"));
    assertThat(number(dots, 0, "cy")).isGreaterThan(number(dots, 2, "cy"));
    assertThat(svg).contains("10^5", "limit");
  }

  @Test
  void lines_linear_beginAtZero() throws Exception {
    String svg = LineChart.linear("t", "x", "y").point("a", 5, 10).point("a", 10, 20).svg();
    NodeList dots = parse(svg).getElementsByTagName("circle");
    assertThat(number(dots, 1, "cx") - number(dots, 0, "cx")).isEqualTo(number(dots, 0, "cx") - 96);
  }
}
