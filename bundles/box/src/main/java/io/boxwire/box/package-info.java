/**
 * The boxes of the ISO base media file format (ISO/IEC 14496-12:2022): read, write, walk, describe.
 *
 * <p>A box is an immutable record with one method, {@link io.boxwire.box.Box#fields}, that
 * describes its fields to whoever reads, writes, measures or dumps it:
 *
 * <pre>{@code
 *                           +--> FieldReader     bytes of a file  -> box
 * MovieHeaderBox.fields(f) -+--> FieldWriter     box -> bytes
 *                           +--> FieldSizer      box -> size, known before it is written
 *                           +--> FieldDescriber  box -> names and values
 * }</pre>
 *
 * <p><b>Walk</b> a file of any size; only headers are read:
 *
 * <pre>{@code
 * BoxReader reader = BoxReader.of(ByteSource.of(FileChannel.open(path)));
 * BoxWalker walker = reader.walk();
 * while (walker.next()) {
 *   BoxHeader header = walker.header();      // type, position, size, path
 * }
 * }</pre>
 *
 * <p><b>Read</b> a box with those inside. Tables ({@code stsz}, {@code trun} and so on) and opaque
 * payloads stay in the file: a {@link io.boxwire.box.Table} is a view of the place, checked against
 * the size of its box, and {@link io.boxwire.box.TableWindow} reads it a piece at a time. So a
 * {@code moov} costs what its structure costs, however many samples it describes.
 *
 * <pre>{@code
 * ParentBox moov = (ParentBox) reader.read(header).content();
 * for (ParentBox trak : moov.parents(ContainerBox.TRAK)) {
 *   ParentBox stbl = trak.parent("mdia/minf/stbl").orElseThrow();
 *   SampleSizeBox sizes = stbl.child(SampleSizeBox.class).orElseThrow();
 *   TableWindow window = sizes.sizes().window();
 *   long first = window.value(0, 0);         // entry 0, column 0
 * }
 * Box moof = reader.load(fragmentHeader);    // in memory, with all that is in it
 * }</pre>
 *
 * <p><b>Write</b>: sizes are computed ahead, so a box's {@link io.boxwire.box.Box#size} is at hand
 * before it is written (for {@code data_offset}, say), and tables are filled from arrays of the
 * caller:
 *
 * <pre>{@code
 * Table samples = Table.generated(TrackRunBox.layout(0, flags), n, out -> {
 *   for (int i = 0; i < n; i++) {
 *     out.entry(durations[i], sizes[i]);
 *   }
 * });
 * BoxWriter out = BoxWriter.inMemory();      // or BoxWriter.to(channel, 65_536)
 * out.write(ContainerBox.of(ContainerBox.MOOF, mfhd, traf)).header(MediaDataBox.TYPE, payload);
 * }</pre>
 *
 * <p><b>Describe</b> a file to people or programs: a {@link io.boxwire.box.FieldSink} takes names
 * and values as they are read, a tolerant walker goes on behind what is malformed:
 *
 * <pre>{@code
 * BoxWalker walker = reader.tolerant().walk();
 * while (walker.next()) {
 *   text.append(walker.header()).append('\n');
 *   walker.enter(new FieldText(text, "  ", 10, 16));
 * }
 * }</pre>
 *
 * <p><b>What is not understood is kept.</b> Unknown types and versions are an {@link
 * io.boxwire.box.OpaqueBox}. A known box whose bytes its fields do not give back (bytes behind the
 * last field, reserved fields in use, a 64-bit size without need) comes in an {@link
 * io.boxwire.box.OriginalBox}, is found by the same finders, and is written as it was. Boxes of
 * codecs ({@code avcC}, {@code esds}) are opaque here: this bundle knows no codec.
 *
 * <p><b>Nothing that is read is trusted.</b> Sizes and counts are checked against what is there
 * before anything is allocated, nesting and the number of boxes are bounded, and bad input ends in
 * a {@link io.boxwire.api.MediaException} with the path of the box and the offset in the file, or,
 * for a tolerant reader, in a {@link io.boxwire.box.MalformedBox}.
 */
@Export
@Version("1.1.0")
package io.boxwire.box;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
