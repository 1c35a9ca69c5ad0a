/** 112 and the like, which can always be dialled. */
package org.paraat.pbx.emergency;
