package org.paraat.scenario;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Closes the offices of a scenario when it is told, and looks whether anything was left behind. */
public final class OfficeKeeper implements AfterEachCallback {
  private static final ThreadLocal<List<Office>> OFFICES = ThreadLocal.withInitial(ArrayList::new);

  static void opened(Office office) {
    OFFICES.get().add(office);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    boolean hasFailed = context.getExecutionException().isPresent();
    List<Office> offices = List.copyOf(OFFICES.get());
    OFFICES.get().clear();
    if (!hasFailed) {
      offices.forEach(Office::closes);
    }
  }
}
