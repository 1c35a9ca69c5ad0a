package org.paraat.pbx.call;

/** The call has come in and nothing is decided yet. */
record ComesIn() implements Phase {
  @Override
  public Next enter(Call call, Turn turn) {
    return Next.STAY;
  }

  @Override
  public Phase copy(Copier copier) {
    return this;
  }

  @Override
  public String inWords() {
    return "comes in";
  }
}
