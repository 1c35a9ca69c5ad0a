package org.paraat.engine;

import io.micrometer.core.instrument.MeterRegistry;
import org.paraat.engine.journal.Journal;
import org.paraat.media.MediaEngine;

/** What the engine needs of the world around it. */
public record EnginePorts(
    Credentials credentials,
    Storage storage,
    PromptLibrary prompts,
    MediaEngine media,
    MeterRegistry meters,
    Journal journal) {}
