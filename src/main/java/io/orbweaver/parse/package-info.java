/**
 * Scanning of pages: their encoding, title, base, links and directives, read while the body arrives.
 *
 * <p>Bytes go through one line of steps, each bounded by the chunk and by {@link ScanLimits}, all on the event loop
 * that delivers the body:
 *
 * <pre>
 * PageScanner      what the body is: its MediaType, or what MimeSniffer (MediaSignatures) sees in its first 1,445 bytes
 * BodyDecoder      bytes to characters: EncodingSniffer (EncodingPrescan) over the first 1,024, then a decoder
 * Tokenizer        HTML §13.2.5: tags and attributes; CommentStates and TextStates are its other two sheets
 * OpenElements     as much of tree construction (§13.2.6) as the tokenizer's switches and templates need
 * PageCollector    title, base, directives, canonical, and by LinkCollector (Srcset, DeclarativeRefresh) links
 * PatternCounter   beside the tokenizer: literals in the source
 * </pre>
 *
 * <p>{@link PageScanner} is their composition and the pipeline's way in, {@link LinkScanner} the part that reads
 * markup. There is no tree: a page of 12 KB costs some 20 µs instead of a DOM's 260, and the memory held is what is
 * reported, not what the page weighs. Methods are small because HotSpot does not compile those above 8,000 bytecodes.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"url", "job", "job :: spec", "fetch"})
package io.orbweaver.parse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
