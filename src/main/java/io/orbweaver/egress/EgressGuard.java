package io.orbweaver.egress;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * The check of each connection that a client opens, after the name was resolved and with exactly the address that would
 * be connected to: what a name resolved to before, or will resolve to later, does not matter.
 *
 * <p>Stateless except for its policy; runs on the connection's event loop.
 */
@Sharable
public final class EgressGuard extends ChannelOutboundHandlerAdapter {

    /** Its name in a channel's pipeline. */
    public static final String NAME = "orbweaver.egressGuard";

    private final EgressPolicy policy;

    /** A guard with a policy. */
    public EgressGuard(EgressPolicy policy) {
        this.policy = policy;
    }

    /**
     * Whether no connection would be made, as far as that can be decided without resolving a name: the port is denied,
     * or the host is an address that is refused.
     *
     * @param host a name, or an address without brackets
     */
    public boolean refusesAsWritten(String host, int port) {
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(host);
        return !policy.allowsPort(port) || literal != null && !policy.allows(host, literal);
    }

    @Override
    public void connect(
            ChannelHandlerContext context, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
        if (remote instanceof InetSocketAddress address && !policy.allowsPort(address.getPort())) {
            promise.setFailure(ForbiddenAddressException.forPort());
        } else if (remote instanceof InetSocketAddress address
                && !address.isUnresolved()
                && policy.allows(address.getHostString(), address.getAddress())) {
            context.connect(remote, local, promise);
        } else {
            promise.setFailure(ForbiddenAddressException.forAddress());
        }
    }
}
