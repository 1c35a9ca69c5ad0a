/** The MariaDB that everything configured is kept in, whether we run it or somebody else does. */
package org.paraat.provisioning.database;
