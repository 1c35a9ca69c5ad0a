package org.paraat.simulation;

import java.util.ArrayList;
import java.util.List;

/** A SIP message as a telephone sees it: a first line, headers and a body, read by plain eyes. */
final class Message {
  private static final String VERSION = "SIP/2.0 ";

  private final String start;
  private final List<String> headers;
  private final String body;

  private Message(String start, List<String> headers, String body) {
    this.start = start;
    this.headers = headers;
    this.body = body;
  }

  static Message read(String text) {
    int end = text.indexOf("\r\n\r\n");
    String head = end < 0 ? text : text.substring(0, end);
    String body = end < 0 ? "" : text.substring(end + 4);
    List<String> headers = new ArrayList<>(16);
    int from = head.indexOf("\r\n");
    String start = from < 0 ? head : head.substring(0, from);
    while (from >= 0) {
      int next = head.indexOf("\r\n", from + 2);
      headers.add(next < 0 ? head.substring(from + 2) : head.substring(from + 2, next));
      from = next;
    }
    return new Message(start, headers, body);
  }

  boolean isResponse() {
    return start.startsWith(VERSION);
  }

  boolean isRequest(String method) {
    return !isResponse() && start.startsWith(method + " ");
  }

  /** Of a request; of a response the method that it answers. */
  String method() {
    if (isResponse()) {
      String sequence = header("CSeq");
      return sequence.substring(sequence.indexOf(' ') + 1);
    }
    return start.substring(0, start.indexOf(' '));
  }

  int status() {
    return Integer.parseInt(start.substring(VERSION.length(), VERSION.length() + 3));
  }

  String requestUri() {
    return start.substring(start.indexOf(' ') + 1, start.lastIndexOf(' '));
  }

  /** Who is called. */
  String dialled() {
    return userOf(requestUri());
  }

  /** The first value of a header; empty when there is none. */
  String header(String name) {
    for (String line : headers) {
      if (isNamed(line, name)) {
        return line.substring(name.length() + 1).strip();
      }
    }
    return "";
  }

  List<String> all(String name) {
    return headers.stream()
        .filter(line -> isNamed(line, name))
        .map(line -> line.substring(name.length() + 1).strip())
        .toList();
  }

  private static boolean isNamed(String line, String name) {
    return line.length() > name.length()
        && line.charAt(name.length()) == ':'
        && line.regionMatches(true, 0, name, 0, name.length());
  }

  String body() {
    return body;
  }

  String callId() {
    return header("Call-ID");
  }

  String branch() {
    return parameter(header("Via"), "branch");
  }

  String fromTag() {
    return parameter(header("From"), "tag");
  }

  String toTag() {
    return parameter(header("To"), "tag");
  }

  String fromUser() {
    return userOf(header("From"));
  }

  long sequence() {
    String sequence = header("CSeq");
    return Long.parseLong(sequence.substring(0, sequence.indexOf(' ')));
  }

  /** The address between the brackets, or all before the parameters. */
  static String uriIn(String value) {
    int open = value.indexOf('<');
    if (open >= 0) {
      return value.substring(open + 1, value.indexOf('>', open));
    }
    int end = value.indexOf(';');
    return end < 0 ? value : value.substring(0, end);
  }

  static String userOf(String value) {
    String uri = uriIn(value);
    int at = uri.indexOf('@');
    int colon = uri.indexOf(':');
    return at < 0 ? "" : uri.substring(colon + 1, at);
  }

  static String parameter(String value, String name) {
    int at = value.indexOf(";" + name + "=");
    if (at < 0) {
      return "";
    }
    int from = at + name.length() + 2;
    int end = from;
    while (end < value.length() && ";, >".indexOf(value.charAt(end)) < 0) {
      end++;
    }
    return value.substring(from, end);
  }

  @Override
  public String toString() {
    return start;
  }
}
