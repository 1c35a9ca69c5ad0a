package org.paraat.media.rtcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.paraat.media.rtcp.EModel.Coding;

/** Ratings against figures worked out by hand. */
class EModelTest {

  @Test
  void aFaultlessConnectionIsAsGoodAsATelephoneGets() {
    double rating = EModel.rating(Coding.G711, 0, Duration.ZERO);
    assertEquals(93.2, rating, 1e-9);
    assertEquals(4.41, EModel.opinion(rating), 0.005);
  }

  @Test
  void lossCostsWhatTheRecommendationSays() {
    // 95 * 5 / (5 + 25.1) = 15.78
    assertEquals(77.42, EModel.rating(Coding.G711, 5, Duration.ZERO), 0.005);
    // 95 * 20 / (20 + 25.1) = 42.13
    double rating = EModel.rating(Coding.G711, 20, Duration.ZERO);
    assertEquals(51.07, rating, 0.005);
    assertEquals(2.63, EModel.opinion(rating), 0.005);
  }

  @Test
  void delayCostsMoreBeyondWhatIsHeard() {
    // 0.024 * 100
    assertEquals(90.8, EModel.rating(Coding.G711, 0, Duration.ofMillis(100)), 1e-9);
    // 0.024 * 300 + 0.11 * 122.7
    assertEquals(72.503, EModel.rating(Coding.G711, 0, Duration.ofMillis(300)), 1e-9);
  }

  @Test
  void theScoreStaysOnItsScale() {
    assertEquals(1, EModel.opinion(0));
    assertEquals(1, EModel.opinion(3));
    assertEquals(4.5, EModel.opinion(100));
    double before = 0;
    for (int rating = 0; rating <= 100; rating++) {
      assertTrue(EModel.opinion(rating) >= before);
      before = EModel.opinion(rating);
    }
    assertEquals(0, EModel.rating(Coding.G711, 100, Duration.ofSeconds(1)));
  }
}
