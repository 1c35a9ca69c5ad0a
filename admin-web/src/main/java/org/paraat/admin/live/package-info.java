/** Live updates: what the page shows, sent whenever it changes. */
package org.paraat.admin.live;
