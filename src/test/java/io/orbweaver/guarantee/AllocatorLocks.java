package io.orbweaver.guarantee;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lets Netty's allocator of buffers wait for its own lock where several threads made it grow: for as long as an array
 * is copied. Netty says the same of its other allocator's locks, and not of this one.
 */
public final class AllocatorLocks implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside(
                "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "tryExpandMagazines");
    }
}
