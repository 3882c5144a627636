package io.dbrestore.benchmark;

import io.dbrestore.benchmark.Command.Cost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What was measured of one thing in every round: db-restore's cost, and that of what it is compared with. */
final class Pair {

    private final String path;
    private final String base;
    private final String goal;
    private final List<Cost> ours = new ArrayList<>();
    private final List<Cost> theirs = new ArrayList<>();

    /** @param goal the greatest ratio that is good enough, or nothing */
    Pair(String path, String base, String goal) {
        this.path = path;
        this.base = base;
        this.goal = goal;
    }

    static String heading() {
        return """
                | path | base | goal | ratio, median | ratio, best over best | db-restore: s | CPU s | MB | base: s | CPU s | MB |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |""";
    }

    void add(Cost our, Cost their) {
        ours.add(our);
        theirs.add(their);
    }

    String row() {
        double[] ratios = IntStream.range(0, ours.size())
                .mapToDouble(i -> ours.get(i).seconds() / theirs.get(i).seconds())
                .toArray();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f | %.2f | %s | %s |",
                path,
                base,
                goal,
                median(ratios),
                best(ours, Cost::seconds) / best(theirs, Cost::seconds),
                side(ours),
                side(theirs));
    }

    private static String side(List<Cost> costs) {
        return String.format(
                Locale.ROOT,
                "%.2f | %.2f | %.0f",
                best(costs, Cost::seconds),
                best(costs, Cost::cpuSeconds),
                costs.stream().mapToLong(Cost::peakKilobytes).max().orElse(0) / 1024.0);
    }

    private static double best(List<Cost> costs, ToDoubleFunction<Cost> of) {
        return costs.stream().mapToDouble(of).min().orElse(Double.NaN);
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
