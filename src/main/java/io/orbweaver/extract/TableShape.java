package io.orbweaver.extract;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/** Tells tables of data from those that only lay a page out. */
final class TableShape {

    private static final Evaluator MORE_THAN_LINES = QueryParser.parse("table, h1, h2, h3, h4, h5, h6, pre, p ~ p ~ p");

    /** Columns that one cell may span: what it says beyond is no table that anybody reads. */
    private static final int COLUMNS_MAX = 50;

    /** A row of cells, of headings where none of them is data or it stands in the table's head. */
    record Row(List<Element> cells, boolean isHeader) {}

    private TableShape() {}

    /** The table's own rows, those with no content left out. */
    static List<Row> rows(Element table) {
        List<Row> rows = new ArrayList<>();
        for (Element child : table.children()) {
            if (child.normalName().equals("tr")) {
                addRow(child, false, rows);
            } else if (child.normalName().matches("thead|tbody|tfoot")) {
                boolean head = child.normalName().equals("thead");
                child.children().stream()
                        .filter(row -> row.normalName().equals("tr"))
                        .forEach(row -> addRow(row, head, rows));
            }
        }
        return rows;
    }

    private static void addRow(Element row, boolean head, List<Row> rows) {
        if (Noise.is(row)) {
            return;
        }
        List<Element> cells = row.children().stream()
                .filter(cell -> cell.normalName().matches("td|th") && !Noise.is(cell))
                .toList();
        if (cells.stream().anyMatch(Element::hasText)) {
            boolean headings = cells.stream().allMatch(cell -> cell.normalName().equals("th"));
            rows.add(new Row(cells, head || headings && cells.size() > 1));
        }
    }

    /** Columns that a cell spans, 1 where it says nothing that is a number. */
    static int columns(Element cell) {
        String span = cell.attr("colspan");
        return span.matches("[1-9][0-9]?") ? Math.min(COLUMNS_MAX, Integer.parseInt(span)) : 1;
    }

    /** Whether a table has two columns at least and in its cells nothing that lines of text cannot show. */
    static boolean isOfData(Element table, List<Row> rows) {
        if (table.attr("role").equals("presentation")
                || rows.stream().allMatch(row -> row.cells().size() < 2)) {
            return false;
        }
        return rows.stream()
                .flatMap(row -> row.cells().stream())
                .allMatch(cell -> cell.childrenSize() == 0 || cell.selectFirst(MORE_THAN_LINES) == null);
    }
}
