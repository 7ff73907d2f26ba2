/**
 * Extraction from pages: metadata, main text, Markdown, links, fields and patterns, as the job asks.
 *
 * <pre>
 * PageExtractor      the entry point: which extractors a job needs, their results, what they may weigh together
 * PageContent        what they share of one page, each made once when first asked for:
 *   source             its characters (parse.SourceText)
 *   document           its tree (BoundedDom, by jsoup)
 *   main               its main content as a ContentTree (MainContent finds it, Boilerplate says what is not,
 *                      BoilerplateExceptions what is content all the same)
 * Extractor          one part of the result, one small class each
 * </pre>
 *
 * <p><b>Threads</b>: an extractor is shared by all, a page belongs to one; nothing blocks, but building a tree takes
 * milliseconds, so no event loop may call this.
 *
 * <p><b>Bounds</b>: what is held of a page is bounded by the caller in bytes and by
 * {@link io.orbweaver.extract.content.ExtractLimits} in all else; whatever a bound keeps out is reported as
 * {@code truncated}. Time is linear in the page except for selectors and regular expressions, which have a clock.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "job", "job :: spec", "outcome", "parse"})
package io.orbweaver.extract;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
