package io.orbweaver.job.spec;

import java.util.Locale;

/** The kinds of scope: which discovered URLs belong to a job, by their nearness to its seeds. */
public enum ScopeKind {
    /** The seeds' hosts: name and port, http and https on their own ports as one. */
    HOST,
    /** The seeds' registrable domains, by the public suffix list. */
    DOMAIN,
    /** On the seeds' hosts, paths that begin with a seed's folder. */
    PREFIX,
    /** Every URL. */
    ANY;

    /** The name in a submission. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
