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
import org.paraat.admin.http.BlockingWork;
import org.paraat.admin.http.Loop;
import org.paraat.engine.Switchboard;
import org.paraat.engine.Switchboard.CallBackOutcome;
import org.paraat.engine.TaskHistory;
import org.paraat.engine.TaskHistory.ClosedTask;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.view.View;
import org.paraat.pbx.view.View.DeviceView;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.DeviceId;

/** The tasks: emergency callers who are to be called back, or were. */
public final class TasksApi {
  private static final int MOST = 200;
  private static final int USUAL = 50;
  private static final int LONGEST_REASON = 500;
  private static final String A_PHONE = "a phone such as desk1; or give extension";
  private static final String A_PERSON = "the extension of somebody who is logged in at a phone";
  private static final String A_CLOSED_TASK = "the id of the last task of the page before";
  private static final String A_REASON =
      "what became of the caller, in at most " + LONGEST_REASON + " characters";

  private final Switchboard switchboard;
  private final Supplier<Directory> directory;
  private final TaskHistory history;
  private final BlockingWork store;

  public TasksApi(
      Switchboard switchboard,
      Supplier<Directory> directory,
      TaskHistory history,
      BlockingWork store) {
    this.switchboard = switchboard;
    this.directory = directory;
    this.history = history;
    this.store = store;
  }

  /** Whoever serves callers may help; a wall-board only shows who is in need. */
  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.list("/api/tasks", this::list),
        ApiRoute.answering(
            HttpMethod.POST, "/api/tasks/{id}/call", Access.MAY_CALL_BACK, this::callBack),
        ApiRoute.answering(
            HttpMethod.POST, "/api/tasks/{id}/close", Access.MAY_CALL_BACK, this::close));
  }

  private Future<JsonArray> list(ApiCall call) {
    if (call.isAsked("closed")) {
      int limit = call.numberOf("limit", 1, MOST, USUAL);
      Optional<CallId> before = call.queryPart("before", A_CLOSED_TASK).map(id -> closedTaskOf(id));
      return store.run(() -> closed(limit, before));
    }
    return Loop.bring(switchboard.view()).map(view -> TaskJson.open(directory.get(), view));
  }

  private static CallId closedTaskOf(String id) {
    return CallId.parse(id).orElseThrow(() -> neverClosed(id));
  }

  private JsonArray closed(int limit, Optional<CallId> before) {
    List<ClosedTask> tasks =
        before.isEmpty()
            ? history.closedLast(limit)
            : history
                .closedBefore(before.get(), limit)
                .orElseThrow(() -> neverClosed(before.get().toString()));
    return TaskJson.closed(directory.get(), tasks);
  }

  private static ApiFailure neverClosed(String id) {
    return ApiFailure.wrong(
        "No task of the name " + ApiCall.shown(id) + " was closed", "before", A_CLOSED_TASK);
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
