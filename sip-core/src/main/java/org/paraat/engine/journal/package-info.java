/** What happened, event by event, in a compact binary form that replays to the same commands. */
package org.paraat.engine.journal;
