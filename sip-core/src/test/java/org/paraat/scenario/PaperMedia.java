package org.paraat.scenario;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.paraat.media.AudioClip;
import org.paraat.media.KeysInSound;
import org.paraat.media.MediaEngine;
import org.paraat.media.MediaListener;
import org.paraat.media.MediaSession;
import org.paraat.media.PortUse;
import org.paraat.media.PortsExhausted;
import org.paraat.media.SoundQuality;
import org.paraat.media.sdp.Agreement;
import org.paraat.media.sdp.AudioCodec;
import org.paraat.media.sdp.CryptoPolicy;
import org.paraat.media.sdp.LocalStream;
import org.paraat.media.sdp.Negotiation;
import org.paraat.media.sdp.NotNegotiable;
import org.paraat.media.sdp.SessionDescription;

/**
 * Media on paper: negotiates as the real engine does, and knows who would hear what, without a
 * packet.
 */
public final class PaperMedia implements MediaEngine {
  private static final int SAMPLES_A_SECOND = 8000;
  private static final int FIRST_PORT = 20_000;

  /** Runs something later in virtual time. */
  public interface Later {
    void run(Duration after, Runnable what);
  }

  /** Somebody with an ear at an RTP address. */
  public interface Ear {
    /** A prompt begins to sound at this ear. */
    void startsToHear(String prompt);
  }

  private final Later later;
  private final List<Session> open = new ArrayList<>();
  private final List<Listening> ears = new ArrayList<>();
  private int portsLeft = Integer.MAX_VALUE;
  private boolean isNearlyFull;
  private Predicate<InetSocketAddress> speaks = party -> false;
  private int nextPort = FIRST_PORT;
  private long nextId = 1;

  /**
   * What sounds somewhere.
   *
   * @param party where the voice comes from; empty while there is none
   * @param prompt what is played; empty while nothing is
   */
  public record Hearing(Optional<InetSocketAddress> party, Optional<String> prompt) {}

  private record Listening(InetSocketAddress at, Ear ear) {}

  public PaperMedia(Later later) {
    this.later = later;
  }

  /** From now on only so many more sessions can be opened. */
  void hasOnlyPortsFor(int sessions) {
    portsLeft = sessions;
  }

  /** From now on it says that nearly all ports are in use, though there are some. */
  void isNearlyFull(boolean isSo) {
    isNearlyFull = isSo;
  }

  /** From now on the sound of every party comes in all the time. */
  void carriesSoundAllTheTime() {
    soundComesFrom(party -> true);
  }

  /** Whose sound comes in all the time, by the address where they listen. */
  public void soundComesFrom(Predicate<InetSocketAddress> parties) {
    speaks = parties;
  }

  /** Opens a session that nobody will ever close. */
  void leavesBehind(String owner) throws PortsExhausted {
    open(
        owner,
        Optional.empty(),
        CryptoPolicy.OFF,
        new MediaListener() {
          @Override
          public void keyPressed(char key) {}

          @Override
          public void keySounded(char key) {}

          @Override
          public void playbackFinished(long playback) {}

          @Override
          public void soundMissed(Duration silence) {}

          @Override
          public void soundLost(Duration silence) {}
        });
  }

  /** The session that was opened first fails by our own fault. */
  void firstSessionBreaks() {
    open.getFirst().listener.sessionBroke();
  }

  public int openSessions() {
    return open.size();
  }

  /** Whose sessions are open, for a message about one that was forgotten. */
  @Override
  public List<String> owners() {
    return open.stream().map(session -> session.owner).toList();
  }

  @Override
  public void reclaim(String owner) {
    List.copyOf(open).stream().filter(each -> each.owner.equals(owner)).forEach(Session::close);
  }

  @Override
  public boolean speaksWith(InetAddress peer) {
    return peer instanceof Inet4Address;
  }

  @Override
  public PortUse ports() {
    return isNearlyFull ? new PortUse(95, 5, 0, 0) : new PortUse(open.size(), portsLeft, 0, 0);
  }

  public void listen(InetSocketAddress at, Ear ear) {
    ears.add(new Listening(at, ear));
  }

  /** Nobody listens there any more. */
  public void stopListening(InetSocketAddress at) {
    ears.removeIf(listening -> listening.at().equals(at));
  }

  @Override
  public MediaSession open(
      String owner, Optional<InetAddress> peer, CryptoPolicy encryption, MediaListener listener)
      throws PortsExhausted {
    if (portsLeft <= 0) {
      throw new PortsExhausted("no port is left on paper");
    }
    portsLeft--;
    var local = new LocalStream(nextId++, InetAddress.ofLiteral(Office.PLATFORM_ADDRESS), nextPort);
    nextPort += 2;
    var session = new Session(owner, local, encryption, listener);
    open.add(session);
    return session;
  }

  @Override
  public void close() {
    List.copyOf(open).forEach(Session::close);
  }

  /** Whose sound reaches this address now: the address of another party's phone. */
  public Optional<InetSocketAddress> heardAt(InetSocketAddress ear) {
    return sendingTo(ear)
        .filter(session -> session.playing.isEmpty())
        .flatMap(session -> session.peer)
        .filter(Session::mayReceive)
        .flatMap(Session::remote);
  }

  /** The prompt that sounds at this address now. */
  public Optional<String> promptAt(InetSocketAddress ear) {
    return sendingTo(ear)
        .filter(session -> !session.playing.isEmpty())
        .map(session -> session.playing.getFirst().name());
  }

  /** What sounds at every address to which anything may sound now. */
  public Map<InetSocketAddress, Hearing> hearings() {
    Map<InetSocketAddress, Hearing> all = HashMap.newHashMap(open.size());
    for (Session session : open) {
      Optional<InetSocketAddress> ear = session.maySend() ? session.remote() : Optional.empty();
      if (ear.isPresent()) {
        all.putIfAbsent(ear.get(), session.heardThere());
      }
    }
    return all;
  }

  private Optional<Session> sendingTo(InetSocketAddress ear) {
    return open.stream()
        .filter(session -> session.maySend() && session.remote().equals(Optional.of(ear)))
        .findFirst();
  }

  /** The sound of the phone at this address stops coming, for as long as it may. */
  void losesSoundOf(InetSocketAddress phone) {
    sessionsOf(phone).filter(session -> session.isExpected).forEach(Session::losesSound);
  }

  /** The session of the phone at this address ends by a fault of the platform. */
  void breaks(InetSocketAddress phone) {
    sessionsOf(phone).forEach(session -> session.listener.sessionBroke());
  }

  /** So many packets have come from the phone at this address. */
  void hears(InetSocketAddress phone, long packets) {
    sessionsOf(phone).forEach(session -> session.packetsHeard += packets);
  }

  private Stream<Session> sessionsOf(InetSocketAddress phone) {
    return List.copyOf(open).stream()
        .filter(session -> session.remote().equals(Optional.of(phone)));
  }

  /** The tones of a key sound at {@code from} towards one of our ports. */
  void sound(InetSocketAddress from, InetSocketAddress to, char key) {
    for (Session session : List.copyOf(open)) {
      boolean isHere = session.local.port() == to.getPort();
      boolean isListening = isHere && session.listensForTones() && session.mayReceive();
      if (isListening && session.remote().equals(Optional.of(from))) {
        session.listener.keySounded(key);
      }
    }
  }

  /** A phone at {@code from} presses a key towards one of our ports. */
  public void press(InetSocketAddress from, InetSocketAddress to, char key) {
    for (Session session : List.copyOf(open)) {
      boolean isHere = session.local.port() == to.getPort();
      if (isHere && session.mayReceive() && session.remote().equals(Optional.of(from))) {
        session.listener.keyPressed(key);
      }
    }
  }

  private final class Session implements MediaSession {
    private final String owner;
    private final LocalStream local;
    private final MediaListener listener;
    private final Negotiation negotiation;
    private Optional<Session> peer = Optional.empty();
    private List<AudioClip> playing = List.of();
    private boolean isForever;
    private KeysInSound wanted = KeysInSound.NONE;
    private long playback;
    private int generation;
    private boolean isClosed;
    private boolean isExpected;
    private long packetsHeard;

    Session(String owner, LocalStream local, CryptoPolicy encryption, MediaListener listener) {
      this.owner = owner;
      this.local = local;
      this.listener = listener;
      this.negotiation = new Negotiation(local, encryption, new Random(local.port()));
    }

    @Override
    public void prefer(List<AudioCodec> codecs) {
      negotiation.prefer(codecs);
    }

    @Override
    public Optional<AudioCodec> codec() {
      return negotiation.agreement().map(Agreement::codec);
    }

    @Override
    public boolean isHeld() {
      return negotiation.agreement().filter(Agreement::isHeld).isPresent();
    }

    @Override
    public boolean mayBeHeard() {
      return negotiation.agreement().filter(Agreement::mayReceive).isPresent();
    }

    @Override
    public void listenForKeys(KeysInSound keys) {
      wanted = keys;
    }

    @Override
    public SessionDescription offer() {
      return negotiation.offer();
    }

    @Override
    public SessionDescription answer(SessionDescription offer) throws NotNegotiable {
      boolean couldSend = maySend();
      SessionDescription answer = negotiation.answer(offer);
      becameAudible(couldSend);
      return answer;
    }

    @Override
    public void accept(SessionDescription answer) throws NotNegotiable {
      boolean couldSend = maySend();
      negotiation.accept(answer);
      becameAudible(couldSend);
    }

    private void becameAudible(boolean couldSend) {
      if (!couldSend && !playing.isEmpty()) {
        tellEars();
      }
    }

    @Override
    public void connect(MediaSession other) {
      Session joined = (Session) other;
      if (isClosed || joined.isClosed) {
        throw new IllegalStateException("a closed session is bridged: " + owner);
      }
      disconnect();
      joined.disconnect();
      stopPlaying();
      joined.stopPlaying();
      peer = Optional.of(joined);
      joined.peer = Optional.of(this);
    }

    @Override
    public void disconnect() {
      peer.ifPresent(other -> other.peer = Optional.empty());
      peer = Optional.empty();
    }

    @Override
    public void play(long number, List<AudioClip> clips, Repetition repetition) {
      playback = number;
      playing = List.copyOf(clips);
      isForever = repetition == Repetition.FOREVER;
      generation++;
      soundOut(generation);
    }

    private void soundOut(int current) {
      if (generation != current || isClosed) {
        return;
      }
      if (playing.isEmpty()) {
        listener.playbackFinished(playback);
        return;
      }
      tellEars();
      AudioClip clip = playing.getFirst();
      long millis = Math.max(1, clip.aLaw().length * 1000L / SAMPLES_A_SECOND);
      later.run(Duration.ofMillis(millis), () -> clipEnded(current));
    }

    private void clipEnded(int current) {
      if (generation != current || isClosed) {
        return;
      }
      if (!isForever) {
        playing = playing.subList(1, playing.size());
        soundOut(current);
      } else if (playing.size() > 1) {
        List<AudioClip> turned = new ArrayList<>(playing.subList(1, playing.size()));
        turned.add(playing.getFirst());
        playing = turned;
        soundOut(current);
      }
    }

    private void tellEars() {
      for (Listening listening : List.copyOf(ears)) {
        if (maySend() && remote().equals(Optional.of(listening.at()))) {
          listening.ear().startsToHear(playing.getFirst().name());
        }
      }
    }

    @Override
    public void whisper(List<AudioClip> clips) {
      for (Listening listening : List.copyOf(ears)) {
        if (maySend() && remote().equals(Optional.of(listening.at()))) {
          clips.forEach(clip -> listening.ear().startsToHear(clip.name()));
        }
      }
    }

    @Override
    public void stopPlaying() {
      playing = List.of();
      generation++;
    }

    @Override
    public void expectSound(Duration silenceAllowed, Duration onHold) {
      isExpected = true;
    }

    @Override
    public SoundQuality quality() {
      return new SoundQuality(
          "PCMA",
          new SoundQuality.Stream(packetsHeard, 0, Duration.ofMillis(2), 4.4),
          Optional.empty(),
          Optional.empty());
    }

    @Override
    public boolean wasHeardWithin(Duration time) {
      return !isClosed && remote().filter(speaks).isPresent();
    }

    @Override
    public void close() {
      if (!isClosed) {
        isClosed = true;
        disconnect();
        stopPlaying();
        open.remove(this);
        if (portsLeft != Integer.MAX_VALUE) {
          portsLeft++;
        }
      }
    }

    private void losesSound() {
      listener.soundMissed(Duration.ofSeconds(23));
      listener.soundLost(Duration.ofSeconds(45));
    }

    Hearing heardThere() {
      return playing.isEmpty()
          ? new Hearing(peer.filter(Session::mayReceive).flatMap(Session::remote), Optional.empty())
          : new Hearing(Optional.empty(), Optional.of(playing.getFirst().name()));
    }

    boolean maySend() {
      return negotiation.agreement().filter(Agreement::maySend).isPresent();
    }

    /** Where events were agreed on, tones are no keys. */
    boolean listensForTones() {
      return wanted == KeysInSound.ANY
          && negotiation.agreement().filter(a -> a.eventsReceived().isEmpty()).isPresent();
    }

    boolean mayReceive() {
      return negotiation.agreement().filter(Agreement::mayReceive).isPresent();
    }

    Optional<InetSocketAddress> remote() {
      return negotiation.agreement().flatMap(Agreement::remote);
    }
  }
}
