package org.paraat.provisioning.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paraat.media.AudioClip;
import org.paraat.media.codec.G711;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.Prompts;

class RecordedPromptsTest {
  private static final List<String> DEMO_ANNOUNCEMENTS =
      List.of(
          "meldtekst-open",
          "meldtekst-gesloten",
          "meldtekst-waarneming",
          "meldtekst-calamiteit",
          "hap-gesloten");
  private static final int BYTES_A_SECOND = 8000;

  @TempDir Path folder;

  @Test
  void everyPromptOfThePbxIsRecordedInEveryLanguage() {
    var prompts = new RecordedPrompts(folder);
    var missing = new ArrayList<String>();
    for (Language language : Language.values()) {
      for (PromptId prompt : Prompts.all()) {
        if (prompts.clip(prompt, language).isEmpty()) {
          missing.add(language.tag() + "/" + prompt);
        }
      }
    }
    assertEquals(List.of(), missing);
    assertEquals(List.of(), prompts.complaints());
  }

  @Test
  void bothLanguagesSayTheSameThings() {
    assertEquals(
        RecordedPrompts.textsOf(Language.DUTCH).keySet(),
        RecordedPrompts.textsOf(Language.ENGLISH).keySet());
  }

  @Test
  void noAnnouncementOfTheDemoIsLongerThanFourSeconds() {
    var prompts = new RecordedPrompts(folder);
    for (Language language : Language.values()) {
      for (String name : DEMO_ANNOUNCEMENTS) {
        AudioClip clip = prompts.clip(new PromptId(name), language).orElseThrow();
        assertTrue(
            clip.aLaw().length <= 4 * BYTES_A_SECOND,
            name + " in " + language + " lasts " + clip.aLaw().length / 8 + " ms");
      }
    }
  }

  @Test
  void everyTextIsLoudEnoughAndNoneClips() {
    var prompts = new RecordedPrompts(folder);
    var wrong = new ArrayList<String>();
    for (Language language : Language.values()) {
      for (String name : RecordedPrompts.textsOf(language).keySet()) {
        AudioClip clip = prompts.clip(new PromptId(name), language).orElseThrow();
        double peak = 0;
        double sum = 0;
        for (byte code : clip.aLaw()) {
          double sample = G711.linearOfALaw(code) / 32768.0;
          peak = Math.max(peak, Math.abs(sample));
          sum += sample * sample;
        }
        double average = 10 * Math.log10(sum / clip.aLaw().length);
        double highest = 20 * Math.log10(peak);
        if (highest > -3 || average < -27 || average > -17) {
          wrong.add(
              "%s/%s: peak %.1f, average %.1f dBFS".formatted(language, name, highest, average));
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void theToneThatRemindsIsShortAndSoft() {
    AudioClip tone =
        new RecordedPrompts(folder).clip(Prompts.REMINDER, Language.DUTCH).orElseThrow();
    assertTrue(tone.aLaw().length <= BYTES_A_SECOND / 2);
    double highest = 20 * Math.log10(peakOf(tone) / 32768.0);
    assertTrue(highest > -24 && highest < -15, "peak " + highest + " dBFS");
  }

  @Test
  void musicDoesNotComeRoundWhileALineIsForgotten() {
    var prompts = new RecordedPrompts(folder);
    AudioClip music = prompts.clip(Prompts.MUSIC, Language.DUTCH).orElseThrow();
    assertTrue(music.aLaw().length >= 45 * BYTES_A_SECOND);
    int longestSilence = 0;
    int silence = 0;
    for (byte code : music.aLaw()) {
      silence = Math.abs(G711.linearOfALaw(code)) < 64 ? silence + 1 : 0;
      longestSilence = Math.max(longestSilence, silence);
    }
    assertTrue(longestSilence < BYTES_A_SECOND / 2, "silent for " + longestSilence / 8 + " ms");
  }

  private static int peakOf(AudioClip clip) {
    int peak = 0;
    for (byte code : clip.aLaw()) {
      peak = Math.max(peak, Math.abs(G711.linearOfALaw(code)));
    }
    return peak;
  }

  @Test
  void aCentresOwnRecordingGoesBeforeOurs() throws IOException {
    Path own = Files.createDirectories(folder.resolve("nl")).resolve("pause.wav");
    try (var ours = RecordedPrompts.class.getResourceAsStream("nl/goodbye.wav")) {
      Files.copy(ours, own);
    }

    var prompts = new RecordedPrompts(folder);

    assertEquals(
        prompts.clip(Prompts.GOODBYE, Language.DUTCH).orElseThrow().aLaw().length,
        prompts.clip(Prompts.PAUSE, Language.DUTCH).orElseThrow().aLaw().length);
  }

  @Test
  void aBrokenRecordingIsNamedAndNothingElseIsLost() throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("nl")).resolve("pause.wav"), "no sound");

    var prompts = new RecordedPrompts(folder);

    assertTrue(prompts.clip(Prompts.PAUSE, Language.DUTCH).isEmpty());
    assertTrue(prompts.clip(Prompts.PAUSE_OFF, Language.DUTCH).isPresent());
    assertEquals(1, prompts.complaints().size());
  }
}
