package io.orbweaver.simulation;

import io.orbweaver.simulation.SimPage.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes webs by chance: some tame, some wild. */
final class SimWorlds {

    private SimWorlds() {}

    /** Fills a web with hosts, on which each job has pages of its own below {@code /<job>/}. */
    static void fill(SimWeb web, Random random, int jobs) {
        int hosts = 1 + random.nextInt(4);
        for (int h = 0; h < hosts; h++) {
            SimHost host = new SimHost("h" + h + ".test");
            host.latencyMaxMillis = new long[] {1, 20, 100, 900}[random.nextInt(4)];
            robots(host, random);
            web.hosts.put(host.name, host);
        }
        double wildness = new double[] {0, 0.05, 0.2, 0.5}[random.nextInt(4)];
        for (int job = 0; job < jobs; job++) {
            pages(web, random, job, wildness);
        }
    }

    private static void robots(SimHost host, Random random) {
        switch (random.nextInt(8)) {
            case 0 -> {
                host.robotsStatus = 200;
                host.robots = "User-agent: *\nDisallow: /*7\nCrawl-delay: 1\n";
            }
            case 1 -> {
                host.robotsStatus = 200;
                host.robots = "Sitemap: http://" + host.name + "/sitemap.xml\n";
                SimPage map = new SimPage("/sitemap.xml");
                host.pages.put(map.path, map);
            }
            case 2 -> host.robotsStatus = 500;
            case 3 -> host.robotsStalls = 1 + random.nextInt(3);
            default -> {}
        }
    }

    private static void pages(SimWeb web, Random random, int job, double wildness) {
        List<SimPage> all = new ArrayList<>();
        List<String> urls = new ArrayList<>();
        for (SimHost host : web.hosts.values()) {
            int count = 2 + random.nextInt(12);
            for (int p = 0; p < count; p++) {
                SimPage page = new SimPage("/" + job + "/p" + p);
                if (random.nextDouble() < wildness) {
                    makeWild(page, random);
                }
                host.pages.put(page.path, page);
                all.add(page);
                urls.add("http://" + host.name + page.path);
            }
            SimPage map = host.pages.get("/sitemap.xml");
            if (map != null) {
                map.links.addAll(urls.subList(urls.size() - count, urls.size()));
            }
        }
        for (SimPage page : all) {
            page.target = urls.get(random.nextInt(urls.size()));
            for (int links = random.nextInt(6); links > 0; links--) {
                page.links.add(urls.get(random.nextInt(urls.size())));
            }
        }
    }

    private static void makeWild(SimPage page, Random random) {
        Way[] ways = Way.values();
        page.way = ways[1 + random.nextInt(ways.length - 1)];
        page.retryAfterSeconds = random.nextInt(40);
        if (random.nextInt(3) > 0) {
            page.times = 1 + random.nextInt(3);
        }
    }
}
