package io.dbrestore.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What we read ourselves, beside what Jackson makes of it; from a stream that gives a few bytes at a time. */
class JsonInputTest {

    private static final JsonFactory JACKSON = new JsonFactory();
    private static final String[] TOKENS = {
        "null",
        "true",
        "false",
        "0",
        "-0.0",
        "12345678901234567890",
        "-1e+5",
        "0.1E-7",
        "\"\"",
        "\"text\"",
        "[]",
        "{}",
        "\"a\\\"b\\\\c\\/\\b\\f\\n\\r\\t\"",
        "\"\\u00e9\\u0000\\u001f\\uD83D\\ude00\"",
        "\"Jürgen 🐛 and so on and on\"",
        "[1, 2]",
        "{\"a\":1}",
        "{ \"a\" : [ ] , \"b\":{\"c\":\"d\"}}"
    };
    private static final String SOIL = "{}[],:\"\\u0e1.-+ \n\ttrfalsn\u0001";

    private final Random random = new Random(7);

    @Test
    void itTakesTheDocumentsThatJacksonTakes() throws IOException {
        int taken = 0;
        for (int i = 0; i < 40_000; i++) {
            String document = soiled(document(3));
            boolean expected = isJson(document);
            assertThat(isTaken(document)).as(document).isEqualTo(expected);
            taken += expected ? 1 : 0;
        }
        assertThat(taken).isBetween(5_000, 35_000);
    }

    @Test
    void whatItCallsPrintedAsWePrintIsPrintedSo() throws IOException, Malformed {
        int printed = 0;
        for (int i = 0; i < 10_000; i++) {
            String document = document(3);
            JsonInput input = input(document);
            boolean dense = input.document();
            assertThat(dense).as(document).isEqualTo(input.slice().printed().equals(document));
            printed += dense ? 1 : 0;
        }
        assertThat(printed).isBetween(1_000, 9_000);
    }

    @Test
    void stringsAreWhatJacksonReads() throws IOException, Malformed {
        for (String token : TOKENS) {
            if (token.startsWith("\"")) {
                JsonInput input = input(token);
                input.string();
                try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), token)) {
                    parser.nextToken();
                    assertThat(input.slice().text()).isEqualTo(parser.getString());
                    assertThat(input.slice().text()).isEqualTo(parser.getString()); // also the second time
                }
            }
        }
    }

    @Test
    void halfOfASurrogatePairComesBack() throws IOException, Malformed {
        for (String half :
                new String[] {"\\ud83dz", "z\\ud83d", "\\ud83d\\n", "\\ude00\\ud83d", "\\ud83d\\ud83d\\ude00"}) {
            JsonInput input = input("\"\\n" + half + "\\t\"");
            input.string();
            try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), "\"\\n" + half + "\\t\"")) {
                parser.nextToken();
                assertThat(input.slice().text()).isEqualTo(parser.getString());
            }
        }
    }

    @Test
    void aStringMayBeLongerThanAnyBuffer() throws IOException, Malformed {
        String text = "0123456789é日🐛".repeat(300_000);
        JsonInput input =
                new JsonInput(new ByteArrayInputStream(("\"" + text + "\", 1").getBytes(StandardCharsets.UTF_8)));
        input.string();
        assertThat(input.slice().text()).isEqualTo(text);
        input.take(',');
        assertThat(input.number()).isTrue();
        assertThat(input.slice().longValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "-9223372036854775808", "9223372036854775807", "999999999999999999", "-42"})
    void integersAreReadFromTheirDigits(String digits) throws IOException, Malformed {
        JsonInput input = input(digits);
        assertThat(input.number()).isTrue();
        assertThat(input.slice().longValue()).isEqualTo(Long.parseLong(digits));
    }

    @Test
    void anIntegerBeyond64BitsIsNone() throws IOException, Malformed {
        JsonInput input = input("9223372036854775808");
        input.number();
        assertThatThrownBy(() -> input.slice().longValue()).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void expectedBytesAreTakenWholeOrNotAtAll() throws IOException {
        JsonInput input = input("{\"__type\": 1");
        assertThat(input.takes(JsonBytes.ascii("{\"__type\": \""))).isFalse();
        assertThat(input.takes(JsonBytes.ascii("{\"__type\": "))).isTrue();
        assertThat(input.ahead(0)).isEqualTo((byte) '1');
        assertThat(input.ahead(1)).isZero();
    }

    private static boolean isTaken(String document) throws IOException {
        JsonInput input = input(document);
        try {
            input.document();
            return input.peek() == JsonInput.END;
        } catch (Malformed e) {
            return false;
        }
    }

    private static boolean isJson(String document) {
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), document)) {
            boolean begins = parser.nextToken() != null;
            parser.skipChildren();
            parser.finishToken();
            return begins && parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    private String document(int depth) {
        int kind = random.nextInt(depth > 0 ? 6 : 4);
        if (kind < 4) {
            return TOKENS[random.nextInt(TOKENS.length)];
        }
        StringBuilder text = new StringBuilder(kind == 4 ? "[" : "{");
        String separator = "";
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(separator).append(kind == 4 ? "" : "\"n" + i + "\":").append(document(depth - 1));
            separator = random.nextInt(4) > 0 ? "," : " , ";
        }
        return text.append(kind == 4 ? "]" : "}").toString();
    }

    private String soiled(String document) {
        StringBuilder text = new StringBuilder(document);
        for (int i = random.nextInt(3); i > 0 && text.length() > 0; i--) {
            int place = random.nextInt(text.length());
            char dirt = SOIL.charAt(random.nextInt(SOIL.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.insert(place, dirt);
                case 1 -> text.setCharAt(place, dirt);
                default -> text.deleteCharAt(place);
            }
        }
        return text.toString();
    }

    private static JsonInput input(String text) {
        return new JsonInput(new FilterInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return in.read(buffer, offset, Math.min(length, 3));
            }
        });
    }
}
