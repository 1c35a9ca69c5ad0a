package org.paraat.admin.websocket;

import org.paraat.sip.transport.FlowIntake;

/**
 * What makes phones of browsers possible.
 *
 * @param intake where their messages go
 */
public record BrowserPhones(FlowIntake intake) {}
