package org.paraat.engine;

import io.micrometer.core.instrument.MeterRegistry;
import org.paraat.engine.journal.Journal;
import org.paraat.media.MediaEngine;
import org.paraat.sip.transport.Dns;

/** What the engine needs of the world around it. */
public record EnginePorts(
    Credentials credentials,
    Storage storage,
    PromptLibrary prompts,
    MediaEngine media,
    MeterRegistry meters,
    Journal journal,
    Dns dns) {

  /** Without names: carriers are known by addresses alone. */
  public EnginePorts(
      Credentials credentials,
      Storage storage,
      PromptLibrary prompts,
      MediaEngine media,
      MeterRegistry meters,
      Journal journal) {
    this(credentials, storage, prompts, media, meters, journal, Dns.NONE);
  }
}
