/** The one page until the portal comes, with its scripts and styles. */
package org.paraat.admin.page;
