package io.dbrestore.example.h2;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.Capability;
import io.dbrestore.tck.DialectConformanceTest;
import io.dbrestore.tck.Sample;
import io.dbrestore.tck.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class H2DialectTest extends DialectConformanceTest {

    @Override
    protected Dialect dialect() {
        return new H2Dialect();
    }

    @Override
    protected TestDatabase database() {
        return TestDatabase.at("jdbc:h2:mem:tck");
    }

    @Override
    protected Set<Capability> lacks() {
        return Set.of(Capability.SILENT_TRIGGERS);
    }

    @Override
    protected Optional<String> unsupportedType() {
        return Optional.of("INTEGER ARRAY");
    }

    @Override
    protected List<Sample> samples() {
        List<Sample> samples = new ArrayList<>(super.samples());
        samples.add(Sample.sql("both", "BOOLEAN", "TRUE", "FALSE"));
        samples.add(Sample.sql("its limits", "TINYINT", "-128", "0", "127"));
        samples.add(Sample.sql("not numbers", "DOUBLE PRECISION", "'NaN'", "'Infinity'", "'-Infinity'", "4.9E-324"));
        samples.add(
                Sample.sql("32 bits", "REAL", "0.1", "16777217", "3.4028235E38", "1.4E-45", "'NaN'", "'-Infinity'"));
        samples.add(Sample.sql("any exponent", "DECFLOAT", "'NaN'", "'Infinity'", "1E400", "1", "1.5", "-1E-400"));
        samples.add(Sample.sql("negative scale of none", "NUMERIC(20)", "-5", "12345678901234567890"));
        samples.add(Sample.sql("padded", "CHAR(5)", "'a'", "'A'", "'abcde'", "''"));
        samples.add(Sample.sql("in any case", "VARCHAR_IGNORECASE(10)", "'a'", "'A'", "'b '", "'b'"));
        samples.add(Sample.sql(
                "nanoseconds",
                "TIMESTAMP(9)",
                "'2026-01-15 10:30:00.123456789'",
                "'2026-01-15 10:30:00'",
                "'-0043-03-15 00:00:00'",
                "'12026-01-01 00:00:00'"));
        samples.add(Sample.sql(
                "the offset",
                "TIMESTAMP(9) WITH TIME ZONE",
                "'2026-01-15 10:30:00+01'",
                "'2026-01-15 09:30:00Z'",
                "'2026-01-15 10:30:00.000000001+05:45'"));
        samples.add(Sample.sql("nanoseconds", "TIME(9)", "'00:00:00'", "'23:59:59.999999999'"));
        samples.add(Sample.sql("the offset", "TIME WITH TIME ZONE", "'10:30:00+02'", "'08:30:00Z'"));
        samples.add(Sample.sql("long ago", "DATE", "'-4712-01-01'", "'20260-01-01'"));
        samples.add(Sample.sql(
                "a few", "UUID", "'00000000-0000-0000-0000-000000000001'", "'ffffffff-ffff-ffff-ffff-ffffffffffff'"));
        samples.add(Sample.sql("odd labels", "ENUM('a', 'b''c', 'd e')", "'a'", "'b''c'", "'d e'"));
        samples.add(Sample.sql(
                "as text",
                "JSON",
                "JSON '{\"a\": 1.00, \"a\": [1e400, null]}'",
                "JSON 'null'",
                "JSON '\"null\"'",
                "JSON '\"x\\n\"'"));
        samples.add(Sample.sql("with zeros", "BINARY(4)", "X'00000000'", "X'01020304'"));
        samples.add(Sample.sql("with zeros", "VARBINARY(10)", "X''", "X'00'", "X'0000'"));
        return samples;
    }
}
