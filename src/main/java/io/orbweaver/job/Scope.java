package io.orbweaver.job;

import io.orbweaver.job.spec.JobSpec;
import io.orbweaver.job.spec.ScopeKind;
import io.orbweaver.job.spec.UrlPatterns;
import io.orbweaver.url.CanonicalUrl;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * The rule for which discovered URLs belong to a job: near enough to its seeds, included and not excluded. Immutable;
 * made anew when a seed's redirect joins a part of the web to it.
 */
public final class Scope {

    private final ScopeKind kind;
    private final Set<String> parts;
    private final UrlPatterns include;
    private final UrlPatterns exclude;

    private Scope(ScopeKind kind, Set<String> parts, UrlPatterns include, UrlPatterns exclude) {
        this.kind = kind;
        this.parts = parts;
        this.include = include;
        this.exclude = exclude;
    }

    /** The scope of a job as it is now. */
    public static Scope of(Job job) {
        return of(job.spec(), job.joinedScope());
    }

    /** The scope of a specification and of what seeds' redirects joined to it. */
    public static Scope of(JobSpec spec, Collection<String> joined) {
        Set<String> parts = new HashSet<>(joined);
        spec.seeds().forEach(seed -> parts.add(part(spec.scope(), seed)));
        return new Scope(spec.scope(), Set.copyOf(parts), spec.include(), spec.exclude());
    }

    /** The part of the web that a URL represents: its host, registrable domain or folder; empty for scope any. */
    public static String part(ScopeKind kind, CanonicalUrl url) {
        return switch (kind) {
            case HOST -> url.host().value();
            case DOMAIN -> url.host().registrableDomain();
            case PREFIX ->
                url.host().value() + url.path().substring(0, url.path().lastIndexOf('/') + 1);
            case ANY -> "";
        };
    }

    /** Whether a URL lies in the seeds' part of the web, whatever include and exclude say. */
    public boolean covers(CanonicalUrl url) {
        return switch (kind) {
            case ANY -> true;
            case HOST, DOMAIN -> parts.contains(part(kind, url));
            case PREFIX -> underPrefix(url.host().value() + url.path());
        };
    }

    /** Whether a discovered URL belongs: covered, included and not excluded. */
    public boolean includes(CanonicalUrl url) {
        return covers(url) && (include.isEmpty() || include.find(url)) && !exclude.find(url);
    }

    private boolean underPrefix(String place) {
        for (int slash = place.indexOf('/'); slash >= 0; slash = place.indexOf('/', slash + 1)) {
            if (parts.contains(place.substring(0, slash + 1))) {
                return true;
            }
        }
        return false;
    }
}
