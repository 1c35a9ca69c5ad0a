/** The shell around the PBX: threads, timers, running commands, and the ports that stores fill. */
package org.paraat.engine;
