package io.orbweaver.extract.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;

/** The test that distinguishes tables of data from those used for layout. */
final class TableShape {

    private static final Evaluator MORE_THAN_LINES = QueryParser.parse("table, h1, h2, h3, h4, h5, h6, pre, p ~ p ~ p");

    private static final Evaluator TABLE = QueryParser.parse("table");

    /** Columns that one cell may span: a larger value is not a table for readers. */
    private static final int COLUMNS_MAX = 50;

    /** Columns in which cells may span rows; bounds the time that a row takes. */
    private static final int SPANNED_COLUMNS_MAX = 200;

    /** A cell and the column that it begins in, from 0. */
    record Cell(Element element, int column) {}

    /** A row of cells, of headings where none of them is data or it is in the table's head. */
    record Row(List<Cell> cells, boolean isHeader) {}

    private final List<Row> rows = new ArrayList<>();

    /** How many more rows a cell above covers, of each column. */
    private final int[] covered = new int[SPANNED_COLUMNS_MAX];

    private final Predicate<Element> boilerplate;

    private TableShape(Predicate<Element> boilerplate) {
        this.boilerplate = boilerplate;
    }

    /** The table's own rows, those with no content left out. */
    static List<Row> rows(Element table, Predicate<Element> boilerplate) {
        TableShape shape = new TableShape(boilerplate);
        for (Element child : table.children()) {
            if (child.normalName().equals("tr")) {
                shape.add(child, false);
            } else if (child.normalName().matches("thead|tbody|tfoot")) {
                boolean head = child.normalName().equals("thead");
                Arrays.fill(shape.covered, 0); // no cell reaches into another group
                child.children().stream()
                        .filter(row -> row.normalName().equals("tr"))
                        .forEach(row -> shape.add(row, head));
                Arrays.fill(shape.covered, 0);
            }
        }
        return shape.rows;
    }

    private void add(Element row, boolean head) {
        if (boilerplate.test(row)) {
            return;
        }
        List<Cell> cells = new ArrayList<>();
        int[] below = new int[SPANNED_COLUMNS_MAX];
        int column = 0;
        for (Element cell : row.children()) {
            if (!cell.normalName().matches("td|th") || boilerplate.test(cell)) {
                continue;
            }
            while (column < SPANNED_COLUMNS_MAX && covered[column] > 0) {
                column++;
            }
            cells.add(new Cell(cell, column));
            int end = column + columns(cell);
            for (; column < end; column++) {
                if (column < SPANNED_COLUMNS_MAX) {
                    below[column] = rowsBelow(cell);
                }
            }
        }
        for (int i = 0; i < SPANNED_COLUMNS_MAX; i++) {
            covered[i] = Math.max(below[i], covered[i] - 1);
        }
        if (cells.stream().anyMatch(cell -> cell.element().hasText())) {
            boolean headings =
                    cells.stream().allMatch(cell -> cell.element().normalName().equals("th"));
            rows.add(new Row(cells, head || headings && cells.size() > 1));
        }
    }

    /** Columns that a cell spans, 1 where it says nothing that is a number. */
    private static int columns(Element cell) {
        String span = cell.attr("colspan");
        return span.matches("[1-9][0-9]?") ? Math.min(COLUMNS_MAX, Integer.parseInt(span)) : 1;
    }

    /** Rows that a cell covers below its own; with 0 it is all of its group. */
    private static int rowsBelow(Element cell) {
        String span = cell.attr("rowspan");
        return !span.matches("[0-9]{1,5}") ? 0 : span.equals("0") ? Integer.MAX_VALUE : Integer.parseInt(span) - 1;
    }

    /**
     * Whether a table has two columns at least and in its cells nothing that lines of text cannot show; where it has
     * headings of its columns, nothing but another table.
     */
    static boolean isOfData(Element table, List<Row> rows) {
        if (table.attr("role").equals("presentation")
                || rows.stream().allMatch(row -> row.cells().size() < 2)) {
            return false;
        }
        Evaluator notShown = rows.get(0).isHeader() ? TABLE : MORE_THAN_LINES;
        return rows.stream()
                .flatMap(row -> row.cells().stream())
                .map(Cell::element)
                .allMatch(cell -> cell.childrenSize() == 0 || cell.selectFirst(notShown) == null);
    }
}
