/** What changed, on disk in its order before the database has it, so that no crash loses it. */
package org.paraat.provisioning.changelog;
