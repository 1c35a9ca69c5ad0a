/** The scenario kit, and the product in sentences: real SIP, engine and PBX in virtual time. */
package org.paraat.scenario;
