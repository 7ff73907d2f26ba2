package io.orbweaver.simulation;

import java.util.LinkedHashMap;
import java.util.Map;

/** A host of the simulated web: its pages, its robots.txt, and what it counts. */
final class SimHost {

    final String name;
    final Map<String, SimPage> pages = new LinkedHashMap<>();
    int robotsStatus = 404;
    int robotsStalls;
    String robots = "";
    long latencyMaxMillis = 100;
    int inFlight;
    long lastStart = Long.MIN_VALUE;

    SimHost(String name) {
        this.name = name;
    }

    boolean isPlain() {
        return robotsStatus == 404 && robotsStalls == 0;
    }
}
