package org.paraat.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The domain name system by Netty: on the loop that SIP has, which it never makes wait. */
public final class NettyDns implements Dns, AutoCloseable {
  private static final int MOST_QUERIES = 8;
  private static final int MOST_RECORDS = 32;
  private static final long MOST_SECONDS = 86_400;
  private static final int FIXED_PART_OF_A_SERVICE = 6;

  private final NettyLoop loop;
  private final List<InetSocketAddress> servers;
  private final Duration patience;
  private volatile Optional<DnsNameResolver> resolver = Optional.empty();

  /**
   * @param servers whom to ask; empty: those that the system asks
   * @param patience how long one server may take to answer
   */
  public NettyDns(NettyLoop loop, List<InetSocketAddress> servers, Duration patience) {
    this.loop = loop;
    this.servers = List.copyOf(servers);
    this.patience = patience;
  }

  /** Made with the first question: an installation without names needs none. */
  private DnsNameResolver resolver() {
    if (resolver.isEmpty()) {
      resolver = Optional.of(made());
    }
    return resolver.get();
  }

  private DnsNameResolver made() {
    var builder =
        new DnsNameResolverBuilder(loop.netty())
            .datagramChannelType(NioDatagramChannel.class)
            // an answer that does not fit a datagram is asked for again over TCP
            .socketChannelType(NioSocketChannel.class)
            .queryTimeoutMillis(patience.toMillis())
            .maxQueriesPerResolve(MOST_QUERIES)
            .searchDomains(List.of())
            // whoever asks keeps what was found, for as long as it says
            .resolveCache(NoopDnsCache.INSTANCE);
    if (!servers.isEmpty()) {
      builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(servers));
    }
    return builder.build();
  }

  @Override
  public void services(String name, Consumer<Answer<Service>> told) {
    ask(name, DnsRecordType.SRV, NettyDns::service, told);
  }

  @Override
  public void addresses(String name, Consumer<Answer<InetAddress>> told) {
    ask(
        name,
        DnsRecordType.A,
        NettyDns::address,
        first ->
            ask(
                name,
                DnsRecordType.AAAA,
                NettyDns::address,
                second -> told.accept(together(first, second))));
  }

  /** One kind is enough: many name servers of carriers choke on AAAA. */
  private static Answer<InetAddress> together(
      Answer<InetAddress> first, Answer<InetAddress> second) {
    if (first instanceof Answer.Found<InetAddress>(var four, var fourLive)
        && second instanceof Answer.Found<InetAddress>(var six, var sixLive)) {
      var both = new ArrayList<>(four);
      both.addAll(six);
      return new Answer.Found<>(both, fourLive.compareTo(sixLive) < 0 ? fourLive : sixLive);
    }
    if (first instanceof Answer.Found || second instanceof Answer.Nothing) {
      return first;
    }
    return second;
  }

  private <T> void ask(
      String name,
      DnsRecordType type,
      Function<DnsRawRecord, Optional<T>> reader,
      Consumer<Answer<T>> told) {
    DefaultDnsQuestion question;
    try {
      question = new DefaultDnsQuestion(name, type);
    } catch (IllegalArgumentException malformed) {
      loop.execute(() -> told.accept(new Answer.Failed<>("not a name: " + name)));
      return;
    }
    resolver()
        .resolveAll(question)
        .addListener(
            future -> {
              Answer<T> answer =
                  future.isSuccess()
                      ? read((List<?>) future.getNow(), type, reader)
                      : failed(name, future.cause());
              loop.execute(() -> told.accept(answer));
            });
  }

  private static <T> Answer<T> failed(String name, Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof DnsNameResolverTimeoutException) {
        return new Answer.Failed<>("no name server answers about " + name);
      } else if (each instanceof DnsErrorCauseException error
          && !error.getCode().equals(DnsResponseCode.NXDOMAIN)) {
        return new Answer.Failed<>("the name server says " + error.getCode() + " about " + name);
      }
    }
    return cause instanceof UnknownHostException
        ? new Answer.Nothing<>()
        : new Answer.Failed<>("the name server cannot tell about " + name);
  }

  private static <T> Answer<T> read(
      List<?> records, DnsRecordType type, Function<DnsRawRecord, Optional<T>> reader) {
    var found = new ArrayList<T>();
    long seconds = MOST_SECONDS;
    boolean isOdd = false;
    for (Object each : records) {
      if (each instanceof DnsRawRecord record
          && record.type().equals(type)
          && found.size() < MOST_RECORDS) {
        Optional<T> value = reader.apply(record);
        value.ifPresent(found::add);
        isOdd |= value.isEmpty();
        seconds = Math.min(seconds, ((DnsRecord) record).timeToLive());
      }
      ReferenceCountUtil.release(each);
    }
    if (!found.isEmpty()) {
      return new Answer.Found<>(found, Duration.ofSeconds(Math.max(0, seconds)));
    }
    return isOdd
        ? new Answer.Failed<>("what the name server tells makes no sense")
        : new Answer.Nothing<>();
  }

  private static Optional<Service> service(DnsRawRecord record) {
    ByteBuf content = record.content();
    if (content.readableBytes() <= FIXED_PART_OF_A_SERVICE) {
      return Optional.empty();
    }
    int priority = content.readUnsignedShort();
    int weight = content.readUnsignedShort();
    int port = content.readUnsignedShort();
    try {
      String target = DefaultDnsRecordDecoder.decodeName(content);
      return Optional.of(new Service(target, port, priority, weight));
    } catch (DecoderException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<InetAddress> address(DnsRawRecord record) {
    byte[] bytes = new byte[record.content().readableBytes()];
    record.content().readBytes(bytes);
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException impossibleLength) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    resolver.ifPresent(DnsNameResolver::close);
  }
}
