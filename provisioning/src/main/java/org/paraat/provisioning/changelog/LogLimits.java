package org.paraat.provisioning.changelog;

/**
 * How much the log may hold.
 *
 * @param mostWaiting entries in memory, on their way to the disk as well as to the database
 * @param bytesAFile after which the next file is begun
 * @param mostBytes on disk; beyond, the disk counts as full
 */
record LogLimits(int mostWaiting, long bytesAFile, long mostBytes) {
  static final LogLimits USUAL = new LogLimits(20_000, 8L << 20, 1L << 30);
}
