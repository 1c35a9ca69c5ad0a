package org.paraat.sip.message;

import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.ExtensionHeaderList;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.header.SIPHeaderNamesCache;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;

/**
 * Adds a header to those of a message without the detours of JAIN-SIP: there each is looked up five
 * times, one of an unknown kind becomes a list by reflection, and its name is remembered for ever,
 * so that whoever sends us new names all the time would fill the memory.
 */
final class HeaderTable {
  private static final Map<String, String> KEYS = new HashMap<>();

  static {
    for (String name : CommonWords.headers()) {
      KEYS.put(name, SIPHeaderNamesCache.toLowerCase(name));
    }
  }

  private HeaderTable() {}

  /**
   * Adds a header.
   *
   * @param order all headers as they will be written
   * @param byName the same, by their names in lower case
   * @return false: the message's own way is needed
   */
  static boolean add(Queue<SIPHeader> order, Map<String, SIPHeader> byName, SIPHeader header) {
    return switch (header) {
      case ExtensionHeaderImpl written -> addWritten(order, byName, written);
      case SIPHeaderList<?> list -> addFirst(order, byName, list);
      case Via via -> addFirst(order, byName, list(via));
      default -> false;
    };
  }

  private static ViaList list(Via via) {
    ViaList list = new ViaList();
    list.add(via);
    return list;
  }

  private static boolean addFirst(
      Queue<SIPHeader> order, Map<String, SIPHeader> byName, SIPHeader header) {
    boolean isFirst = byName.putIfAbsent(key(header), header) == null;
    return isFirst && order.add(header);
  }

  private static boolean addWritten(
      Queue<SIPHeader> order, Map<String, SIPHeader> byName, ExtensionHeaderImpl header) {
    if (addFirst(order, byName, header)) {
      return true;
    }
    return switch (byName.get(key(header))) {
      case ExtensionHeaderList list -> list.add(header);
      case ExtensionHeaderImpl first -> {
        ExtensionHeaderList list = new ExtensionHeaderList(first.getName());
        list.add(first);
        list.add(header);
        byName.put(key(header), list);
        replace(order, first, list);
        yield true;
      }
      default -> false;
    };
  }

  private static void replace(Queue<SIPHeader> order, SIPHeader old, SIPHeader by) {
    for (int i = order.size(); i > 0; i--) {
      SIPHeader next = order.remove();
      order.add(next == old ? by : next);
    }
  }

  private static String key(SIPHeader header) {
    String key = KEYS.get(header.getName());
    return key != null ? key : header.getName().toLowerCase(Locale.getDefault());
  }
}
