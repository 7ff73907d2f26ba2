package io.orbweaver.fetch.connection;

import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

/**
 * The resolvers of names: by the system's servers or the operator's, on the event loops. What is known of a name is
 * kept for as long as its records say and a minute at most: so many names are held as transfers can ask for in that
 * time. No trust is in it, for the egress guard judges each connection's address.
 */
public final class NameServers {

    private static final Duration KEPT_MAX = Duration.ofSeconds(60);
    private static final Duration NEGATIVE_KEPT_MAX = Duration.ofSeconds(5);
    private static final Duration QUERY_MAX = Duration.ofSeconds(2);
    private static final int QUERIES_MAX = 8;
    private static final int PORT_MAX = 65_535;

    private NameServers() {}

    /**
     * A resolver.
     *
     * @param servers {@code address:port}; none for the system's
     * @throws IllegalArgumentException where one is something else
     */
    public static DnsAddressResolverGroup resolver(List<String> servers, LoopResources loops) {
        List<InetSocketAddress> addresses =
                servers.stream().map(NameServers::address).toList();
        return NameResolverProvider.builder()
                .cacheMaxTimeToLive(KEPT_MAX)
                .cacheNegativeTimeToLive(NEGATIVE_KEPT_MAX)
                .queryTimeout(QUERY_MAX)
                .maxQueriesPerResolve(QUERIES_MAX)
                .dnsAddressResolverGroupProvider(builder -> new DnsAddressResolverGroup(
                        addresses.isEmpty()
                                ? builder
                                : builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(addresses))))
                .build()
                .newNameResolverGroup(loops, true);
    }

    private static InetSocketAddress address(String text) {
        String server = text.strip();
        int colon = server.lastIndexOf(':');
        String host = colon < 0 ? server : server.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(
                bracketed ? host.substring(1, host.length() - 1) : host.indexOf(':') < 0 ? host : "");
        String port = server.substring(colon + 1);
        if (bytes == null || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > PORT_MAX) {
            throw new IllegalArgumentException("orbweaver.fetch.dns-servers: '" + server
                    + "' is no server such as 192.0.2.53:53 or [2001:db8::53]:53");
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), Integer.parseInt(port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("its bytes are an address", e);
        }
    }
}
