/** Who serves callers, where they sit and what they do now. */
package org.paraat.pbx.agents;
