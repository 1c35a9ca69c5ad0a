/** What is kept of a conversation when it has ended. */
package org.paraat.pbx.callrecord;
