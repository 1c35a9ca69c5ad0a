/** Calls that go to plain mobiles instead of phones of ours. */
package org.paraat.pbx.mobileconnect;
