package org.paraat.engine.journal;

import java.util.List;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Event;

/** One event with the commands that it led to. */
public record JournaledTurn(Event event, List<Command> commands) {}
