package io.orbweaver.outcome;

/**
 * The parts of a page that bounds kept out.
 *
 * @param links links that were too long, or entries of a folder
 * @param title characters of its title
 * @param cookies cookies that its answer set
 */
public record Omitted(int links, int title, int cookies) {

    /** Of a page that was taken whole. */
    public static final Omitted NOTHING = new Omitted(0, 0, 0);
}
