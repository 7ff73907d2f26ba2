package io.orbweaver.export;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A document of GraphML, read by the JDK's own parser, which is strict. Attributes and data are one map. */
record GraphMl(Map<String, Map<String, String>> nodes, List<Map<String, String>> edges) {

    static GraphMl parse(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
            Map<String, Map<String, String>> nodes = new LinkedHashMap<>();
            elements(document, "node").forEach(node -> {
                if (nodes.put(node.get("id"), node) != null) {
                    throw new AssertionError("twice: " + node);
                }
            });
            return new GraphMl(nodes, elements(document, "edge"));
        } catch (Exception e) {
            throw new AssertionError("no XML: " + new String(xml, java.nio.charset.StandardCharsets.UTF_8), e);
        }
    }

    private static List<Map<String, String>> elements(Document document, String name) {
        NodeList found = document.getElementsByTagNameNS("http://graphml.graphdrawing.org/xmlns", name);
        List<Map<String, String>> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            Element element = (Element) found.item(i);
            Map<String, String> map = new HashMap<>();
            for (int j = 0; j < element.getAttributes().getLength(); j++) {
                map.put(
                        element.getAttributes().item(j).getNodeName(),
                        element.getAttributes().item(j).getNodeValue());
            }
            NodeList data = element.getElementsByTagNameNS("*", "data");
            for (int j = 0; j < data.getLength(); j++) {
                map.put(
                        ((Element) data.item(j)).getAttribute("key"),
                        data.item(j).getTextContent());
            }
            elements.add(map);
        }
        return elements;
    }

    String url(String id) {
        return nodes.get(id).get("url");
    }
}
