package org.paraat.admin.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** Reads the body of a request, up to a limit. */
final class BoundedBody {
  private static final int TOO_LARGE = 413;

  private final RoutingContext context;
  private final int longest;
  private final Handler<Buffer> then;
  private final Buffer read = Buffer.buffer();
  private boolean isRefused;

  private BoundedBody(RoutingContext context, int longest, Handler<Buffer> then) {
    this.context = context;
    this.longest = longest;
    this.then = then;
  }

  /**
   * @param then gets the whole body; never called when it is too long: that is answered with 413
   */
  static void read(RoutingContext context, int longest, Handler<Buffer> then) {
    var body = new BoundedBody(context, longest, then);
    context
        .request()
        .handler(body::take)
        .endHandler(end -> body.finish())
        .exceptionHandler(gone -> body.isRefused = true);
  }

  private void take(Buffer part) {
    if (isRefused) {
      return;
    }
    if (read.length() + part.length() > longest) {
      isRefused = true;
      // what follows is not read: the connection is of no use any more
      context.response().putHeader("Connection", "close");
      context.fail(
          ApiFailure.of(TOO_LARGE, "The body is longer than the " + longest + " bytes allowed"));
      return;
    }
    read.appendBuffer(part);
  }

  private void finish() {
    if (!isRefused && !context.response().ended()) {
      try {
        then.handle(read);
      } catch (RuntimeException e) {
        context.fail(e);
      }
    }
  }
}
