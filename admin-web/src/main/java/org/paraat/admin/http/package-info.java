/** How a request becomes a question and an answer becomes JSON, the same for every feature. */
package org.paraat.admin.http;
