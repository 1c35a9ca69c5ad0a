/** The web face of the platform: REST, live updates and the page, on two event loops. */
package org.paraat.admin;
