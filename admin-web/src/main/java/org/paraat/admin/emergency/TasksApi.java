package org.paraat.admin.emergency;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.paraat.admin.http.Access;
import org.paraat.admin.http.ApiCall;
import org.paraat.admin.http.ApiFailure;
import org.paraat.admin.http.ApiRoute;
import org.paraat.admin.http.ApiWord;
import org.paraat.admin.http.Loop;
import org.paraat.engine.Switchboard;
import org.paraat.engine.Switchboard.CallBackOutcome;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.view.View;
import org.paraat.pbx.view.View.DeviceView;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Task;

/** Shows who is to be called back, calls them back, and closes what is done. */
public final class TasksApi {
  private static final int LONGEST_REASON = 500;
  private static final String A_PHONE = "a phone such as desk1; or give extension";
  private static final String A_PERSON = "the extension of somebody who is logged in at a phone";
  private static final String A_REASON =
      "what became of the caller, in at most " + LONGEST_REASON + " characters";

  private final Switchboard switchboard;
  private final Supplier<Directory> directory;

  public TasksApi(Switchboard switchboard, Supplier<Directory> directory) {
    this.switchboard = switchboard;
    this.directory = directory;
  }

  /** Whoever serves callers may help; a wall-board only shows who is in need. */
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.list(
            "/api/tasks",
            call -> Loop.bring(switchboard.view()).map(view -> json(directory.get(), view))),
        ApiRoute.answering(
            HttpMethod.POST, "/api/tasks/{id}/call", Access.MAY_CALL_BACK, this::callBack),
        ApiRoute.answering(
            HttpMethod.POST, "/api/tasks/{id}/close", Access.MAY_CALL_BACK, this::close));
  }

  public static JsonArray json(Directory directory, View view) {
    var tasks = new JsonArray();
    String country = directory.organisation().countryCode();
    for (Task task : view.tasks()) {
      boolean isBarred = task.number().flatMap(directory.organisation()::barredBy).isPresent();
      String queue = directory.queue(task.queue()).map(Queue::name).orElse(null);
      tasks.add(
          new JsonObject()
              .put("id", task.call().toString())
              .put("number", task.number().map(number -> number.nationalIn(country)).orElse(null))
              .put("isBarred", isBarred)
              .put("queue", task.queue().digits())
              .put("queueName", queue)
              .put("since", task.since().toString())
              .put("why", ApiWord.of(task.why()))
              .put(
                  "calledBack",
                  task.calledBack()
                      .map(
                          last ->
                              new JsonObject().put("at", last.at().toString()).put("by", last.by()))
                      .orElse(null)));
    }
    return tasks;
  }

  private Future<JsonObject> callBack(ApiCall call) {
    CallId task = taskOf(call);
    return Loop.bring(switchboard.view())
        .map(view -> phoneOf(call, view))
        .compose(
            device ->
                Loop.bring(switchboard.callBack(task, device))
                    .map(outcome -> answer(outcome, task, device)));
  }

  private static JsonObject answer(CallBackOutcome outcome, CallId task, DeviceId device) {
    String why =
        switch (outcome) {
          case ASKED -> "";
          case UNKNOWN_TASK -> throw unknown(task.toString());
          case NUMBER_WITHHELD -> "This caller withheld the number: close the task";
          case NUMBER_BARRED -> "Nobody may dial this number: close the task";
          case IN_HAND -> "Somebody is calling this caller back already";
          case DEVICE_IN_USE -> "Phone " + device.user() + " is in use";
          case DEVICE_UNREACHABLE -> "Phone " + device.user() + " cannot be reached";
          case SHUTTING_DOWN -> "The platform is shutting down";
        };
    if (!why.isEmpty()) {
      throw ApiFailure.notNow(outcome, why);
    }
    return new JsonObject().put("id", task.toString()).put("device", device.user());
  }

  private static DeviceId phoneOf(ApiCall call, View view) {
    Optional<String> extension = call.optionalTextOf("extension", A_PERSON);
    if (extension.isPresent()) {
      return view.devices().stream()
          .filter(
              phone ->
                  phone.person().filter(who -> who.digits().equals(extension.get())).isPresent())
          .map(DeviceView::id)
          .findFirst()
          .orElseThrow(
              () ->
                  ApiFailure.wrong(
                      "Nobody is logged in as " + ApiCall.shown(extension.get()),
                      "extension",
                      A_PERSON));
    }
    String device = call.textOf("device", A_PHONE);
    return view.devices().stream()
        .map(DeviceView::id)
        .filter(known -> known.user().equals(device))
        .findFirst()
        .orElseThrow(
            () ->
                ApiFailure.wrong("There is no phone " + ApiCall.shown(device), "device", A_PHONE));
  }

  private Future<JsonObject> close(ApiCall call) {
    CallId task = taskOf(call);
    String because = call.textOf("because", A_REASON);
    if (because.length() > LONGEST_REASON) {
      throw ApiFailure.wrong("because is too long", "because", A_REASON);
    }
    String by = call.login().user().name();
    return Loop.bring(switchboard.closeTask(task, by, because))
        .map(
            outcome ->
                switch (outcome) {
                  case CLOSED ->
                      new JsonObject()
                          .put("id", task.toString())
                          .put("closedBy", by)
                          .put("because", because);
                  case UNKNOWN_TASK -> throw unknown(task.toString());
                });
  }

  private static CallId taskOf(ApiCall call) {
    String id = call.pathPart("id");
    return CallId.parse(id).orElseThrow(() -> unknown(id));
  }

  private static ApiFailure unknown(String id) {
    return ApiFailure.notFound("Nobody is to be called back by the name of " + ApiCall.shown(id));
  }
}
