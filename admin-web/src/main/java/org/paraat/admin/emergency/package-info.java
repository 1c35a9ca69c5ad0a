/** Emergency callers who were not helped, to be called back from the page. */
package org.paraat.admin.emergency;
