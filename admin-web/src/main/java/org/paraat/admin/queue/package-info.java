/** The queues: who waits and who serves. */
package org.paraat.admin.queue;
