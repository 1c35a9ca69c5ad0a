package org.paraat.admin.http;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A request that cannot be answered as asked: its status and what the asker can do about it. */
public final class ApiFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Optional<WrongField> wrongField;
  private final transient Optional<String> reason;

  /** Which part of the request is wrong and what is expected there. */
  public record WrongField(String field, String expected) {}

  private ApiFailure(
      int status, String error, Optional<WrongField> wrongField, Optional<String> reason) {
    super(error, null, false, false);
    this.status = status;
    this.wrongField = wrongField;
    this.reason = reason;
  }

  public static ApiFailure of(int status, String error) {
    return new ApiFailure(status, error, Optional.empty(), Optional.empty());
  }

  /** What cannot be done as things are, with a reason that programs can tell from others. */
  public static ApiFailure notNow(Enum<?> reason, String error) {
    return new ApiFailure(409, error, Optional.empty(), Optional.of(ApiWord.of(reason)));
  }

  public static ApiFailure notFound(String error) {
    return of(404, error);
  }

  public static ApiFailure unavailable(String error) {
    return of(503, error);
  }

  public static ApiFailure wrong(String error, String field, String expected) {
    return new ApiFailure(
        422, error, Optional.of(new WrongField(field, expected)), Optional.empty());
  }

  public int status() {
    return status;
  }

  public JsonObject json() {
    var json = new JsonObject().put("error", getMessage());
    reason.ifPresent(word -> json.put("reason", word));
    wrongField.ifPresent(
        wrong -> json.put("field", wrong.field()).put("expected", wrong.expected()));
    return json;
  }
}
