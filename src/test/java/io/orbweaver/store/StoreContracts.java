package io.orbweaver.store;

/** All that a store is held to. */
interface StoreContracts
        extends LedgerContract,
                FrontierContract,
                QueueContract,
                SitemapContract,
                EventLogContract,
                BodiesContract,
                HostGateContract,
                JobsContract {}
