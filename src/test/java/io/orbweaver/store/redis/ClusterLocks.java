package io.orbweaver.store.redis;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lets Lettuce wait for its own lock where several of its threads note the connection to a cluster's node at the same
 * moment: for as long as a field is set, and when a connection is made only.
 */
public final class ClusterLocks implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside(
                "io.lettuce.core.cluster.PooledClusterConnectionProvider", "lambda$getWriteConnection$1");
        // two threads that publish a signal at the same moment: one spins for as long as the other emits
        builder.allowBlockingCallsInside("io.orbweaver.store.base.StoreSignals", "emit");
    }
}
