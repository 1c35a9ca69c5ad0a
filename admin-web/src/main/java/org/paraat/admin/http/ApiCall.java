package org.paraat.admin.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * One request to the API by somebody who may make it.
 *
 * @param body empty when the call has none
 */
public record ApiCall(RoutingContext context, Login login, Buffer body) {
  private static final int LONGEST_SHOWN = 100;

  public String pathPart(String name) {
    return context.pathParam(name);
  }

  /**
   * One parameter of the query; empty when it is not there.
   *
   * @throws ApiFailure 422 when it is there more than once
   */
  public Optional<String> queryPart(String name, String expected) {
    List<String> given = context.queryParam(name);
    if (given.size() > 1) {
      throw ApiFailure.wrong(name + " is given more than once", name, expected);
    }
    return given.stream().findFirst();
  }

  /**
   * A parameter that is {@code true} or {@code false}; there without a value it is true.
   *
   * @throws ApiFailure 422 when it is anything else
   */
  public boolean isAsked(String name) {
    String expected = "true, false, or nothing";
    return switch (queryPart(name, expected).orElse("false")) {
      case "", "true" -> true;
      case "false" -> false;
      case String other ->
          throw ApiFailure.wrong(name + " cannot be " + shown(other), name, expected);
    };
  }

  /**
   * @throws ApiFailure 422 when it is there and is not a whole number in these bounds
   */
  public int numberOf(String name, int least, int most, int otherwise) {
    String expected = "a whole number from " + least + " to " + most;
    String text = queryPart(name, expected).orElse(Integer.toString(otherwise));
    if (!text.matches("[0-9]{1,9}")
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      throw ApiFailure.wrong(name + " cannot be " + shown(text), name, expected);
    }
    return Integer.parseInt(text);
  }

  /**
   * One text of the JSON body.
   *
   * @throws ApiFailure 422 when the body is no JSON object, or the text is missing or empty
   */
  public String textOf(String field, String expected) {
    Object value = object(field, expected).getValue(field);
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    String error = value == null ? field + " is missing" : field + " is not a text with a value";
    throw ApiFailure.wrong(error, field, expected);
  }

  /**
   * One text of the JSON body that need not be there.
   *
   * @throws ApiFailure 422 when the body is no JSON object, or what is there is no text
   */
  public Optional<String> optionalTextOf(String field, String expected) {
    return object(field, expected).containsKey(field)
        ? Optional.of(textOf(field, expected))
        : Optional.empty();
  }

  private JsonObject object(String field, String expected) {
    String shape = "a JSON object with " + field + ": " + expected;
    try {
      if (Json.decodeValue(body) instanceof JsonObject object) {
        return object;
      }
    } catch (DecodeException e) {
      throw ApiFailure.wrong("The body is not JSON", "body", shape);
    }
    throw ApiFailure.wrong("The body is not a JSON object", "body", shape);
  }

  /** What a stranger sent, short and harmless enough to be sent back. */
  public static String shown(String text) {
    String beginning =
        text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    return "\"" + beginning.replaceAll("\\p{Cntrl}", "?") + "\"";
  }
}
