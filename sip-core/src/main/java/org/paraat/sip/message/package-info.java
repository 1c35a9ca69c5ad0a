/** Bytes become SIP messages here, and messages bytes: thin names over the JAIN-SIP classes. */
package org.paraat.sip.message;
