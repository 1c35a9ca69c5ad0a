/** Phones in browsers: SIP over WebSocket (RFC 7118). */
package org.paraat.admin.websocket;
