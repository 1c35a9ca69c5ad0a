/** Texts that callers hear before they go on. */
package org.paraat.pbx.announcement;
