package io.boxwire.device.k230.internal.v4l2;

import io.boxwire.api.MediaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Controls to be set together ({@code struct v4l2_ext_controls}). */
final class Controls {
  private static final int CODEC_CLASS = 0x00990000;
  private static final int CONTROL_SIZE = 20;
  private static final int CONTROL_VALUE = 12;
  private static final int COUNT = 4;
  private static final int ERROR_INDEX = 8;
  private static final int ADDRESS = 24;

  private final List<Control> controls = new ArrayList<>();

  /** A control with its name for messages. */
  private record Control(String name, int id, long value) {}

  /**
   * Adds a control.
   *
   * @param name its name for messages
   * @param value its value; 32-bit controls take the low half, which lies first in memory
   */
  Controls with(String name, int id, long value) {
    controls.add(new Control(name, id, value));
    return this;
  }

  /** Sets them. */
  void apply(VideoNode node) throws MediaException {
    ByteBuffer array =
        ByteBuffer.allocateDirect(controls.size() * CONTROL_SIZE).order(ByteOrder.nativeOrder());
    for (int i = 0; i < controls.size(); i++) {
      Control control = controls.get(i);
      array.putInt(i * CONTROL_SIZE, control.id());
      array.putLong(i * CONTROL_SIZE + CONTROL_VALUE, control.value());
    }
    ByteBuffer request = VideoNode.argument(Ioctl.VIDIOC_S_EXT_CTRLS);
    request.putInt(0, CODEC_CLASS).putInt(COUNT, controls.size());
    request.putLong(ADDRESS, node.calls().address(array));
    int result = node.result(Ioctl.VIDIOC_S_EXT_CTRLS, request);
    if (result < 0) {
      throw Errno.failure(
          node.path(), Ioctl.VIDIOC_S_EXT_CTRLS + culprit(request.getInt(ERROR_INDEX)), -result);
    }
  }

  /** The index is that of the control to blame, or as large as their count if none is. */
  private String culprit(int index) {
    if (index < 0 || index >= controls.size()) {
      return "";
    }
    Control control = controls.get(index);
    return " (" + control.name() + " = " + control.value() + ")";
  }
}
