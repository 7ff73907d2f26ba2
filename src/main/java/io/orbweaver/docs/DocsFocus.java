package io.orbweaver.docs;

import com.vladsch.flexmark.ast.FencedCodeBlock;
import com.vladsch.flexmark.ast.IndentedCodeBlock;
import com.vladsch.flexmark.ext.tables.TableBlock;
import com.vladsch.flexmark.html.AttributeProvider;
import com.vladsch.flexmark.html.IndependentAttributeProviderFactory;
import com.vladsch.flexmark.html.renderer.AttributablePart;
import com.vladsch.flexmark.html.renderer.LinkResolverContext;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.html.MutableAttributes;

/** Keyboard focus for elements that may be wider than the screen, so that they can be scrolled: code and tables. */
final class DocsFocus extends IndependentAttributeProviderFactory {

    @Override
    public AttributeProvider apply(LinkResolverContext context) {
        return DocsFocus::setAttributes;
    }

    private static void setAttributes(Node node, AttributablePart part, MutableAttributes attributes) {
        boolean wide = node instanceof TableBlock
                || part == AttributablePart.NODE
                        && (node instanceof FencedCodeBlock || node instanceof IndentedCodeBlock);
        if (wide) {
            attributes.replaceValue("tabindex", "0");
        }
    }
}
