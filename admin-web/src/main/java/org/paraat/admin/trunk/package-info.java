/** The carriers' lines and whether they are up. */
package org.paraat.admin.trunk;
