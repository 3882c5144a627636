package io.dbrestore.dialect.postgres.copy;

import java.util.List;
import java.util.function.Supplier;

/** The types that are read in their binary form, and how their values go out and come back. */
@SuppressWarnings("ImmutableEnumChecker") // the functions are without state
enum BaseType {
    BOOLEAN(Booleans::decoder, Booleans::encode, "boolsend"),
    INT2(Integers::int2Decoder, Integers::encodeInt2, "int2send"),
    INT4(Integers::int4Decoder, Integers::encodeInt4, "int4send"),
    INT8(Integers::int8Decoder, Integers::encodeInt8, "int8send"),
    OID(Integers::oidDecoder, Integers::encodeOid, "oidsend"),
    FLOAT4(Floats::float4Decoder, Floats::encodeFloat4, "float4send"),
    FLOAT8(Floats::float8Decoder, Floats::encodeFloat8, "float8send"),
    NUMERIC(NumericDecoder::new, Numerics::encode, "numeric_send"),
    TEXT(Texts::decoder, Texts::encode, "textsend", "varcharsend", "bpcharsend", "namesend", "enum_send"),
    /** The type of one octet that is spelled with quotation marks. */
    CHAR(Texts::charDecoder, Texts::encodeChar, "charsend"),
    JSON(JsonTexts::jsonDecoder, JsonTexts::encodeJson, "json_send"),
    JSONB(JsonTexts::jsonbDecoder, JsonTexts::encodeJsonb, "jsonb_send"),
    BYTEA(Octets::decoder, Octets::encode, "byteasend"),
    UUID(Uuids::decoder, Uuids::encode, "uuid_send"),
    DATE(DateTimes::dateDecoder, DateTimes::encodeDate, "date_send"),
    TIME(DateTimes::timeDecoder, DateTimes::encodeTime, "time_send"),
    TIMETZ(DateTimes::timetzDecoder, DateTimes::encodeTimetz, "timetz_send"),
    TIMESTAMP(DateTimes::timestampDecoder, DateTimes::encodeTimestamp, "timestamp_send"),
    TIMESTAMPTZ(DateTimes::timestamptzDecoder, DateTimes::encodeTimestamptz, "timestamptz_send"),
    /** Its binary form is read, since its text may mean another query. */
    TSQUERY(TextSearchQueryDecoder::new, Texts::encode, "tsquerysend"),
    /** Goes as text: the binary form is without the declaration, or with another one. */
    XML(Texts::decoder, Texts::encode, "xml_send"),
    /** Any other type goes as text. */
    OTHER(Texts::decoder, Texts::encode);

    private final Supplier<BinaryDecoder> decoder;
    private final FieldEncoder encoder;
    private final List<String> sendFunctions;

    BaseType(Supplier<BinaryDecoder> decoder, FieldEncoder encoder, String... sendFunctions) {
        this.decoder = decoder;
        this.encoder = encoder;
        this.sendFunctions = List.of(sendFunctions);
    }

    /** The type of that built-in send function. */
    static BaseType sentBy(String sendFunction) {
        for (BaseType type : values()) {
            if (type.sendFunctions.contains(sendFunction)) {
                return type;
            }
        }
        return OTHER;
    }

    /** Whether its binary form is read here. */
    boolean isReadInBinary() {
        return this != XML && this != OTHER;
    }

    /** Whether its binary form is written here. */
    boolean isLoadedInBinary() {
        return isReadInBinary() && this != TSQUERY;
    }

    /** Whether it is text in the database's encoding. */
    boolean isText() {
        return switch (this) {
            case TEXT, JSON, JSONB, TSQUERY, XML, OTHER -> true;
            case BOOLEAN, INT2, INT4, INT8, OID, FLOAT4, FLOAT8, NUMERIC, CHAR, BYTEA, UUID -> false;
            case DATE, TIME, TIMETZ, TIMESTAMP, TIMESTAMPTZ -> false;
        };
    }

    /** A decoder for one column, which may keep what it needs for the next value. */
    BinaryDecoder decoder() {
        return decoder.get();
    }

    FieldEncoder encoder() {
        return encoder;
    }
}
