package org.paraat.admin.http;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A request that cannot be answered as asked: its status and what the asker can do about it. */
public final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Optional<WrongField> wrongField;

  /** Which part of the request is wrong and what is expected there. */
  public record WrongField(String field, String expected) {}

  private ApiFailure(int status, String error, Optional<WrongField> wrongField) {
    super(error, null, false, false);
    this.status = status;
    this.wrongField = wrongField;
  }

  public static ApiFailure of(int status, String error) {
    return new ApiFailure(status, error, Optional.empty());
  }

  public static ApiFailure notFound(String error) {
    return of(404, error);
  }

  public static ApiFailure unavailable(String error) {
    return of(503, error);
  }

  public static ApiFailure wrong(String error, String field, String expected) {
    return new ApiFailure(422, error, Optional.of(new WrongField(field, expected)));
  }

  public int status() {
    return status;
  }

  public JsonObject json() {
    var json = new JsonObject().put("error", getMessage());
    wrongField.ifPresent(
        wrong -> json.put("field", wrong.field()).put("expected", wrong.expected()));
    return json;
  }
}
