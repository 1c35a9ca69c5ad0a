/** A caller who was transferred in vain comes back to who transferred them. */
package org.paraat.pbx.transfer;
