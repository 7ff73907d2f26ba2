package io.orbweaver.simulation;

import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.store.StoreClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Jobs by chance. */
final class SimSpecs {

    private SimSpecs() {}

    /** What matters of a specification, for a reader of a trace. */
    static String told(JobSpec spec) {
        return spec.seeds() + " " + spec.scope() + " maxPages " + spec.maxPages() + " concurrency "
                + spec.concurrency() + " perHost " + spec.perHost() + " delay " + spec.delay() + " timeout "
                + spec.timeout() + " retries " + spec.retries() + " maxDuration " + spec.maxDuration() + " maxBytes "
                + spec.maxBytes() + " sitemaps " + spec.sitemaps() + " " + spec.duplicates()
                + (spec.keepBodies() ? " keepBodies" : "");
    }

    static JobSpec spec(SimWeb web, Random random, int job) {
        List<String> hosts = new ArrayList<>(web.hosts.keySet());
        List<String> seeds = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            String seed = "http://" + hosts.get(random.nextInt(hosts.size())) + "/" + job + "/p" + random.nextInt(3);
            if (!seeds.contains(seed)) {
                seeds.add(seed);
            }
        }
        List<String> fields = new ArrayList<>();
        fields.add("\"scope\": \"" + (random.nextBoolean() ? "any" : "host") + "\"");
        fields.add("\"perHost\": " + (1 + random.nextInt(4)));
        fields.add("\"delay\": \"" + new int[] {0, 0, 30, 300}[random.nextInt(4)] + "ms\"");
        fields.add("\"timeout\": \"" + (1 + random.nextInt(5)) + "s\"");
        fields.add("\"retries\": " + random.nextInt(4));
        fields.add("\"robots\": true");
        fields.add("\"sitemaps\": \"" + (random.nextInt(3) == 0 ? "ignore" : "include") + "\"");
        fields.add("\"start\": " + (random.nextInt(5) > 0));
        if (random.nextInt(3) == 0) {
            fields.add("\"maxPages\": " + (1 + random.nextInt(15)));
        }
        if (random.nextInt(4) == 0) {
            fields.add("\"concurrency\": " + (1 + random.nextInt(3)));
        }
        if (random.nextInt(8) == 0) {
            fields.add("\"maxDuration\": \"" + (1 + random.nextInt(30)) + "s\"");
        }
        if (random.nextInt(8) == 0) {
            fields.add("\"maxBytes\": \"" + (1 + random.nextInt(3_000)) + "B\"");
        }
        if (random.nextInt(5) == 0) {
            fields.add("\"duplicates\": \"skip\"");
        }
        if (random.nextInt(20) == 0) {
            fields.add("\"keepBodies\": true");
        }
        return StoreClient.spec(seeds, fields.toArray(String[]::new));
    }
}
