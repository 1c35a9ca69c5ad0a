package org.paraat.system.load;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Times in words: how many, and the usual percentiles in milliseconds. */
final class Figures {
  private Figures() {}

  static String of(List<Long> nanos) {
    return of(nanos.stream().mapToLong(Long::longValue).toArray());
  }

  static String of(long[] nanos) {
    if (nanos.length == 0) {
      return "none";
    }
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "n %d, p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, max %.2f ms",
        sorted.length,
        at(sorted, 0.50),
        at(sorted, 0.90),
        at(sorted, 0.99),
        at(sorted, 1.0));
  }

  private static double at(long[] sorted, double part) {
    int index = (int) Math.ceil(part * sorted.length) - 1;
    return sorted[Math.max(0, index)] / 1e6;
  }
}
