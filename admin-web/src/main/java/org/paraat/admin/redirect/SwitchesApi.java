package org.paraat.admin.redirect;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.paraat.admin.http.Access;
import org.paraat.admin.http.ApiCall;
import org.paraat.admin.http.ApiFailure;
import org.paraat.admin.http.ApiRoute;
import org.paraat.admin.http.Loop;
import org.paraat.admin.text.LanguageChoice;
import org.paraat.engine.Switchboard;
import org.paraat.engine.Switchboard.TurnOutcome;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.view.View;
import org.paraat.pbx.view.View.SwitchView;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.SwitchId;

/** Shows the switches and turns them. */
public final class SwitchesApi {
  private static final Comparator<SwitchView> BY_NAME =
      Comparator.comparing(SwitchView::name, String.CASE_INSENSITIVE_ORDER)
          .thenComparing(SwitchView::id);

  private final Switchboard switchboard;
  private final Supplier<Directory> directory;
  private final SwitchJson json;
  private final LanguageChoice languages;

  public SwitchesApi(
      Switchboard switchboard,
      Supplier<Directory> directory,
      SwitchJson json,
      LanguageChoice languages) {
    this.switchboard = switchboard;
    this.directory = directory;
    this.json = json;
    this.languages = languages;
  }

  public List<ApiRoute> routes() {
    return List.of(
        ApiRoute.list("/api/switches", call -> list()),
        ApiRoute.answering(
            HttpMethod.PUT, "/api/switches/{id}", Access.MAY_TURN_SWITCHES, this::turn));
  }

  private Future<JsonArray> list() {
    return Loop.bring(switchboard.view())
        .map(
            view ->
                view.switches().stream()
                    .sorted(BY_NAME)
                    .map(SwitchJson::of)
                    .collect(JsonArray::new, JsonArray::add, JsonArray::addAll));
  }

  private Future<JsonObject> turn(ApiCall call) {
    String id = call.pathPart("id");
    return Loop.bring(switchboard.view())
        .compose(
            view -> {
              SwitchView known = find(view, id).orElseThrow(() -> unknownSwitch(id));
              String expected = oneOf(known);
              String wanted = call.textOf("position", expected);
              if (known.positions().stream().noneMatch(it -> it.name().equals(wanted))) {
                throw unknownPosition(known, wanted);
              }
              return turn(call, known, new PositionId(wanted));
            });
  }

  private Future<JsonObject> turn(ApiCall call, SwitchView known, PositionId wanted) {
    String by = call.login().user().name();
    return Loop.bring(switchboard.turn(known.id(), wanted, by))
        .compose(
            outcome ->
                switch (outcome) {
                  case TurnOutcome.TURNED -> Loop.bring(switchboard.view());
                  // the configuration changed between the question and the turning
                  case TurnOutcome.UNKNOWN_SWITCH -> throw unknownSwitch(known.id().name());
                  case TurnOutcome.UNKNOWN_POSITION -> throw unknownPosition(known, wanted.name());
                })
        .map(view -> turned(call, view, known.id(), wanted));
  }

  private JsonObject turned(ApiCall call, View view, SwitchId id, PositionId wanted) {
    SwitchView now = find(view, id.name()).orElseThrow(() -> unknownSwitch(id.name()));
    JsonArray warnings =
        json.warnings(directory.get(), view, id, wanted, languages.of(call.context().request()));
    JsonObject answer = SwitchJson.of(now);
    return warnings.isEmpty() ? answer : answer.put("warnings", warnings);
  }

  private static Optional<SwitchView> find(View view, String id) {
    return view.switches().stream().filter(known -> known.id().name().equals(id)).findFirst();
  }

  private static String oneOf(SwitchView known) {
    return known.positions().stream()
        .map(PositionId::name)
        .collect(Collectors.joining(", ", "one of ", ""));
  }

  private static ApiFailure unknownSwitch(String id) {
    return ApiFailure.notFound("There is no switch " + ApiCall.shown(id));
  }

  private static ApiFailure unknownPosition(SwitchView known, String wanted) {
    return ApiFailure.wrong(
        known.name() + " has no position " + ApiCall.shown(wanted), "position", oneOf(known));
  }
}
