/** What every call is made of, whichever feature it is with: legs, phases, turns and ringing. */
package org.paraat.pbx.call;
