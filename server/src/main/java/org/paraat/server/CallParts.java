package org.paraat.server;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.paraat.engine.Engine;
import org.paraat.engine.EnginePorts;
import org.paraat.engine.EngineSettings;
import org.paraat.engine.PromptLibrary;
import org.paraat.engine.journal.FileJournal;
import org.paraat.engine.journal.Journal;
import org.paraat.media.rtp.MediaSettings;
import org.paraat.media.rtp.NioMediaEngine;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.Limits;
import org.paraat.provisioning.Provisioning;
import org.paraat.sip.transport.Advertised;
import org.paraat.sip.transport.NettyDns;
import org.paraat.sip.transport.NettyLoop;
import org.paraat.sip.transport.NettyTransports;
import org.paraat.sip.transport.SteadyClock;

/** What a call needs, made of the settings: sound, SIP, and the engine that joins them. */
final class CallParts {
  private static final Duration LONGEST_START = Duration.ofSeconds(20);

  /** How much longer than the running calls the end of the engine may take. */
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(10);

  /** How long a name server may take to answer. */
  private static final Duration NAME_SERVER_PATIENCE = Duration.ofSeconds(2);

  private static final int MOST_RESTING_PAIRS = 8_192;
  private static final int FILES_A_PAIR = 2;
  private static final long BYTES_A_JOURNAL_FILE = 64L * 1024 * 1024;
  private static final int JOURNAL_FILES = 8;

  private final Settings settings;
  private final MeterRegistry meters;
  private final StartedParts started;
  private Optional<SipPorts> sipPorts = Optional.empty();

  CallParts(Settings settings, MeterRegistry meters, StartedParts started) {
    this.settings = settings;
    this.meters = meters;
    this.started = started;
  }

  NioMediaEngine startMedia() throws IOException {
    NioMediaEngine media = new NioMediaEngine(mediaSettings());
    started.add("media", media::close);
    meters.gauge("paraat.rtp.ports.used", media, engine -> engine.ports().used());
    meters.gauge("paraat.rtp.ports.resting", media, engine -> engine.ports().quarantined());
    meters.gauge("paraat.rtp.ports.free", media, engine -> engine.ports().free());
    meters.gauge("paraat.rtp.ports.taken.share", media, engine -> engine.ports().share());
    meters.gauge("paraat.rtp.strays", media, NioMediaEngine::strays);
    return media;
  }

  private MediaSettings mediaSettings() throws IOException {
    Settings.RtpPorts rtp = settings.rtp();
    List<InetAddress> addresses = new ArrayList<>();
    for (String address : settings.sip().addresses()) {
      addresses.add(InetAddress.getByName(address));
    }
    Advertised advertised = settings.sip().advertised();
    MediaSettings media =
        MediaSettings.on(addresses.getFirst())
            .at(addresses)
            .shownAs(advertised::addressTowards)
            .withPorts(rtp.first(), rtp.last())
            .withQuarantine(rtp.rest())
            .keepingAtMost(restingPairs(filesAllowed(), addresses.size()));
    return rtp.loops() == 0 ? media : media.withLoops(rtp.loops());
  }

  private static long filesAllowed() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : 0;
  }

  /**
   * At each address enough for 130 calls a second; at all together no more than a quarter of the
   * files that we may have open.
   */
  static int restingPairs(long filesAllowed, int addresses) {
    return Math.clamp(filesAllowed / (4L * FILES_A_PAIR * addresses), 0, MOST_RESTING_PAIRS);
  }

  private Journal startJournal() throws IOException {
    return switch (settings.journal()) {
      case OFF -> Journal.NONE;
      case ON -> {
        FileJournal journal =
            FileJournal.open(
                settings.data().resolve("journal"), BYTES_A_JOURNAL_FILE, JOURNAL_FILES);
        started.add("journal", journal::close);
        yield journal;
      }
    };
  }

  /** Returns when phones can register and calls can be placed. */
  Engine startEngine(
      NioMediaEngine media, PromptLibrary prompts, Provisioning provisioning, Directory directory)
      throws CannotStart, IOException {
    Journal journal = startJournal();
    var loop = new NettyLoop("sip", new SteadyClock(InstantSource.system()));
    started.add("loop", loop::close);
    var dns = new NettyDns(loop, settings.sip().nameServers(), NAME_SERVER_PATIENCE);
    started.add("names", dns::close);
    var ports =
        new EnginePorts(
            provisioning.credentials(),
            provisioning.storage(),
            prompts,
            media,
            meters,
            journal,
            dns);
    media.gatherOn(loop::execute);
    SipPorts listening = SipPorts.of(settings, loop, meters);
    sipPorts = Optional.of(listening);
    NettyTransports transports = listening.transports();
    started.add("SIP ports", transports::close);
    var engine =
        new Engine(
            EngineSettings.ofNode(settings.node())
                .lettingCallsLast(settings.callsMayLast())
                .allowing(
                    new EngineSettings.Silence(
                        settings.silence().allowed(), settings.silence().onHold()))
                .registering(settings.sip().registrations())
                .speaking(
                    org.paraat.sip.dialog.SipSettings.standard()
                        .refreshing(settings.sip().sessionTimers()))
                .limiting(new Limits(settings.longestConversation())),
            loop,
            transports,
            new SecureRandom(),
            ports,
            directory,
            provisioning.standing());
    try {
      waitFor(engine.start(), LONGEST_START);
    } catch (UncheckedIOException e) {
      throw new CannotStart(e.getMessage() + "; is another SIP server running?", e);
    } catch (IllegalStateException e) {
      throw new CannotStart("SIP over TLS cannot be spoken: " + e.getMessage(), e);
    } catch (ExecutionException e) {
      throw new CannotStart("calls cannot be handled: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new CannotStart("the SIP ports were not open within " + LONGEST_START, e);
    }
    return engine;
  }

  /** Where SIP listens, once the engine was started. */
  SipPorts sipPorts() {
    return sipPorts.orElseThrow(() -> new IllegalStateException("the engine was not started"));
  }

  /** To be called last: calls are ended first, while the web still says that there is no more. */
  void endFirst(Engine engine) {
    started.add(
        "calls", () -> waitFor(engine.stop(), settings.callsMayLast().plus(LONGEST_GOODBYE)));
  }

  private static void waitFor(CompletionStage<Void> stage, Duration longest)
      throws ExecutionException, TimeoutException {
    try {
      stage.toCompletableFuture().get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting or stopping", e);
    }
  }
}
