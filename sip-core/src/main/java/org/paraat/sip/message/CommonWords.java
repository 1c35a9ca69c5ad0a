package org.paraat.sip.message;

import java.util.ArrayList;
import java.util.List;

/** The words that nearly every message has, so that each message need not make them anew. */
final class CommonWords {
  private static final String HEADERS =
      "Via From To Call-ID CSeq Contact Max-Forwards Content-Length Content-Type Allow Supported"
          + " Require User-Agent Server Route Record-Route P-Asserted-Identity Session-Expires"
          + " Min-SE Expires Accept Allow-Events Authorization Date Event Privacy Reason Subject"
          + " Diversion History-Info Remote-Party-ID Accept-Encoding Accept-Language Alert-Info Path"
          + " Proxy-Authenticate Proxy-Authorization WWW-Authenticate RAck RSeq Retry-After Warning ";
  private static final String METHODS =
      "INVITE ACK BYE CANCEL OPTIONS REGISTER INFO UPDATE PRACK REFER NOTIFY SUBSCRIBE MESSAGE"
          + " PUBLISH ";
  private static final String PARAMETERS =
      "branch tag rport received transport user lr ob expires alias ";
  private static final String VALUES =
      "UDP TCP TLS WS WSS udp tcp tls ws phone OK Trying Ringing application/sdp timer 0";
  private static final int LONGEST = 20;
  private static final String[][] BY_LENGTH = new String[LONGEST + 1][];

  static {
    List<List<String>> words = new ArrayList<>();
    for (int length = 0; length <= LONGEST; length++) {
      words.add(new ArrayList<>());
    }
    for (String word : (HEADERS + METHODS + PARAMETERS + VALUES).split(" ")) {
      words.get(word.length()).add(word);
    }
    for (int length = 0; length <= LONGEST; length++) {
      BY_LENGTH[length] = words.get(length).toArray(String[]::new);
    }
  }

  private CommonWords() {}

  /** The names of the usual headers. */
  static List<String> headers() {
    return List.of(HEADERS.split(" "));
  }

  /** A part of a text. */
  static String of(String text, int from, int to) {
    int length = to - from;
    if (length > 0 && length <= LONGEST) {
      char first = text.charAt(from);
      for (String word : BY_LENGTH[length]) {
        if (word.charAt(0) == first && text.startsWith(word, from)) {
          return word;
        }
      }
    }
    return text.substring(from, to);
  }
}
