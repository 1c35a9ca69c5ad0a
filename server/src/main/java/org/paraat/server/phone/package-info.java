/** A phone made of our own SIP and sound, that tells in words what it hears. */
package org.paraat.server.phone;
