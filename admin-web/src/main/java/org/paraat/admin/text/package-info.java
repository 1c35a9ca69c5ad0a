/** What people read, in Dutch and English. */
package org.paraat.admin.text;
