package io.boxwire.itests.swaps.steering;

import java.util.function.BiPredicate;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts a call into methods of a class: before each return, the number of a revision is handed to
 * the {@link Journal}. What is put in names nothing but classes of the JDK, so it needs no import,
 * and gives the journal nothing but a number, so it holds on to nothing.
 */
final class Weave {
  private static final String FRAME = "(Lio/boxwire/api/Frame;";

  private final BiPredicate<String, String> method;

  private Weave(BiPredicate<String, String> method) {
    this.method = method;
  }

  /** Whatever makes samples of frames. */
  static Weave packetizer() {
    return new Weave(
        (type, method) ->
            method.startsWith("packetize" + FRAME + "Lio/boxwire/api/codec/SampleSink;)"));
  }

  /**
   * One method.
   *
   * @param type the name of its class behind {@code io/boxwire/}
   * @param method its name and the beginning of its descriptor
   */
  static Weave method(String type, String method) {
    return new Weave((t, m) -> t.equals("io/boxwire/" + type) && m.startsWith(method));
  }

  /**
   * Weaves a class.
   *
   * @param bytes the class
   * @param revision the number that is handed over
   * @return the class as it was if no method is meant
   */
  byte[] into(byte[] bytes, int revision) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    boolean[] woven = {false};
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor plain =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            boolean meant =
                (access & Opcodes.ACC_ABSTRACT) == 0
                    && method.test(reader.getClassName(), name + descriptor);
            woven[0] |= meant;
            return meant ? new Entry(plain, revision) : plain;
          }
        },
        0);
    return woven[0] ? writer.toByteArray() : bytes;
  }

  /** Makes an entry in the journal before each return. */
  private static final class Entry extends MethodVisitor {
    private final int revision;

    Entry(MethodVisitor plain, int revision) {
      super(Opcodes.ASM9, plain);
      this.revision = revision;
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            "java/lang/System",
            "getProperties",
            "()Ljava/util/Properties;",
            false);
        super.visitLdcInsn(Journal.WORK);
        super.visitMethodInsn(
            Opcodes.INVOKEVIRTUAL,
            "java/util/Properties",
            "get",
            "(Ljava/lang/Object;)Ljava/lang/Object;",
            false);
        super.visitTypeInsn(Opcodes.CHECKCAST, "java/util/function/IntConsumer");
        super.visitLdcInsn(revision);
        super.visitMethodInsn(
            Opcodes.INVOKEINTERFACE, "java/util/function/IntConsumer", "accept", "(I)V", true);
      }
      super.visitInsn(opcode);
    }
  }
}
