package org.paraat.server.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.media.AudioClip;
import org.paraat.media.clip.LinearSound;
import org.paraat.media.clip.ToneClip;
import org.paraat.media.clip.UnusableClip;
import org.paraat.media.clip.WavFile;
import org.paraat.provisioning.Provisioning;
import org.paraat.server.phone.Sound.Kind;

class HearingTest {
  private static final Recordings RECORDINGS = Recordings.ours();

  @Test
  void aToneIsHeardWithItsFrequency() {
    List<Sound> heard = hear(silence(500), tone(440, 1000), silence(500), tone(660, 600));

    assertEquals(List.of(Kind.TONE, Kind.TONE), kinds(heard));
    assertTrue(heard.get(0).isTone(440), heard::toString);
    assertTrue(heard.get(1).isTone(660), heard::toString);
    assertEquals("440 Hz (1.0 s)", heard.get(0).inWords());
    assertTrue(Math.abs(heard.get(0).start().toMillis() - 500) <= 100, heard::toString);
  }

  @Test
  void twoTonesOneAfterTheOtherAreTwo() {
    assertEquals(2, hear(tone(440, 700), tone(660, 700)).size());
  }

  @Test
  void silenceIsNothing() {
    assertEquals(List.of(), hear(silence(3000)));
  }

  @Test
  void everyPromptIsRecognisedAsItself() {
    for (Recording recording : RECORDINGS.all()) {
      List<Sound> heard = hear(silence(430), recording.samples(), silence(300));
      assertEquals(List.of(Kind.SPEECH), kinds(heard), recording.prompt());
      assertEquals(
          List.of(recording.text()),
          heard.getFirst().recordings().stream().map(Recording::text).toList());
    }
  }

  @Test
  void aPromptIsRecognisedThroughTheOtherLaw() {
    AudioClip clip = LinearSound.clip("logged in", prompt("logged-in"));

    assertTrue(hear(silence(200), LinearSound.ofMuLaw(clip.muLaw())).getFirst().says("logged-in"));
  }

  @Test
  void aPromptThatIsCutShortIsRecognisedByItsBegin() {
    short[] begin = Arrays.copyOf(prompt("enter-extension"), 12_000);

    assertTrue(hear(begin, silence(300)).getFirst().says("enter-extension"));
  }

  @Test
  void aPromptIsRecognisedAlsoWhenTheStreamStumbles() {
    short[] prompt = prompt("meldtekst-open");
    for (int at = 2000; at < 16_000; at += 1000) {
      List<Sound> heard =
          hear(
              Arrays.copyOf(prompt, at),
              silence(240),
              Arrays.copyOfRange(prompt, at, prompt.length),
              silence(300));
      assertTrue(heard.getFirst().says("meldtekst-open"), at + ": " + heard);
    }
  }

  @Test
  void aVoiceThatIsNotOursIsAVoice() {
    short[] backwards = prompt("meldtekst-open").clone();
    for (int i = 0, j = backwards.length - 1; i < j; i++, j--) {
      short kept = backwards[i];
      backwards[i] = backwards[j];
      backwards[j] = kept;
    }

    List<Sound> heard = hear(backwards);
    assertEquals(List.of(Kind.SPEECH), kinds(heard));
    assertTrue(heard.getFirst().inWords().startsWith("a voice"), heard::toString);
  }

  @Test
  void musicAfterTheWelcomeIsMusic() {
    List<Sound> heard = hear(prompt("meldtekst-open"), Arrays.copyOf(music(), 32_000));

    assertEquals(List.of(Kind.SPEECH, Kind.MUSIC), kinds(heard), heard::toString);
    assertTrue(heard.get(0).says("meldtekst-open"));
    assertTrue(heard.get(1).lasting().toMillis() > 3000, heard::toString);
  }

  @Test
  void allOfTheMusicIsMusic() {
    assertEquals(List.of(Kind.MUSIC), kinds(hear(music())));
  }

  @Test
  void anEarHearsWhatComesAfterTheMomentAskedFor() {
    var ear = new Ear(RECORDINGS);
    ear.hear(tone(440, 500));
    long moment = ear.now();
    ear.hear(tone(660, 500));

    assertTrue(ear.hears(moment, sound -> sound.isTone(660), Duration.ZERO));
    assertEquals("660 Hz (0.5 s)", ear.inWords(moment));
    assertEquals("silence", ear.inWords(ear.now()));
  }

  @Test
  void anEarForgetsWhatIsLongAgoAndGoesOn() {
    var ear = new Ear(Recordings.NONE);
    for (int i = 0; i < 200; i++) {
      ear.hear(silence(1000));
    }
    long moment = ear.now();
    ear.hear(tone(880, 500));

    assertEquals(200L * Hearing.RATE, moment);
    assertEquals("880 Hz (0.5 s)", ear.inWords(moment));
  }

  private static List<Sound> hear(short[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    short[] all = new short[length];
    int at = 0;
    for (short[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return Hearing.of(all, RECORDINGS);
  }

  private static List<Kind> kinds(List<Sound> sounds) {
    return sounds.stream().map(Sound::kind).toList();
  }

  private static short[] silence(int milliseconds) {
    return new short[milliseconds * 8];
  }

  private static short[] tone(int hertz, int milliseconds) {
    return LinearSound.ofALaw(ToneClip.sine(hertz, Duration.ofMillis(milliseconds)).aLaw());
  }

  private static short[] prompt(String name) {
    return RECORDINGS.all().stream()
        .filter(recording -> recording.prompt().equals(name))
        .findFirst()
        .orElseThrow()
        .samples();
  }

  private static short[] music() {
    try (InputStream stream =
        Provisioning.class.getResourceAsStream("/org/paraat/provisioning/prompts/music.wav")) {
      return LinearSound.ofALaw(WavFile.read("music", stream).aLaw());
    } catch (IOException | UnusableClip e) {
      throw new AssertionError(e);
    }
  }
}
