/** Calls to one person at whatever phone they are logged in. */
package org.paraat.pbx.extension;
