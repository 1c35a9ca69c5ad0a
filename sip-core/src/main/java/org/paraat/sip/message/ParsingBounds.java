package org.paraat.sip.message;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;

/**
 * What is worth parsing: the JAIN-SIP parser copies the rest of a value at each comma and at each
 * parameter of a URI, so that a single datagram full of these would cost hundreds of megabytes.
 */
final class ParsingBounds {
  /** A value of more characters than this is not parsed. */
  static final int LONGEST = 8 * 1024;

  /** A value of more parts than this is not parsed. */
  static final int MOST_PARTS = 128;

  /** What we add to a Via ourselves, and what stands between lines that become one list. */
  private static final int SPARE = 8;

  private final int[] spent = new int[HeaderKind.values().length];

  /**
   * Looks before a parser does.
   *
   * @throws ParseException when it is too much for anybody who means well
   */
  static String checked(String value) throws ParseException {
    if (value.length() > LONGEST) {
      throw new ParseException("a value of more than " + LONGEST + " characters", 0);
    }
    if (parts(Cursor.over(value)) > MOST_PARTS) {
      throw new ParseException("a value of more than " + MOST_PARTS + " parts", 0);
    }
    return value;
  }

  /**
   * Counts all headers of one kind together, for they are written as one list; of a request less is
   * taken, so that the response to it, which has more, can be read too.
   *
   * @throws ParseException when a message has too much of one kind
   */
  void spend(SIPMessage message, HeaderKind kind, Cursor value) throws ParseException {
    int more = 1 + parts(value);
    int most = message instanceof SIPRequest ? MOST_PARTS - SPARE : MOST_PARTS;
    if (spent[kind.ordinal()] + more > most) {
      throw new ParseException("too many parts of " + kind.headerName(), 0);
    }
    spent[kind.ordinal()] += more;
  }

  private static int parts(Cursor value) {
    return value.count(',', ';', '&');
  }
}
