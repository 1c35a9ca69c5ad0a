/**
 * Main: reads the configuration, builds every module, starts them in order and stops them in
 * reverse.
 */
package org.paraat.server;
