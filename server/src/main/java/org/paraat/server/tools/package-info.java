/** What the scripts start beside the server: the demo, a call from a phone, the trace of a call. */
package org.paraat.server.tools;
