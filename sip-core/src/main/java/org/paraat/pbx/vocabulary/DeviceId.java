package org.paraat.pbx.vocabulary;

/** A phone by its SIP user name, such as {@code desk1}; it keeps it, whoever sits there. */
public record DeviceId(String user) implements Comparable<DeviceId> {
  public DeviceId {
    if (user.isBlank()) {
      throw new IllegalArgumentException("DeviceId is empty");
    }
  }

  @Override
  public int compareTo(DeviceId other) {
    return user.compareTo(other.user);
  }

  @Override
  public String toString() {
    return user;
  }
}
