/** The packaged server from outside, with foreign phones. */
package org.paraat.system;
