/** The calls: those that go on, those that ended, and why each went as it did. */
package org.paraat.admin.callrecord;
