package io.orbweaver.store.base;

import io.orbweaver.commit.Commit;
import io.orbweaver.commit.Kept;
import io.orbweaver.event.EventJson;
import io.orbweaver.frontier.FrontierUrl;
import io.orbweaver.job.spec.DuplicateUse;
import io.orbweaver.outcome.BodyKeeping;
import io.orbweaver.outcome.Outcome;
import io.orbweaver.outcome.Page;
import io.orbweaver.outcome.Skip;
import io.orbweaver.outcome.SkipReason;
import io.orbweaver.url.CanonicalUrl;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is written for a commit, given what the store knows: pure functions, the same for each store. */
public final class CommitRules {

    private CommitRules() {}

    /**
     * What a store knows that may change the decision about a commit. Except for the room, all of it stays true.
     *
     * @param duplicates what the job does with duplicates
     * @param canonical the known URL that the page's canonical URL is, or is an alias of, if that has a page; or null
     * @param content the known URL of the first page with the same content, or null
     * @param target the known URL that a redirect's target is, or is an alias of; or null
     * @param room the room for the body
     */
    public record Facts(
            DuplicateUse duplicates,
            @Nullable CanonicalUrl canonical,
            @Nullable CanonicalUrl content,
            @Nullable CanonicalUrl target,
            Room room) {

        /** Nothing that changes anything. */
        public static Facts none(DuplicateUse duplicates) {
            return new Facts(duplicates, null, null, null, Room.AMPLE);
        }

        /** The same, with the page that the canonical URL has. */
        public Facts canonical(@Nullable CanonicalUrl page) {
            return new Facts(duplicates, page, content, target, room);
        }

        /** The same, with the first page of this content. */
        public Facts content(@Nullable CanonicalUrl first) {
            return new Facts(duplicates, canonical, first, target, room);
        }

        /** The same, with what the redirect's target is. */
        public Facts target(@Nullable CanonicalUrl known) {
            return new Facts(duplicates, canonical, content, known, room);
        }

        /** The same, with the room for the body. */
        public Facts room(Room left) {
            return new Facts(duplicates, canonical, content, target, left);
        }

        private @Nullable CanonicalUrl earlierPage(CanonicalUrl own) {
            boolean byCanonical = duplicates == DuplicateUse.SKIP && canonical != null && !canonical.equals(own);
            CanonicalUrl page = byCanonical ? canonical : content;
            return page == null || page.equals(own) ? null : page;
        }
    }

    /**
     * The room for a body.
     *
     * @param needed stored bytes of the body; none where the same content is kept already
     * @param ofJob stored bytes that the job may keep besides what it keeps
     * @param ofAll stored bytes that all jobs may keep besides what they keep
     */
    public record Room(long needed, long ofJob, long ofAll) {

        /** Room for any body. */
        public static final Room AMPLE = new Room(0, Long.MAX_VALUE, Long.MAX_VALUE);

        /** Whether the body may be kept. */
        public boolean fits() {
            return needed <= Math.min(ofJob, ofAll);
        }
    }

    /** What a commit comes to. */
    public static CommitDecision decide(Commit commit, Facts facts) {
        if (commit.result() instanceof Commit.Done done && done.outcome() instanceof Page page) {
            return page(commit, done, page, facts);
        }
        if (commit.result() instanceof Commit.Parked parked && parked.next().isPage()) {
            return parked(commit, parked, facts);
        }
        return new CommitDecision(commit.lease(), commit.result(), commit.discovered(), null, null);
    }

    /** A page whose content an earlier one had says so, or is a skip, as the job asks; so does one without room. */
    private static CommitDecision page(Commit commit, Commit.Done done, Page page, Facts facts) {
        FrontierUrl entry = commit.lease().entry();
        CanonicalUrl earlier = page.bytes() == 0 ? null : facts.earlierPage(entry.url());
        if (earlier != null && facts.duplicates() == DuplicateUse.SKIP) {
            Skip skip = new Skip(SkipReason.DUPLICATE, earlier);
            // the links of a copy lead nowhere; sitemaps found on the way are not among its links
            return new CommitDecision(
                    commit.lease(),
                    done(entry, skip, done.at(), done.joining(), null),
                    commit.discovered().stream().filter(url -> !url.isPage()).toList(),
                    null,
                    null);
        }
        Kept body =
                done.kept() == null || done.kept().length() == 0 || facts.room().fits() ? done.kept() : null;
        Page reported = earlier == null ? page : page.duplicateOf(earlier);
        Page stored = body == done.kept() ? reported : reported.body(BodyKeeping.LIMIT);
        return new CommitDecision(
                commit.lease(),
                stored == page ? done : done(entry, stored, done.at(), done.joining(), body),
                commit.discovered(),
                page.bytes() > 0 && stored.duplicateOf() == null ? page.sha256() : null,
                null);
    }

    /** A redirect to what is known, or is another URL's alias, makes the URL a duplicate. */
    private static CommitDecision parked(Commit commit, Commit.Parked parked, Facts facts) {
        FrontierUrl entry = parked.next();
        CanonicalUrl target = facts.target();
        Commit.Result result = target == null || target.equals(entry.url())
                ? parked
                : done(entry, new Skip(SkipReason.DUPLICATE, target), parked.at(), null, null);
        CanonicalUrl alias = target == null ? parked.target() : null;
        return new CommitDecision(commit.lease(), result, commit.discovered(), null, alias);
    }

    private static Commit.Done done(
            FrontierUrl entry, Outcome outcome, Instant at, @Nullable String joining, @Nullable Kept kept) {
        EventJson.Place place = new EventJson.Place(entry.url(), entry.depth(), entry.referrer(), at);
        return new Commit.Done(outcome, EventJson.outcome(place, outcome), at, joining, kept);
    }
}
