/** What is configured now: in memory for calls, on disk for a start without the database. */
package org.paraat.provisioning.configuration;
