/** The switches: where they stand, where each position leads, and turning them. */
package org.paraat.admin.redirect;
