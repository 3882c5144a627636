package io.dbrestore.dialect.mysql;

import io.dbrestore.testserver.MySqlServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A type of MySQL or MariaDB and values that are hard to keep.
 *
 * @param type as in CREATE TABLE
 */
record TypeValues(String type, List<Value> values) {

    /**
     * One value.
     *
     * @param literal SQL for it
     * @param json how it stands in a dump
     */
    record Value(String literal, String json) {}

    /** Those that the server of these tests knows. */
    static final List<TypeValues> ALL = Stream.of(
                    numbers(), floats(), bits(), texts(), labels(), bytes(), dates(), shapes(), ofOneServer())
            .flatMap(List::stream)
            .toList();

    /** @param values a literal and its JSON, by turns */
    private static TypeValues of(String type, String... values) {
        List<Value> list = new ArrayList<>();
        for (int i = 0; i < values.length; i += 2) {
            list.add(new Value(values[i], values[i + 1]));
        }
        return new TypeValues(type, list);
    }

    /** @param values literals, which stand in the dump as they are */
    private static TypeValues asIs(String type, String... values) {
        return new TypeValues(
                type,
                Arrays.stream(values).map(value -> new Value(value, value)).toList());
    }

    /** @param values what stands in the wrapper, and between quotes in SQL */
    private static TypeValues wrapped(String wrapper, String type, String... values) {
        return new TypeValues(
                type,
                Arrays.stream(values)
                        .map(value -> new Value(
                                "'" + value.replace('T', ' ').replace("Z", "") + "'",
                                "{\"__type\": \"" + wrapper + "\", \"value\": \"" + value + "\"}"))
                        .toList());
    }

    /** @param values texts, which stand in the dump as they are */
    private static TypeValues asText(String type, String... values) {
        return new TypeValues(
                type,
                Arrays.stream(values)
                        .map(value -> new Value(
                                "'" + value.replace("\\", "\\\\").replace("'", "''") + "'",
                                "\""
                                        + value.replace("\\", "\\\\")
                                                .replace("\"", "\\\"")
                                                .replace("\n", "\\n")
                                                .replace("\t", "\\t")
                                        + "\""))
                        .toList());
    }

    private static String base64(String value) {
        return "{\"__type\": \"bytes\", \"value\": \"" + value + "\"}";
    }

    private static String bigint(String digits) {
        return "{\"__type\": \"bigint\", \"value\": \"" + digits + "\"}";
    }

    private static List<TypeValues> numbers() {
        return List.of(
                asIs("tinyint", "-128", "0", "127"),
                asIs("tinyint(1)", "-1", "0", "1", "2", "127"),
                asIs("boolean", "0", "1", "2"),
                asIs("tinyint unsigned", "0", "255"),
                asIs("smallint", "-32768", "32767"),
                asIs("smallint unsigned", "65535"),
                asIs("mediumint", "-8388608", "8388607"),
                asIs("mediumint unsigned", "16777215"),
                asIs("int", "-2147483648", "2147483647"),
                asIs("int unsigned", "4294967295"),
                of("int(7) zerofill", "42", "42", "4294967295", "4294967295"),
                wrapped("bigint", "bigint", "-9223372036854775808", "0", "9007199254740993", "9223372036854775807"),
                wrapped("bigint", "bigint unsigned", "0", "9223372036854775808", "18446744073709551615"),
                of("bigint(20) zerofill", "7", bigint("7"), "18446744073709551615", bigint("18446744073709551615")),
                wrapped("decimal", "decimal(65,30)", "0." + "0".repeat(30), "9".repeat(35) + "." + "9".repeat(30)),
                wrapped("decimal", "decimal(65,0)", "-" + "9".repeat(65), "0"),
                wrapped("decimal", "decimal(10,2)", "1.00", "-99999999.99", "0.10", "0.00"),
                wrapped("decimal", "decimal(30,30)", "0.000000000000000000000000000001"),
                of("decimal(8,2) zerofill", "1.5", "{\"__type\": \"decimal\", \"value\": \"1.50\"}"));
    }

    private static List<TypeValues> floats() {
        return List.of(
                of("float", "0.1e0", "0.1", "-0e0", "-0.0", "1.401298464324817e-45", "1.4E-45", "1", "1.0"),
                of("float", "3.4028234663852886e38", "3.4028235E38", "7.038531e-26", "7.0385313E-26"),
                of("float", "16777216", "1.6777216E7", "1.17549421e-38", "1.1754942E-38", "1234567.9", "1234567.9"),
                of("float(7,4)", "0.1", "0.1", "123.4567", "123.4567"),
                of("float zerofill", "1.5", "1.5"),
                of("double", "0.1", "0.1", "-0e0", "-0.0", "5e-324", "4.9E-324", "1e23", "1.0E23", "1", "1.0"),
                of(
                        "double",
                        "1.7976931348623157e308",
                        "1.7976931348623157E308",
                        "0.30000000000000004e0",
                        "0.30000000000000004"),
                of(
                        "double",
                        "9007199254740993e0",
                        "9.007199254740992E15",
                        "2.2250738585072011e-308",
                        "2.225073858507201E-308"),
                of("double(20,5)", "0.1", "0.1", "123456789.12345", "1.2345678912345E8"),
                of("double unsigned zerofill", "1.5", "1.5"));
    }

    private static List<TypeValues> bits() {
        return List.of(
                of("bit(1)", "b'0'", "0", "b'1'", "1"),
                of("bit(9)", "b'000000001'", "1", "b'111111111'", "511"),
                of("bit(53)", "x'1fffffffffffff'", "9007199254740991"),
                of("bit(64)", "0", "0", "x'ffffffffffffffff'", bigint("18446744073709551615"), "49", "49"),
                asIs("year", "1901", "2155", "0", "2000", "1970"));
    }

    private static List<TypeValues> texts() {
        return List.of(
                asText("text", "", " ", "NULL", "\\N", "\\", "\\.", "a\tb\nc", "{\"__type\": \"bytes\"}", "it's", "?"),
                of(
                        "text",
                        "_utf8mb4 x'0d0a'",
                        "\"\\r\\n\"",
                        "_utf8mb4 x'0100'",
                        "\"\\u0001\\u0000\"",
                        "'\\Z%_'",
                        "\"\\u001a%_\""),
                asText(
                        "text",
                        "\u2028",
                        "\ufffd",
                        "e\u0301",
                        "\u00e9",
                        "\ud83d\ude00",
                        "x".repeat(5_000) + "\ud83d\ude00"),
                asText("varchar(20) CHARACTER SET utf8mb3", "a  ", "", "\u20ac", "\u0130\u0131"),
                asText("varchar(20) COLLATE utf8mb4_bin", "a", "A", "{fn now()}", "${x}", ":a", "--", "/*"),
                of("char(5)", "'ab   '", "\"ab\"", "''", "\"\"", "'  \u00e4'", "\"  \u00e4\""),
                asText("varchar(20) CHARACTER SET ascii", "a", ""),
                asText("varchar(20) CHARACTER SET latin1", "\u00e9\u20ac", "", "a", "a "),
                of(
                        "varchar(20) CHARACTER SET latin1",
                        "_binary x'80818d9fa0ff'",
                        "\"\u20ac\u0081\u008d\u0178\u00a0\u00ff\""),
                asText("tinytext CHARACTER SET cp1251", "\u0416", ""),
                of(
                        "text CHARACTER SET cp1251",
                        "_binary x'98'",
                        "{\"__type\": \"bytes\", \"encoding\": \"text\", \"value\": \"mA==\"}"),
                asText("mediumtext CHARACTER SET sjis", "\u65e5\u672c", "\\"),
                asText("longtext CHARACTER SET utf16", "\u65e5\ud83d\ude00", "a", ""),
                asText("varchar(20) CHARACTER SET ucs2", "\u65e5", ""),
                asText("char(20) CHARACTER SET utf32", "\u65e5\ud83d\ude00", "a"));
    }

    private static List<TypeValues> labels() {
        String odd = "('a','it''s','\u00e9','','2','A b\\\\c')";
        return List.of(
                of("enum" + odd, "1", "\"a\"", "'it''s'", "\"it's\"", "''", "\"\"", "0", "0", "'2'", "\"2\""),
                of("enum" + odd, "'\u00e9'", "\"\u00e9\"", "6", "\"A b\\\\c\""),
                of("enum('x')", "0", "0", "'x'", "\"x\""),
                of("enum('a','\u0416') CHARACTER SET cp1251", "2", "\"\u0416\"", "0", "0"),
                of(
                        "set" + odd,
                        "0",
                        "\"\"",
                        "8",
                        "8",
                        "9",
                        "\"a,\"",
                        "3",
                        "\"a,it's\"",
                        "16",
                        "\"2\"",
                        "1",
                        "\"a\"",
                        "6",
                        "\"it's,\u00e9\""),
                of("set('','b')", "0", "\"\"", "1", "1", "2", "\"b\"", "3", "3"),
                of("set('a','b','c')", "0", "\"\"", "'a,c'", "\"a,c\"", "7", "\"a,b,c\""),
                of("set('\u00e9','b') CHARACTER SET latin1", "3", "\"\u00e9,b\"", "0", "\"\""));
    }

    private static List<TypeValues> bytes() {
        return List.of(
                of(
                        "binary(4)",
                        "x'00'",
                        base64("AAAAAA=="),
                        "x'20202020'",
                        base64("ICAgIA=="),
                        "'a'",
                        base64("YQAAAA==")),
                of(
                        "varbinary(20)",
                        "''",
                        base64(""),
                        "x'00'",
                        base64("AA=="),
                        "x'deadbeef5c6e0a'",
                        base64("3q2+71xuCg==")),
                of("tinyblob", "''", base64(""), "x'27'", base64("Jw==")),
                of("mediumblob", "x'ff'", base64("/w==")),
                of("longblob", "''", base64(""), "x'c3'", base64("ww==")));
    }

    private static List<TypeValues> dates() {
        return List.of(
                wrapped("datetime", "date", "0000-00-00", "2024-00-01", "2024-02-00", "2024-02-31", "9999-12-31"),
                wrapped("datetime", "date", "0001-01-01", "2026-01-15"),
                wrapped("datetime", "datetime", "0000-00-00T00:00:00", "2024-00-00T11:12:13", "1000-01-01T00:00:00"),
                wrapped("datetime", "datetime(6)", "9999-12-31T23:59:59.999999", "2026-03-29T02:30:00.000001"),
                wrapped("datetime", "datetime(3)", "2024-02-31T10:30:00.120", "0000-00-00T00:00:00.000"),
                wrapped("datetime", "timestamp NULL", "1970-01-01T00:00:01Z", "2038-01-19T03:14:07Z"),
                wrapped("datetime", "timestamp NULL", "0000-00-00T00:00:00Z", "2026-10-25T01:30:00Z"),
                wrapped("datetime", "timestamp(6) NULL", "2038-01-19T03:14:07.999999Z", "0000-00-00T00:00:00.000000Z"),
                asText("time", "-838:59:59", "838:59:59", "00:00:00", "-00:00:01"),
                asText("time(6)", "838:59:58.999999", "-00:00:00.000001", "10:30:00.500000"));
    }

    private static List<TypeValues> shapes() {
        String point = "000000000000f03f0000000000000040";
        return List.of(
                of("point", "ST_GeomFromText('POINT(1 2)')", base64("AAAAAAEBAAAAAAAAAAAA8D8AAAAAAAAAQA==")),
                of("geometry", "x'000000000101000000" + point + "'", base64("AAAAAAEBAAAAAAAAAAAA8D8AAAAAAAAAQA==")));
    }

    private static List<TypeValues> ofOneServer() {
        return MySqlServer.IS_MYSQL
                ? List.of(
                        json(
                                "{\"a\":1.0,\"bb\":[1e300,-0.0,0.1,1e20,null,true,\"x y\"]}",
                                "null",
                                "\"\\\\\\u0001\u00e9\"",
                                "[]",
                                "18446744073709551615",
                                "-9223372036854775808",
                                "0.000000001",
                                "123456789.12345679"),
                        of(
                                "json",
                                "JSON_OBJECT('d', 1.50, 'n', 123456789012345678901234567890.10, 'y', TRUE, 'z', NULL,"
                                        + " 's', 'it\\'s \\\\ \"\u00e9\"', 'l', JSON_ARRAY(1.50e0, -1.10, 'x'))",
                                "{\"__type\": \"json\", \"value\": {\"d\":1.50,\"l\":[1.5,-1.10,\"x\"],"
                                        + "\"n\":123456789012345678901234567890.10,"
                                        + "\"s\":\"it's \\\\ \\\"\u00e9\\\"\",\"y\":true,\"z\":null}}",
                                "CAST(1.50 AS JSON)",
                                "{\"__type\": \"json\", \"value\": 1.50}"),
                        of(
                                "point SRID 4326",
                                "ST_GeomFromText('POINT(1 2)', 4326)",
                                base64("5hAAAAEBAAAAAAAAAAAAAEAAAAAAAADwPw==")),
                        of("vector(3)", "x'0000803f0000004000004040'", base64("AACAPwAAAEAAAEBA")))
                : List.of(
                        asText("json", "{ \"a\" : 1.50 }", "[1, 2,3]", "null", "\"\u00e9\""),
                        of(
                                "point",
                                "ST_GeomFromText('POINT(1 2)', 4326)",
                                base64("5hAAAAEBAAAAAAAAAAAA8D8AAAAAAAAAQA==")),
                        asText("uuid", "00000000-0000-0000-0000-000000000000", "fedcba98-7654-3210-ffff-ffffffffffff"),
                        asText("inet4", "0.0.0.0", "255.255.255.255"),
                        asText("inet6", "::", "::1", "::ffff:1.2.3.4", "2001:db8::ff00:42:8329"),
                        asText("varchar(100) COMPRESSED", "", "\u00e9", "a  "));
    }

    private static TypeValues json(String... values) {
        return new TypeValues(
                "json",
                Arrays.stream(values)
                        .map(value -> new Value(
                                "'" + value.replace("\\", "\\\\") + "'",
                                "{\"__type\": \"json\", \"value\": " + value + "}"))
                        .toList());
    }
}
