/** The configuration of the organisation as one immutable, versioned snapshot. */
package org.paraat.pbx.directory;
