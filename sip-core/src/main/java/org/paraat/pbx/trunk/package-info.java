/** Which carriers are alive, and outside calls over them. */
package org.paraat.pbx.trunk;
