package org.paraat.engine.journal;

import java.util.List;
import org.paraat.pbx.directory.Device;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Extension;
import org.paraat.pbx.directory.MobilePhones;
import org.paraat.pbx.directory.Number;
import org.paraat.pbx.directory.Organisation;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.directory.Switch;
import org.paraat.pbx.directory.Trunk;

/** Writes a directory as the record of the lists that it is made from. */
final class DirectoryCodec implements Codec {

  /** What a directory is made from. */
  public record Contents(
      long version,
      Organisation organisation,
      List<Device> devices,
      List<Extension> extensions,
      List<Queue> queues,
      List<Number> numbers,
      List<Trunk> trunks,
      List<Switch> switches,
      MobilePhones mobiles) {}

  private final Codec contents;

  DirectoryCodec(DerivedCodecs all) {
    contents = all.codecOf(Contents.class);
  }

  @Override
  public void write(Object value, BinaryOutput out) {
    Directory directory = (Directory) value;
    contents.write(
        new Contents(
            directory.version(),
            directory.organisation(),
            List.copyOf(directory.devices().values()),
            List.copyOf(directory.extensions().values()),
            List.copyOf(directory.queues().values()),
            List.copyOf(directory.numbers().values()),
            List.copyOf(directory.trunks().values()),
            List.copyOf(directory.switches().values()),
            directory.mobiles()),
        out);
  }

  @Override
  public Object read(BinaryInput in) {
    Contents read = (Contents) contents.read(in);
    return new Directory(
        read.version(),
        read.organisation(),
        read.devices(),
        read.extensions(),
        read.queues(),
        read.numbers(),
        read.trunks(),
        read.switches(),
        read.mobiles());
  }

  @Override
  public String shape() {
    return contents.shape();
  }
}
