package io.orbweaver.store;

import static io.orbweaver.store.StoreClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.orbweaver.body.Bodies;
import io.orbweaver.body.ExchangeHead;
import io.orbweaver.body.HeaderField;
import io.orbweaver.body.KeptBody;
import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Kept;
import io.orbweaver.commit.Ledger.Keeping;
import io.orbweaver.commit.Ledger.Receipt;
import io.orbweaver.event.EventType;
import io.orbweaver.event.LoggedEvent;
import io.orbweaver.frontier.Lease;
import io.orbweaver.job.JobId;
import io.orbweaver.job.JobState;
import io.orbweaver.outcome.BodyKeeping;
import io.orbweaver.outcome.Page;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What kept bodies hold to. The store has room for 8 MB of one job, and 16 MB of all. */
interface BodiesContract extends StoreContract {

    int PART = Bodies.PART_BYTES;

    ExchangeHead HEAD = new ExchangeHead(
            "/",
            List.of(new HeaderField("Host", "a.test")),
            200,
            "OK",
            List.of(new HeaderField("Content-Type", "text/html"), new HeaderField("X", "\u00e9")));

    private JobId keeping(String... seeds) {
        return client().open(List.of(seeds), "\"keepBodies\": true");
    }

    /** So many bytes that do not get shorter. */
    private static byte[] noise(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] part(byte[] body, int part) {
        return Zstd.compress(Arrays.copyOfRange(body, part * PART, Math.min(body.length, (part + 1) * PART)));
    }

    /** Writes all parts but the last ahead; what the last of them was answered. */
    private Keeping ahead(Lease lease, byte[] body) {
        Keeping keeping = Keeping.KEPT;
        for (int i = 0; (i + 1) * PART < body.length && keeping == Keeping.KEPT; i++) {
            keeping = await(store().ledger().keep(lease, i, part(body, i)));
        }
        return keeping;
    }

    private Receipt commit(Lease lease, byte[] body) {
        int parts = (body.length + PART - 1) / PART;
        Kept kept = new Kept(HEAD, body.length, parts, parts == 0 ? null : part(body, parts - 1));
        Page page = StoreClient.page(body.length, sha256(body)).body(BodyKeeping.KEPT);
        Commit.Done done = client().done(lease, page);
        return client().append(lease, new Commit.Done(page, done.data(), done.at(), null, kept));
    }

    private Receipt keep(Lease lease, byte[] body) {
        assertThat(ahead(lease, body)).isEqualTo(Keeping.KEPT);
        return commit(lease, body);
    }

    private List<LoggedEvent> pages(JobId job) {
        return client().log(job).stream()
                .filter(event -> event.type() == EventType.PAGE)
                .toList();
    }

    private byte[] read(JobId job, long seq) {
        KeptBody body = await(store().bodies().find(job, seq));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store().bodies().bytes(body).doOnNext(bytes::writeBytes).then().block();
        assertThat(bytes.size()).isEqualTo((int) body.length());
        return bytes.toByteArray();
    }

    /** Parts that are there for the URL with an ordinal, whether or not a page has them. */
    private int partsOf(JobId job, long ordinal) {
        int parts = 0;
        for (int i = 0; i < 10; i++) {
            byte[] part = await(store().bodies().part(new KeptBody(job, 1, HEAD, 0, 10, ordinal), i));
            parts += part == null ? 0 : 1;
        }
        return parts;
    }

    private long bodyBytes() {
        return store().status().snapshot().bodyBytes();
    }

    private String said(LoggedEvent page) {
        return new String(page.json(), StandardCharsets.UTF_8);
    }

    @Test
    default void aBodyComesBackAsItWas() {
        JobId job = keeping("http://a.test/", "http://b.test/", "http://c.test/");
        byte[][] bodies = {noise(1, 1_000), noise(2, 3 * PART + 5), new byte[0]};
        for (byte[] body : bodies) {
            assertThat(keep(client().lease(job), body)).isEqualTo(Receipt.COMMITTED);
        }
        store().reopen();
        List<LoggedEvent> pages = pages(job);
        for (int i = 0; i < bodies.length; i++) {
            assertThat(said(pages.get(i))).contains("\"body\":\"kept\"");
            assertThat(read(job, pages.get(i).seq())).isEqualTo(bodies[i]);
            assertThat(await(store().bodies().find(job, pages.get(i).seq())).head())
                    .isEqualTo(HEAD);
        }
        assertThat(await(store().bodies().find(job, 1)))
                .as("an event that is no page")
                .isNull();
        assertThat(await(store().bodies().find(job, 99))).isNull();
        assertThat(await(store().bodies().find(new JobId(1), 3))).isNull();
    }

    @Test
    default void aContentIsKeptOnce() {
        JobId job = keeping("http://a.test/", "http://b.test/", "http://c.test/");
        byte[] body = noise(1, 2 * PART + 1);
        keep(client().lease(job), body);
        long once = bodyBytes();
        keep(client().lease(job), body);
        assertThat(bodyBytes() - once).as("heads only").isLessThan(1_000);
        keep(client().lease(job), body);
        pages(job).forEach(page -> assertThat(read(job, page.seq())).isEqualTo(body));
    }

    @Test
    default void aPageWhoseBodyExceedsTheQuotaSaysSo() {
        JobId job = keeping("http://a.test/", "http://b.test/", "http://c.test/");
        byte[] large = noise(1, 6 << 20);
        keep(client().lease(job), large);
        Lease second = client().lease(job);
        assertThat(ahead(second, noise(2, 6 << 20))).isEqualTo(Keeping.LIMIT);
        client().append(second, client().done(second, StoreClient.page(1).body(BodyKeeping.LIMIT)));
        assertThat(partsOf(job, 2)).isZero();
        Lease third = client().lease(job);
        assertThat(ahead(third, noise(4, 2 << 20)))
                .as("the last part is too much")
                .isEqualTo(Keeping.KEPT);
        commit(third, noise(4, 2 << 20));
        List<LoggedEvent> pages = pages(job);
        assertThat(said(pages.get(0))).contains("\"body\":\"kept\"");
        assertThat(said(pages.get(1))).contains("\"body\":\"limit\"");
        assertThat(said(pages.get(2))).contains("\"body\":\"limit\"");
        assertThat(await(store().bodies().find(job, pages.get(2).seq()))).isNull();
        assertThat(partsOf(job, 3)).isZero();
        assertThat(read(job, pages.get(0).seq())).isEqualTo(large);
        assertThat(bodyBytes()).isLessThan(8 << 20);
    }

    @Test
    default void aCopyThatThereIsNoRoomForSaysBoth() {
        JobId job = keeping("http://a.test/", "http://b.test/", "http://c.test/");
        keep(client().lease(job), noise(1, 6 << 20));
        byte[] body = noise(4, 2 << 20);
        Lease first = client().lease(job);
        ahead(first, body);
        commit(first, body);
        Lease copy = client().lease(job);
        ahead(copy, body);
        commit(copy, body);
        LoggedEvent last = pages(job).get(2);
        assertThat(said(last)).contains("\"body\":\"limit\"");
        assertThat(said(last))
                .contains("\"duplicateOf\":\"" + first.entry().url().href() + "\"");
        assertThat(await(store().bodies().find(job, last.seq()))).isNull();
        assertThat(partsOf(job, 2) + partsOf(job, 3)).isZero();
    }

    @Test
    default void allJobsTogetherHaveALimit() {
        for (int i = 0; i < 2; i++) {
            keep(client().lease(keeping("http://a" + i + ".test/")), noise(i, 7 << 20));
        }
        JobId last = keeping("http://z.test/");
        assertThat(ahead(client().lease(last), noise(9, 7 << 20))).isEqualTo(Keeping.LIMIT);
    }

    @Test
    default void aBodyThatNoCommitCameForLeavesNothing() {
        JobId job = keeping("http://a.test/", "http://b.test/");
        Lease lease = client().lease(job);
        byte[] body = noise(1, 5 * PART);
        ahead(lease, body);
        store().crash();
        assertThat(await(store().ledger().keep(lease, 4, part(body, 4)))).isEqualTo(Keeping.LEASE_LOST);
        byte[] shorter = noise(2, 2 * PART);
        keep(client().lease(job), shorter);
        Lease other = client().lease(job);
        ahead(other, body);
        client().move(job, JobState.Move.CANCEL);
        store().reopen();
        assertThat(read(job, pages(job).get(0).seq())).isEqualTo(shorter);
        assertThat(partsOf(job, 1) + partsOf(job, 2)).as("parts on disk").isEqualTo(2);
        assertThat(bodyBytes()).isBetween(2L * PART, 2L * PART + 1_000);
    }

    @Test
    default void bodiesGoWithTheirJob() {
        JobId job = keeping("http://a.test/");
        byte[] body = noise(1, 2 * PART);
        keep(client().lease(job), body);
        KeptBody kept = await(store().bodies().find(job, pages(job).get(0).seq()));
        await(store().jobs().remove(job));
        assertThat(bodyBytes()).isZero();
        assertThat(await(store().bodies().find(job, kept.seq()))).isNull();
        assertThatThrownBy(() -> store().bodies().bytes(kept).blockLast()).isInstanceOf(Bodies.BodyGone.class);
    }

    @Test
    default void aPageThatIsSkippedAsACopyKeepsNone() {
        JobId job = client().open(
                        List.of("http://a.test/", "http://b.test/"),
                        "\"keepBodies\": true",
                        "\"duplicates\": \"skip\"");
        byte[] body = noise(1, 3 * PART);
        keep(client().lease(job), body);
        keep(client().lease(job), body);
        assertThat(pages(job)).hasSize(1);
        assertThat(partsOf(job, 1) + partsOf(job, 2)).isEqualTo(3);
    }
}
