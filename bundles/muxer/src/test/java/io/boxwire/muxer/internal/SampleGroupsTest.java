package io.boxwire.muxer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxwire.api.Layout;
import io.boxwire.box.ContainerBox;
import io.boxwire.box.FourCc;
import io.boxwire.box.ParentBox;
import io.boxwire.box.SampleGroupDescriptionBox;
import io.boxwire.box.SampleToGroupBox;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Open-GOP pictures and recovery points are marked as what they are, and not as sync samples. */
class SampleGroupsTest {
  private static final char[] KINDS = {'S', 'N', 'O', 'O', 'N', 'R', 'N'};

  private static ReadBack write(Layout layout) throws Exception {
    Rig rig = new Rig(layout);
    int video = rig.addVideo();
    for (int i = 0; i < KINDS.length; i++) {
      rig.picture(video, KINDS[i], 1, i * 3600L);
    }
    return rig.closeAndRead();
  }

  private static SampleToGroupBox group(ParentBox parent, FourCc type) {
    return parent.children(SampleToGroupBox.class).stream()
        .filter(g -> g.groupingType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void randomAccessPoints_areInGroups(Layout layout) throws Exception {
    ReadBack read = write(layout);
    assertThat(read.track(1).syncs())
        .containsExactly(true, false, false, false, false, false, false);
    boolean fragments = layout == Layout.FRAGMENTED;
    int local = fragments ? 0x10000 : 0;
    ParentBox parent =
        fragments
            ? (ParentBox) read.moofs.get(0).children(ContainerBox.TRAF).get(0)
            : read.track(1).sampleTable;
    SampleToGroupBox open = group(parent, SampleGroupDescriptionBox.RANDOM_ACCESS_POINT);
    assertThat(open.entries().column(0)).containsExactly(2, 2, 3);
    assertThat(open.entries().column(1)).containsExactly(0, local + 1, 0);
    SampleToGroupBox roll = group(parent, SampleGroupDescriptionBox.ROLL);
    assertThat(roll.entries().column(0)).containsExactly(5, 1, 1);
    assertThat(roll.entries().column(1)).containsExactly(0, local + 1, 0);
    List<SampleGroupDescriptionBox> descriptions = parent.children(SampleGroupDescriptionBox.class);
    assertThat(descriptions).hasSize(2);
    assertThat(descriptions.get(1).rollDistance(1)).isEqualTo(5);
  }

  @Test
  void plainStream_hasNoGroups() throws Exception {
    Rig rig = new Rig(Layout.PROGRESSIVE);
    rig.seconds(rig.addVideo(), 0, 2);
    assertThat(rig.closeAndRead().track(1).sampleTable.children(SampleToGroupBox.class)).isEmpty();
  }
}
