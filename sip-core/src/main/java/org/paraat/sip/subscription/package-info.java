/** Phones that want to be told how something stands, and are told (RFC 6665). */
package org.paraat.sip.subscription;
