package io.orbweaver.fetch.connection;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import reactor.netty.NettyPipeline;

/**
 * The operator's proxy, which every connection goes through. It is asked for the very address that the egress guard has
 * seen and never for a name, so that what a name means to the proxy does not matter; TLS goes through it, and is
 * verified for the name as ever.
 *
 * <p>Its own address is the operator's choice, and not judged. Its password is in no text of this class.
 */
public final class UpstreamProxy {

    private static final String NAME = "orbweaver.proxyTarget";
    private static final String FORM =
            "orbweaver.fetch.proxy is not of the form http://user:password@host:port, or socks5:// with the same";

    private final boolean socks;
    private final InetSocketAddress address;
    private final @Nullable String user;
    private final String password;

    private UpstreamProxy(boolean socks, InetSocketAddress address, @Nullable String user, String password) {
        this.socks = socks;
        this.address = address;
        this.user = user;
        this.password = password;
    }

    /**
     * Reads the property, and resolves the proxy's name: it may block, and is for the start.
     *
     * @param text the URI, user and password percent-encoded; empty for none
     * @return null if there is no proxy
     * @throws IllegalArgumentException where it cannot be used; the message does not contain the property's value
     */
    public static @Nullable UpstreamProxy parse(String text) {
        if (text.isBlank()) {
            return null;
        }
        URI uri;
        try {
            uri = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(FORM); // the cause would contain the password
        }
        boolean socks = "socks5".equalsIgnoreCase(uri.getScheme());
        boolean path = uri.getRawPath() != null && uri.getRawPath().length() > 1;
        boolean known = socks || "http".equalsIgnoreCase(uri.getScheme());
        if (!known || uri.getHost() == null || uri.getPort() <= 0 || path || uri.getRawQuery() != null) {
            throw new IllegalArgumentException(FORM);
        }
        InetSocketAddress address = new InetSocketAddress(uri.getHost(), uri.getPort());
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("orbweaver.fetch.proxy: the name of its host does not resolve");
        }
        String raw = uri.getRawUserInfo();
        if (raw == null) {
            return new UpstreamProxy(socks, address, null, "");
        }
        int colon = raw.indexOf(':');
        String user = colon < 0 ? raw : raw.substring(0, colon);
        String password = colon < 0 ? "" : raw.substring(colon + 1);
        return new UpstreamProxy(socks, address, decoded(user), decoded(password));
    }

    private static String decoded(String part) {
        return URI.create("x://" + part + "@x").getUserInfo();
    }

    /** Puts itself between a connection and its guard, which is in front. */
    public void addTo(ChannelPipeline pipeline, int connectMillis) {
        ProxyHandler handler = newHandler();
        handler.setConnectTimeoutMillis(connectMillis);
        pipeline.addFirst(NAME, new Target());
        pipeline.addFirst(NettyPipeline.ProxyHandler, handler);
    }

    private ProxyHandler newHandler() {
        if (socks) {
            return user == null ? new Socks5ProxyHandler(address) : new Socks5ProxyHandler(address, user, password);
        }
        return user == null ? new HttpProxyHandler(address) : new HttpProxyHandler(address, user, password);
    }

    /** Takes the name off the address, which a proxy would be asked for; says whose fault a failure is. */
    private static final class Target extends ChannelOutboundHandlerAdapter {

        @Override
        public void connect(
                ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
            ChannelPromise made = context.newPromise();
            made.addListener((ChannelFuture done) -> {
                if (done.isSuccess()) {
                    promise.trySuccess();
                } else {
                    promise.tryFailure(new ProxyConnectException("no connection to the proxy", done.cause()));
                }
            });
            context.connect(nameless((InetSocketAddress) remote), local, made);
        }

        private static InetSocketAddress nameless(InetSocketAddress target) {
            try {
                byte[] bytes = target.getAddress().getAddress();
                return new InetSocketAddress(InetAddress.getByAddress(bytes), target.getPort());
            } catch (UnknownHostException e) {
                throw new IllegalStateException("an address has the length of one", e);
            }
        }
    }
}
