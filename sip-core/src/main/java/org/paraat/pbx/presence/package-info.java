/** What lamps on phones show: colleagues, queues, switches, and what somebody set here (V9). */
package org.paraat.pbx.presence;
