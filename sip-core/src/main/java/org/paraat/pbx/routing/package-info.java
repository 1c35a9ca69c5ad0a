/** Where a dialled number leads. */
package org.paraat.pbx.routing;
