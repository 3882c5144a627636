package io.dbrestore.tck;

import java.util.List;

/** Values of the types that nearly every database has. */
final class StandardSamples {

    private StandardSamples() {}

    static List<Sample> all(String text, String longText, String bytes) {
        return List.of(
                Sample.sql("its limits", "SMALLINT", "-32768", "-1", "0", "1", "32767"),
                Sample.sql("its limits", "INTEGER", "-2147483648", "0", "2147483647"),
                Sample.sql(
                        "its limits, and where a double ends",
                        "BIGINT",
                        "-9223372036854775807",
                        "-9007199254740993",
                        "9007199254740992",
                        "9007199254740993",
                        "9223372036854775807"),
                Sample.sql(
                        "38 digits and its scale",
                        "DECIMAL(38,10)",
                        "0",
                        "1.5",
                        "-1.50000000001",
                        "0.0000000001",
                        "1234567890123456789012345678.0123456789",
                        "-9999999999999999999999999999.9999999999"),
                Sample.sql(
                        "shortest digits and extremes",
                        "DOUBLE PRECISION",
                        "0.1",
                        "0.30000000000000004",
                        "0.3",
                        "-1.7976931348623157e308",
                        "2.2250738585072014e-308",
                        "123456789.12345678"),
                Sample.sql("a day", "DATE", "'2026-01-15'", "'1969-12-31'", "'0999-03-01'", "'9999-12-31'"),
                Sample.sql(
                        "microseconds",
                        "TIMESTAMP(6)",
                        "'2026-01-15 10:30:00'",
                        "'2026-01-15 10:30:00.000001'",
                        "'2026-01-15 10:30:00.1'",
                        "'1999-12-31 23:59:59.999999'",
                        "'2026-03-29 02:30:00'",
                        "'1971-01-01 00:00:00'"),
                Sample.of(
                        "empty, blanks, and what only looks like something else",
                        text,
                        "",
                        null,
                        " ",
                        "a",
                        "a ",
                        " a",
                        "A",
                        "\u00e4",
                        "a\u0308",
                        "NULL",
                        "null",
                        "\\N",
                        "\\",
                        "\\\\",
                        "'",
                        "\"",
                        "`",
                        "{\"__type\": \"bytes\", \"value\": \"3q0=\"}",
                        "?",
                        ":name",
                        "$1",
                        "%s"),
                Sample.of(
                        "control characters and all planes",
                        text,
                        "\t",
                        "\n",
                        "\r",
                        "\r\n",
                        "\b\f\u0001\u001f\u007f",
                        "\u0085\u2028\u2029",
                        "\ufeff",
                        "\ufffd",
                        "\ud83d\ude00",
                        "\udbff\udfff",
                        "\u0130\u0131\u015f"),
                Sample.of(
                        "a megabyte", longText, "x".repeat(1_000_000), "\u00e9\ud83d\ude00".repeat(250_000), "", null),
                Sample.of(
                        "every value of a byte",
                        bytes,
                        allBytes(),
                        new byte[] {0},
                        new byte[] {(byte) 0xff},
                        new byte[0],
                        null));
    }

    private static byte[] allBytes() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
