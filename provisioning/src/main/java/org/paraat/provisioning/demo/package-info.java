/** Organisations that come with the product, so that a newcomer has something to call. */
package org.paraat.provisioning.demo;
