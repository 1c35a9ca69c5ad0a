/** Who uses the portal: log-in with a password, sessions, tokens. */
package org.paraat.admin.login;
