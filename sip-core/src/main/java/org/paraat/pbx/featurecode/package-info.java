/** Codes that people dial to log in, sign on to queues and pause. */
package org.paraat.pbx.featurecode;
