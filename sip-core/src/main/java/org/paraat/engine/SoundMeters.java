package org.paraat.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.paraat.pbx.vocabulary.Quality;

/** Histograms of how legs sounded, apart for each trunk and each kind of phone. */
final class SoundMeters {
  private static final double[] OPINIONS = {2, 2.5, 3, 3.5, 3.8, 4, 4.2, 4.4};
  private static final double[] LOSSES_PERCENT = {0.1, 0.5, 1, 2, 5, 10, 20};
  private static final double[] JITTERS_SECONDS = {0.002, 0.005, 0.01, 0.02, 0.04, 0.08};
  private static final double[] ROUND_TRIPS_SECONDS = {0.01, 0.03, 0.1, 0.2, 0.4, 0.8};

  private final MeterRegistry registry;

  SoundMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Counts one leg that ended.
   *
   * @param peer the trunk, or the kind of phone
   */
  void measured(String peer, Quality quality) {
    measured(peer, "from", quality.fromParty());
    quality.toParty().ifPresent(way -> measured(peer, "to", way));
    quality
        .roundTrip()
        .ifPresent(
            time ->
                summary("paraat.sound.roundtrip.seconds", peer, "both", ROUND_TRIPS_SECONDS)
                    .record(seconds(time)));
  }

  private void measured(String peer, String way, Quality.Way quality) {
    if (quality.packets() > 0) {
      summary("paraat.sound.opinion", peer, way, OPINIONS).record(quality.opinion() / 100.0);
      summary("paraat.sound.loss.percent", peer, way, LOSSES_PERCENT)
          .record(100.0 * quality.lost() / quality.packets());
      summary("paraat.sound.jitter.seconds", peer, way, JITTERS_SECONDS)
          .record(seconds(quality.jitter()));
    }
  }

  private DistributionSummary summary(String name, String peer, String way, double[] limits) {
    return DistributionSummary.builder(name)
        .tag("peer", peer)
        .tag("way", way)
        .serviceLevelObjectives(limits)
        .register(registry);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  /** The sound of a leg stayed away for half the time that it may. */
  void missed(String peer) {
    silences(peer, "missed").increment();
  }

  /** The sound of a leg stayed away for so long that the leg is ended. */
  void lost(String peer) {
    silences(peer, "lost").increment();
  }

  private Counter silences(String peer, String stage) {
    return Counter.builder("paraat.sound.silences")
        .description("legs whose sound stayed away")
        .tag("peer", peer)
        .tag("stage", stage)
        .register(registry);
  }
}
