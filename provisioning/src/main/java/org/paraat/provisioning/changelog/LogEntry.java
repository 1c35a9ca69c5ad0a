package org.paraat.provisioning.changelog;

/**
 * Something that outlives the process, at its place in the order.
 *
 * @param sequence greater than that of everything before it, in earlier lives too
 */
public record LogEntry(long sequence, Kept what) {}
