/** Calls among ourselves before anybody calls, so that the first caller finds a warm platform. */
package org.paraat.server.rehearsal;
