/** What is kept in MariaDB: one class per feature; the only package that speaks SQL. */
package org.paraat.provisioning.store;
