package org.paraat.admin.page;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.paraat.admin.http.Answers;
import org.paraat.admin.text.LanguageChoice;
import org.paraat.admin.text.Texts;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.Language;
import org.paraat.provisioning.store.PortalUser;

/** Writes the pages in the reader's language. */
public final class Pages {
  private static final String HTML = "text/html; charset=utf-8";
  private static final int OK = 200;

  private final Texts texts;
  private final LanguageChoice languages;
  private final Supplier<Directory> directory;
  private final String assets;
  private final Template login = new Template(read("login.html"));
  private final Template overview = new Template(read("overview.html"));

  public Pages(
      Texts texts, LanguageChoice languages, Supplier<Directory> directory, Assets assets) {
    this.texts = texts;
    this.languages = languages;
    this.directory = directory;
    this.assets = assets.folder();
  }

  /**
   * @param complaintKey the text that tells what went wrong with the last try; empty for none
   */
  public void showLogin(RoutingContext context, int status, String complaintKey, String name) {
    Language language = languages.of(context.request());
    Map<String, String> values = common(context, language);
    values.put("complaint", complaintKey.isEmpty() ? "" : texts.say(language, complaintKey));
    values.put("name", name);
    values.put("focus-name", name.isEmpty() ? "autofocus" : "");
    values.put("focus-password", name.isEmpty() ? "" : "autofocus");
    Answers.bytes(context, status, HTML, login.filledWith(values));
  }

  public void showOverview(RoutingContext context, PortalUser user) {
    Language language = languages.of(context.request());
    Map<String, String> values = common(context, language);
    values.put("user", user.name());
    values.put("role", texts.say(language, "role." + user.role().name()));
    values.put("may-call-back", user.mayCallBack() ? "yes" : "no");
    values.put("may-turn", user.mayTurnSwitches() ? "yes" : "no");
    Answers.bytes(context, OK, HTML, overview.filledWith(values));
  }

  private Map<String, String> common(RoutingContext context, Language language) {
    languages.keep(context.request(), context.response());
    var values = new HashMap<String, String>(texts.allOf(language));
    values.put("language", language.tag());
    values.put("other-language", language == Language.DUTCH ? "en" : "nl");
    values.put("assets", assets);
    values.put("organisation", directory.get().organisation().name());
    return values;
  }

  private static String read(String name) {
    return new String(Assets.read(name), StandardCharsets.UTF_8);
  }
}
