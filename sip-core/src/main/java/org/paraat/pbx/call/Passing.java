package org.paraat.pbx.call;

/** A moment in which nothing happens to a call: before the first decision, or after the last. */
public record Passing(String inWords) implements Phase {
  static final Passing COMES_IN = new Passing("comes in");

  /** Its parties go on in another one, a moment before its end. */
  public static final Passing WAS_JOINED = new Passing("was joined");

  @Override
  public Next enter(Call call, Turn turn) {
    return Next.STAY;
  }

  @Override
  public Phase copy(Copier copier) {
    return this;
  }
}
