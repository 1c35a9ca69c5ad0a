/** What Paraat says: the lists of texts and their recordings. */
package org.paraat.provisioning.prompts;
