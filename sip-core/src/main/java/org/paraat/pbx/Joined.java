package org.paraat.pbx;

import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.Copier;
import org.paraat.pbx.call.Next;
import org.paraat.pbx.call.Phase;
import org.paraat.pbx.call.Turn;

/** A call whose parties go on in another one, a moment before its end. */
record Joined() implements Phase {
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
    return "was joined";
  }
}
