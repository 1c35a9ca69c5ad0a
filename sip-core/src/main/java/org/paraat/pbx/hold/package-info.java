/** Who is on hold has an owner, who is reminded, and who gets them back. */
package org.paraat.pbx.hold;
