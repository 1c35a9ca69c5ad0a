/** Whether the platform lives and whether calls can be placed. */
package org.paraat.admin.health;
