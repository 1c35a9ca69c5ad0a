/** The platform's figures for Prometheus. */
package org.paraat.admin.metrics;
