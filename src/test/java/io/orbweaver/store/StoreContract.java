package io.orbweaver.store;

/** What every implementation of a port is tested by; an implementation says only which store it is. */
interface StoreContract {

    StoreUnderTest store();

    default StoreClient client() {
        return new StoreClient(store());
    }
}
