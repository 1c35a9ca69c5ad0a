package org.paraat.admin.redirect;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.paraat.admin.text.Texts;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Switch.Position;
import org.paraat.pbx.view.View;
import org.paraat.pbx.view.View.SwitchView;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.SwitchId;

/** The switches as the API and the page show them. */
public final class SwitchJson {
  private final Texts texts;

  public SwitchJson(Texts texts) {
    this.texts = texts;
  }

  static JsonObject of(SwitchView view) {
    var positions = new JsonArray();
    view.positions().forEach(position -> positions.add(position.name()));
    return new JsonObject()
        .put("id", view.id().name())
        .put("name", view.name())
        .put("position", view.position().name())
        .put("positions", positions);
  }

  /** All switches, with where each position leads and what would be wrong there now. */
  public JsonArray withOutlook(Directory directory, View view, Language language) {
    var outlook = new Outlook(directory, view);
    var destinations = new DestinationText(texts, directory, language);
    var switches = new JsonArray();
    for (SwitchView known : view.switches()) {
      var positions = new JsonArray();
      for (PositionId id : known.positions()) {
        Optional<Position> position = position(directory, known.id(), id);
        positions.add(
            new JsonObject()
                .put("name", id.name())
                .put("leadsTo", position.map(it -> destinations.of(it.destination())).orElse(""))
                .put(
                    "warnings",
                    position
                        .map(it -> said(outlook.warningsFor(it.destination()), language))
                        .orElseGet(JsonArray::new)));
      }
      switches.add(of(known).put("positions", positions));
    }
    return switches;
  }

  /** What would be wrong now with calls that go to a position. */
  JsonArray warnings(
      Directory directory, View view, SwitchId id, PositionId position, Language language) {
    return position(directory, id, position)
        .map(it -> new Outlook(directory, view).warningsFor(it.destination()))
        .map(warnings -> said(warnings, language))
        .orElseGet(JsonArray::new);
  }

  private JsonArray said(List<Warning> warnings, Language language) {
    var said = new JsonArray();
    warnings.forEach(warning -> said.add(warning.in(language, texts)));
    return said;
  }

  private static Optional<Position> position(
      Directory directory, SwitchId id, PositionId position) {
    return directory.switchOf(id).flatMap(known -> known.position(position));
  }
}
