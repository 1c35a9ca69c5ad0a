/** What the portal, lamps and what-if questions read of the PBX: values that nothing changes. */
package org.paraat.pbx.view;
