/** What is configured ahead of a call, stored and delivered. */
package org.paraat.provisioning;
