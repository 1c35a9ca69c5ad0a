/** What the parts cost that every call goes through: {@code scripts/bench jmh}. */
package org.paraat.benchmark;
