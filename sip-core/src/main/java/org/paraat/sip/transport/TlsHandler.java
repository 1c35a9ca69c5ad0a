package org.paraat.sip.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;

/** TLS on one connection, whose arithmetic may end after the connection did. */
final class TlsHandler extends SslHandler {

  TlsHandler(SSLEngine engine, Executor arithmetic) {
    super(engine, arithmetic);
  }

  /** Of a handshake whose peer has gone meanwhile there is nobody left to tell. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
    if (!context.isRemoved()) {
      super.exceptionCaught(context, cause);
    }
  }
}
