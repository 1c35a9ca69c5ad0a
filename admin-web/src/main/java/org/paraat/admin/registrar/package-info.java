/** The phones and whether they can be reached. */
package org.paraat.admin.registrar;
