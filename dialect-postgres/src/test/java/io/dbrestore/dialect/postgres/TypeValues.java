package io.dbrestore.dialect.postgres;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A type of PostgreSQL and values that are hard to keep.
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

    /** What some of the types need; the schema is in nobody's search path. */
    static final List<String> TYPES = List.of(
            "CREATE SCHEMA kinds",
            "CREATE EXTENSION hstore SCHEMA kinds",
            "CREATE EXTENSION citext",
            "CREATE EXTENSION ltree",
            "CREATE EXTENSION cube",
            "CREATE TYPE kinds.mood AS ENUM ('sad', 'so, so', 'it''s \"fine\"', '\\N', '')",
            "CREATE DOMAIN kinds.feeling AS kinds.mood",
            "CREATE DOMAIN kinds.price AS numeric(12, 2) CHECK (VALUE >= 0)",
            "CREATE DOMAIN kinds.cheap AS kinds.price CHECK (VALUE < 1000)",
            "CREATE DOMAIN kinds.numbers AS integer[]",
            "CREATE TYPE kinds.pair AS (a integer, \"B b\" text)",
            "CREATE TYPE kinds.nest AS (p kinds.pair, rest kinds.mood[])",
            "CREATE DOMAIN kinds.both AS kinds.pair",
            "CREATE DOMAIN kinds.page AS xml",
            "CREATE TYPE kinds.span AS RANGE (subtype = float8)",
            "CREATE FUNCTION kinds.\"do it\"(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
            "CREATE OPERATOR kinds.<+> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4pl)",
            "CREATE VIEW kinds.\"Odd view\" AS SELECT 1 AS a",
            "CREATE TYPE kinds.named AS (t regclass, n integer)");

    static final List<TypeValues> ALL = Stream.of(
                    numbers(),
                    texts(),
                    json(),
                    bytes(),
                    dates(),
                    times(),
                    timestamps(),
                    builtIn(),
                    arrays(),
                    own(),
                    extensions(),
                    names())
            .flatMap(List::stream)
            .toList();

    /** @param values a text and its JSON, by turns; the text is quoted and of this type */
    private static TypeValues of(String type, String... values) {
        List<Value> list = new ArrayList<>();
        for (int i = 0; i < values.length; i += 2) {
            list.add(new Value("'" + values[i].replace("'", "''") + "'", values[i + 1]));
        }
        return new TypeValues(type, list);
    }

    /** @param values texts, which stand in the dump as they are */
    private static TypeValues asText(String type, String... values) {
        return new TypeValues(
                type,
                Arrays.stream(values)
                        .map(value -> new Value("'" + value.replace("'", "''") + "'", text(value)))
                        .toList());
    }

    private static TypeValues wrapped(String wrapper, String type, String... values) {
        return new TypeValues(
                type,
                Arrays.stream(values)
                        .map(value -> new Value(
                                "'" + value.replace('T', ' ') + "'", // so that it is no ISO text that goes in
                                "{\"__type\": \"" + wrapper + "\", \"value\": \"" + value + "\"}"))
                        .toList());
    }

    private static String text(String value) {
        return "\""
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t") + "\"";
    }

    private static List<TypeValues> numbers() {
        return List.of(
                of("boolean", "t", "true", "f", "false"),
                of("smallint", "-32768", "-32768", "0", "0", "32767", "32767"),
                of("integer", "-2147483648", "-2147483648", "2147483647", "2147483647"),
                wrapped("bigint", "bigint", "-9223372036854775808", "0", "9007199254740993", "9223372036854775807"),
                of("oid", "0", "0", "4294967295", "4294967295"),
                of("real", "0.1", "0.1", "-0", "-0.0", "1e-45", "1.4E-45", "3.4028235e38", "3.4028235E38"),
                of(
                        "real",
                        "7.038531e-26",
                        "7.038531E-26",
                        "16777216",
                        "1.6777216E7",
                        "1.17549421e-38",
                        "1.1754942E-38"),
                wrapped("decimal", "real", "NaN", "Infinity", "-Infinity"),
                of("double precision", "0.1", "0.1", "-0", "-0.0", "5e-324", "4.9E-324", "1e23", "1.0E23"),
                of("double precision", "1.7976931348623157e308", "1.7976931348623157E308", "1", "1.0"),
                wrapped("decimal", "double precision", "NaN", "Infinity", "-Infinity"),
                wrapped("decimal", "numeric", "1.00", "0", "0.00", "-0.0001", "10000", "100000000", "0.00010000"),
                wrapped("decimal", "numeric", "12345678901234567890.01234567890", "-9999.9999", "99999999.5", "1000"),
                wrapped("decimal", "numeric", "1" + "0".repeat(131_071), "0." + "0".repeat(16_382) + "1"),
                wrapped("decimal", "numeric", "9".repeat(1_000) + "." + "123456789".repeat(100), "-0.10", "NaN"),
                wrapped("decimal", "numeric", "Infinity", "-Infinity", "0.00000000000000000000000000000001"),
                wrapped("decimal", "numeric(10,2)", "0.00", "-99999999.99"));
    }

    private static List<TypeValues> texts() {
        return List.of(
                asText("text", "", " ", "NULL", "\\N", "\\", "\\.", "a\tb\nc", "{\"__type\": \"bytes\"}", "it's"),
                of(
                        "text",
                        "\r\n",
                        "\"\\r\\n\"",
                        "\u0001",
                        "\"\\u0001\"",
                        "\u2028",
                        "\"\u2028\"",
                        "\ufffd",
                        "\"\ufffd\""),
                asText("text", "e\u0301", "\u00e9", "\ud83d\ude00", "x".repeat(5_000) + "\ud83d\ude00"),
                asText("character varying(5)", "a  ", "", "\ud83d\ude00abcd"),
                of("character(5)", "ab", "\"ab   \"", "", "\"     \"", "\u00e4", "\"\u00e4    \""),
                asText("name", "", "x".repeat(63), "a b"),
                asText("\"char\"", "", "a", "\\", "\t"),
                asText("refcursor", "a cursor", ""));
    }

    private static List<TypeValues> json() {
        return List.of(
                json("json", "{\"a\":1.0,\"b\":[1e400,-0,0.10],\"a\":\"\u00e9\"}", "null", "\"\\u0001\"", "{}", "12"),
                of("json", "{ \"a\" : 1 }", "{\"__type\": \"json\", \"text\": \"{ \\\"a\\\" : 1 }\"}"),
                of("json", "\"\\u0041\"", "{\"__type\": \"json\", \"text\": \"\\\"\\\\u0041\\\"\"}"),
                json("jsonb", "{\"a\":1.50,\"bb\":[null,true,\"x y\"]}", "null", "\"\\\\\"", "[]", "0.10000"),
                json("jsonb", "1" + "0".repeat(400), "9007199254740993", "-0.0000000000000000000000000000000001"));
    }

    private static TypeValues json(String type, String... values) {
        return new TypeValues(
                type,
                Arrays.stream(values)
                        .map(value -> new Value("'" + value + "'", "{\"__type\": \"json\", \"value\": " + value + "}"))
                        .toList());
    }

    private static List<TypeValues> bytes() {
        return List.of(
                of(
                        "bytea",
                        "\\x",
                        "{\"__type\": \"bytes\", \"value\": \"\"}",
                        "\\x00",
                        "{\"__type\": \"bytes\", \"value\": \"AA==\"}",
                        "\\xdeadbeef5c6e0a",
                        "{\"__type\": \"bytes\", \"value\": \"3q2+71xuCg==\"}"),
                asText("uuid", "00000000-0000-0000-0000-000000000000", "fedcba98-7654-3210-ffff-ffffffffffff"),
                asText("bit(3)", "010", "000"),
                asText("bit varying", "", "1", "0000000000000000000000000000000000000000000000000000000000000000001"),
                asText("bit(65)", "0".repeat(64) + "1"));
    }

    private static List<TypeValues> dates() {
        return List.of(
                wrapped("datetime", "date", "2026-01-15", "1999-12-31", "2000-01-01", "2024-02-29", "0999-03-01"),
                wrapped("datetime", "date", "4713-01-01 BC", "0001-01-01", "0001-12-31 BC", "0005-02-29 BC"),
                wrapped("datetime", "date", "10000-01-01", "5874897-12-31", "infinity", "-infinity"));
    }

    private static List<TypeValues> times() {
        return List.of(
                wrapped("datetime", "time", "00:00:00", "10:30:00.5", "23:59:59.999999", "24:00:00", "00:00:00.000001"),
                wrapped("datetime", "time(0)", "10:30:01"),
                wrapped("datetime", "time with time zone", "10:30:00+00:00", "24:00:00-15:59:59", "10:30:00.1+05:45"),
                wrapped("datetime", "time with time zone", "10:30:00+05:41:16", "10:30:00-00:30", "04:45:00+00:00"),
                asText("interval", "00:00:00", "1 year 2 mons -3 days +04:05:06.789", "-00:00:00.000001"),
                asText("interval", "-178000000 years", "2147483647 days", "00:00:59.999999", "1 day -00:00:01"));
    }

    private static List<TypeValues> timestamps() {
        return List.of(
                wrapped("datetime", "timestamp", "2026-01-15T10:30:00", "1999-12-31T23:59:59.999999", "infinity"),
                wrapped("datetime", "timestamp", "4714-11-24T00:00:00 BC", "0001-12-31T23:59:59.9 BC", "-infinity"),
                wrapped("datetime", "timestamp", "294276-12-31T23:59:59.999999", "2000-01-01T00:00:00.000001"),
                wrapped("datetime", "timestamp(3)", "0999-01-01T00:00:00.123"),
                wrapped("datetime", "timestamptz", "2026-03-29T02:30:00Z", "1883-11-18T12:03:58.12Z", "infinity"),
                wrapped("datetime", "timestamptz", "4714-11-24T00:00:00Z BC", "0044-03-15T12:00:00Z BC", "-infinity"),
                wrapped("datetime", "timestamptz", "294276-12-31T23:59:59.999999Z", "10000-01-01T00:00:00Z"));
    }

    private static List<TypeValues> builtIn() {
        return List.of(
                asText("money", "$0.00", "-$92,233,720,368,547,758.08", "$0.01"),
                asText("inet", "10.0.0.1", "10.0.0.1/24", "::1", "fe80::1/64"),
                asText("cidr", "10.0.0.0/8", "10.0.0.1/32", "::/0"),
                asText("macaddr", "08:00:2b:01:02:03"),
                asText("macaddr8", "08:00:2b:01:02:03:04:05"),
                asText("xml", "<a>\u00e9</a>", "", "two <b/> <i/>", "<?xml version=\"1.0\" encoding=\"LATIN1\"?><a/>"),
                asText("xml", "<?xml version=\"1.1\" standalone=\"yes\"?><a/>", "<!DOCTYPE a><a/>"),
                asText("tsvector", "", "'a':1A,2 'b''c'", "'\\\\' 'x y':16383"),
                asText("tsquery", "'a' & ( 'b' | !'c' )", "'a':*AB", "'a' <-> ( 'b' <2> 'c' )", "!( 'a' & 'b' )"),
                asText(
                        "tsquery",
                        "'a' | ( 'b' | 'c' )",
                        "'a' & ( 'b' & 'c' )",
                        "'a' <-> 'b' <-> !!'c' & 'it''s' & '\\\\'",
                        ""),
                asText("point", "(0.1,-0)", "(NaN,Infinity)", "(1e+300,5e-324)"),
                asText("line", "{1,-1,0}"),
                asText("lseg", "[(0,0),(1,0.3)]"),
                asText("box", "(1,1),(0,0)"),
                asText("path", "((0,0),(1,1))", "[(0,0),(1,1)]"),
                asText("polygon", "((0,0),(1,1),(1,0))"),
                asText("circle", "<(0.1,0),3>"),
                asText("pg_lsn", "0/0", "FFFFFFFF/FFFFFFFF"),
                asText("xid8", "18446744073709551615"),
                asText("xid", "4294967295"),
                asText("cid", "7"),
                asText("tid", "(4294967295,65535)"),
                asText("pg_snapshot", "10:20:10,14,15"),
                asText("jsonpath", "$.\"a\"[*]?(@ > 1.50)", "strict $"),
                asText("int4range", "empty", "[1,5)", "(,)", "[1,)"),
                asText("numrange", "[1.00,2.5]", "(,0.10)"),
                asText("tstzrange", "[\"2026-01-15 10:30:00+00\",infinity)"),
                asText("int4multirange", "{}", "{[1,2),[5,6)}"),
                asText("int2vector", "1 2 3", ""),
                asText("oidvector", "1 4294967295"),
                asText("aclitem", "postgres=r*w/postgres"));
    }

    private static List<TypeValues> arrays() {
        return List.of(
                asText("integer[]", "{}", "{1,NULL}", "[0:1]={1,2}", "{{1,2},{3,4}}", "[-1:0][2:3]={{1,2},{3,4}}"),
                asText("text[]", "{NULL,\"NULL\",\"\",a}", "{\"a,b\",\"\\\"\\\\\",\"{}\",\"\t\"}"),
                asText("double precision[]", "{0.1,-0,NaN,Infinity,5e-324}"),
                asText("real[]", "{0.1,1.6777216e+07}"),
                asText("numeric[]", "{1.00,NaN}"),
                asText("bytea[]", "{\"\\\\x00ff\",\"\\\\x\"}"),
                asText("date[]", "{\"0044-03-15 BC\",infinity}"),
                asText("timestamptz[]", "{\"2026-01-15 10:30:00.5+00\"}"),
                asText("interval[]", "{\"1 day -00:00:01\"}"),
                asText("jsonb[]", "{\"{\\\"a\\\": 1.50}\",\"null\"}"),
                asText("boolean[]", "{t,f,NULL}"),
                asText("xml[]", "{\"<?xml version=\\\"1.0\\\" encoding=\\\"LATIN1\\\"?><a/>\",<b/>}"));
    }

    private static List<TypeValues> own() {
        return List.of(
                asText("kinds.mood", "sad", "so, so", "it's \"fine\"", "\\N", ""),
                asText("kinds.feeling", "so, so", ""),
                asText("kinds.mood[]", "{sad,\"so, so\",NULL,\"\",\"\\\\N\"}"),
                asText("kinds.feeling[]", "{sad,NULL}"),
                wrapped("decimal", "kinds.cheap", "0.00", "999.99"),
                asText("kinds.numbers", "[0:0]={7}", "{}"),
                asText("kinds.page", "<?xml version=\"1.0\" encoding=\"LATIN1\"?><a/>"),
                asText("kinds.pair", "(,)", "(1,)", "(,\"\")", "(7,\"a\"\"b, \\\\c\")"),
                asText("kinds.both", "(1,x)", "(,)"),
                asText("kinds.pair[]", "{\"(1,\\\"a,b\\\")\",NULL,\"(,)\"}"),
                asText("kinds.nest", "(\"(1,\"\"a,b\"\")\",\"{sad,\"\"so, so\"\"}\")"),
                asText("kinds.span", "[0.1,0.30000000000000004)", "empty"));
    }

    private static List<TypeValues> extensions() {
        return List.of(
                asText("kinds.hstore", "", "\"a\"=>\"1\", \"b\"=>NULL", "\"\"=>\"it's \\\"x\\\"\""),
                asText("citext", "CiTeXt", "citext", ""),
                asText("ltree", "Top.Science.Astronomy", ""),
                asText("lquery", "Top.*{1,2}.a|b@"),
                asText("cube", "(0.1, 2),(3, 4)", "(1)"));
    }

    private static List<TypeValues> names() {
        return List.of(
                asText("regclass", "kinds.\"Odd view\"", "pg_class", "-", "4294967295"),
                asText("regtype", "kinds.mood[]", "integer", "kinds.\"Odd view\"", "\"char\""),
                asText("regproc", "kinds.\"do it\"", "now"),
                asText("regprocedure", "kinds.\"do it\"(integer)", "abs(integer)"),
                asText("regoper", "kinds.<+>"),
                asText("regoperator", "kinds.<+>(integer,integer)", "+(integer,integer)"),
                asText("regrole", "postgres"),
                asText("regnamespace", "kinds", "pg_catalog"),
                asText("regconfig", "english"),
                asText("regdictionary", "simple"),
                asText("regcollation", "\"C\""),
                asText("regclass[]", "{\"kinds.\\\"Odd view\\\"\",pg_class}"),
                asText("kinds.named", "(\"kinds.\"\"Odd view\"\"\",1)"));
    }
}
