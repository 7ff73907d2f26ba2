package io.orbweaver.simulation;

import java.util.ArrayList;
import java.util.List;

/** What a URL of the simulated web does. */
final class SimPage {

    /** Ways to answer. */
    enum Way {
        OK,
        REDIRECT,
        MISSING,
        ERROR,
        THROTTLED,
        STALLED,
        BROKEN,
        REFUSING,
        HUGE
    }

    final String path;
    final List<String> links = new ArrayList<>();
    Way way = Way.OK;

    /** How often it does so before it is a page. */
    int times = Integer.MAX_VALUE;

    int retryAfterSeconds;
    String target = "";

    SimPage(String path) {
        this.path = path;
    }

    boolean isAlwaysOk() {
        return way == Way.OK;
    }

    /** What it does when it was asked so many times before. */
    Way way(int askedBefore) {
        return askedBefore < times ? way : Way.OK;
    }
}
