package org.paraat.admin.login;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.TimeoutHandler;
import java.util.Optional;
import org.paraat.admin.http.ApiFailure;
import org.paraat.admin.http.BlockingWork;
import org.paraat.admin.http.Login;
import org.paraat.admin.http.SameOrigin;
import org.paraat.admin.page.Pages;
import org.paraat.provisioning.store.PortalUser;
import org.paraat.provisioning.store.PortalUsers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page itself, and logging in to it and out of it. */
public final class LoginRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(LoginRoutes.class);
  private static final int OK = 200;
  private static final int SEE_OTHER = 303;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int UNAVAILABLE = 503;
  private static final int LONGEST_FORM = 8 * 1024;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_PASSWORD = 1_000;
  private static final long LONGEST_ANSWER_MILLISECONDS = 15_000;

  private final PortalUsers users;
  private final Sessions sessions;
  private final SessionCookie cookie;
  private final TokenOrSession identification;
  private final LoginAttempts attempts;
  private final BlockingWork passwordChecks;
  private final Pages pages;

  public LoginRoutes(
      PortalUsers users,
      Sessions sessions,
      SessionCookie cookie,
      TokenOrSession identification,
      LoginAttempts attempts,
      BlockingWork passwordChecks,
      Pages pages) {
    this.users = users;
    this.sessions = sessions;
    this.cookie = cookie;
    this.identification = identification;
    this.attempts = attempts;
    this.passwordChecks = passwordChecks;
    this.pages = pages;
  }

  public void mount(Router router) {
    router.get("/").handler(this::overview);
    router.get("/login").handler(this::form);
    router.post("/login").handler(LoginRoutes::requireOwnPage).handler(LoginRoutes::requireForm);
    router
        .post("/login")
        .handler(TimeoutHandler.create(LONGEST_ANSWER_MILLISECONDS))
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_FORM))
        .handler(this::logIn);
    router.post("/logout").handler(LoginRoutes::requireOwnPage).handler(this::logOut);
  }

  private void overview(RoutingContext context) {
    loggedIn(context)
        .ifPresentOrElse(user -> pages.showOverview(context, user), () -> goTo(context, "/login"));
  }

  private void form(RoutingContext context) {
    if (loggedIn(context).isPresent()) {
      goTo(context, "/");
    } else {
      pages.showLogin(context, OK, "", "");
    }
  }

  private Optional<PortalUser> loggedIn(RoutingContext context) {
    return identification.of(context.request()).map(Login::user);
  }

  private void logIn(RoutingContext context) {
    String name = field(context, "name").strip();
    String password = field(context, "password");
    String address = context.request().remoteAddress().hostAddress();
    if (name.isEmpty() || password.isEmpty()) {
      pages.showLogin(context, UNAUTHORIZED, "login.incomplete", shortened(name));
      return;
    }
    if (name.length() > LONGEST_NAME || password.length() > LONGEST_PASSWORD) {
      pages.showLogin(context, UNAUTHORIZED, "login.wrong", shortened(name));
      return;
    }
    if (!attempts.begin(address, name)) {
      context.response().putHeader("Retry-After", Long.toString(LoginAttempts.WINDOW.toSeconds()));
      pages.showLogin(context, TOO_MANY_REQUESTS, "login.too-often", name);
      return;
    }
    passwordChecks
        .run(() -> users.byPassword(name, password))
        .onSuccess(user -> answer(context, address, name, user))
        .onFailure(failure -> busy(context, name, failure));
  }

  private void answer(
      RoutingContext context, String address, String name, Optional<PortalUser> user) {
    if (user.isEmpty()) {
      LOG.info("log-in to the portal refused: from {}", address);
      pages.showLogin(context, UNAUTHORIZED, "login.wrong", name);
      return;
    }
    attempts.succeeded(address, name);
    cookie.tokenOf(context.request()).ifPresent(sessions::close);
    cookie.set(context.response(), sessions.open(user.get()));
    LOG.info("{} logged in to the portal from {}", user.get().name(), address);
    goTo(context, "/");
  }

  private void busy(RoutingContext context, String name, Throwable failure) {
    LOG.info("a log-in to the portal could not be checked: {}", failure.toString());
    pages.showLogin(context, UNAVAILABLE, "login.busy", name);
  }

  private void logOut(RoutingContext context) {
    cookie.tokenOf(context.request()).ifPresent(sessions::close);
    cookie.clear(context.response());
    goTo(context, "/login");
  }

  private static void requireOwnPage(RoutingContext context) {
    if (SameOrigin.isForeign(context.request())) {
      throw ApiFailure.of(403, "This request comes from another site");
    }
    context.next();
  }

  private static void requireForm(RoutingContext context) {
    String type = context.request().getHeader("Content-Type");
    if (type == null || !type.startsWith("application/x-www-form-urlencoded")) {
      throw ApiFailure.of(415, "Send the form of the page");
    }
    context.next();
  }

  private static void goTo(RoutingContext context, String path) {
    String language = context.request().getParam("language");
    boolean isKept =
        language != null
            && language.matches("[a-z]{2}")
            && context.request().method().equals(HttpMethod.GET);
    context
        .response()
        .setStatusCode(SEE_OTHER)
        .putHeader("Location", isKept ? path + "?language=" + language : path)
        .end();
  }

  private static String field(RoutingContext context, String name) {
    String value = context.request().getFormAttribute(name);
    return value == null ? "" : value;
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : "";
  }
}
