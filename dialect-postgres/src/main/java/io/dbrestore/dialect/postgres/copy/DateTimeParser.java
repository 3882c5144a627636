package io.dbrestore.dialect.postgres.copy;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads a date, a time, or both, as a dump or PostgreSQL itself writes them: {@code 2026-01-15T10:30:00.5Z},
 * {@code 0044-03-15 12:00:00+02:00:01 BC}, {@code 24:00:00}. Nothing is rounded, and no zone is passed over.
 */
final class DateTimeParser {

    private static final int GREATEST_YEAR = 5_874_897;
    private static final int MICRO_DIGITS = 6;

    private final String text;
    private final int end;
    private int position;

    private boolean hasDate;
    private boolean hasTime;
    private boolean hasZone;
    private long day; // since 2000-01-01
    private long micros; // since midnight
    private int secondsEast;

    private DateTimeParser(String text) {
        this.text = text;
        this.end = text.endsWith(" BC") ? text.length() - 3 : text.length();
    }

    static DateTimeParser parse(String text) throws UnfitValueException {
        DateTimeParser parser = new DateTimeParser(text);
        try {
            parser.parse();
        } catch (DateTimeException e) {
            throw UnfitValueException.invalidDatetime("there is no such day");
        }
        return parser;
    }

    int date() throws UnfitValueException {
        if (!hasDate || micros != 0 || secondsEast != 0) {
            throw UnfitValueException.invalidDatetime("it is no date without a time");
        }
        return Math.toIntExact(day);
    }

    long time() throws UnfitValueException {
        if (hasDate || !hasTime || hasZone) {
            throw UnfitValueException.invalidDatetime("it is no time of day without a zone");
        }
        return micros;
    }

    long timeInZone() throws UnfitValueException {
        if (hasDate || !hasTime || !hasZone) {
            throw UnfitValueException.invalidDatetime("it is no time of day in a zone");
        }
        return micros;
    }

    int secondsWest() {
        return -secondsEast;
    }

    /** A {@code Z} is passed over, since other tools put it everywhere; an offset that means something is not. */
    long localTimestamp() throws UnfitValueException {
        if (!hasDate || secondsEast != 0) {
            throw UnfitValueException.invalidDatetime("it is no date and time without a zone");
        }
        return day * DateTimes.MICROS_OF_DAY + micros;
    }

    /** Without a zone it is UTC. */
    long instant() throws UnfitValueException {
        if (!hasDate) {
            throw UnfitValueException.invalidDatetime("it is no date and time");
        }
        return day * DateTimes.MICROS_OF_DAY + micros - secondsEast * 1_000_000L;
    }

    private void parse() throws UnfitValueException {
        int digits = digitsAhead();
        if (digits >= 4 && isAt(position + digits, '-')) {
            parseDate(digits);
            if (position == end) {
                return;
            }
            if (!take('T') && !take(' ')) {
                throw malformed();
            }
        }
        parseTime();
        parseZone();
        if (position < end || (!hasDate && end < text.length())) {
            throw malformed();
        }
    }

    private void parseDate(int yearDigits) throws UnfitValueException {
        int year = yearDigits > 7 ? Integer.MAX_VALUE : number(yearDigits);
        if (year == 0 || year > GREATEST_YEAR) {
            throw UnfitValueException.invalidDatetime("there is no such year");
        }
        require('-');
        int month = number(2);
        require('-');
        int dayOfMonth = number(2);
        boolean beforeChrist = end < text.length();
        day = LocalDate.of(beforeChrist ? 1 - year : year, month, dayOfMonth).toEpochDay() - DateTimes.FIRST_DAY;
        hasDate = true;
    }

    private void parseTime() throws UnfitValueException {
        int hour = number(2);
        require(':');
        int minute = number(2);
        int second = take(':') ? number(2) : 0;
        micros = ((hour * 60L + minute) * 60 + second) * 1_000_000;
        if (take('.')) {
            micros += fraction();
        }
        if (minute > 59 || second > 59 || micros > DateTimes.MICROS_OF_DAY) {
            throw UnfitValueException.invalidDatetime("there is no such time of day");
        }
        hasTime = true;
    }

    private long fraction() throws UnfitValueException {
        int digits = digitsAhead();
        long fraction = 0;
        for (int i = 0; i < Math.max(digits, MICRO_DIGITS); i++) {
            int digit = i < digits ? text.charAt(position + i) - '0' : 0;
            if (i < MICRO_DIGITS) {
                fraction = fraction * 10 + digit;
            } else if (digit != 0) {
                throw UnfitValueException.invalidDatetime("it is finer than a microsecond");
            }
        }
        if (digits == 0) {
            throw malformed();
        }
        position += digits;
        return fraction;
    }

    private void parseZone() throws UnfitValueException {
        if (position == end) {
            return;
        }
        hasZone = true;
        if (take('Z')) {
            return;
        }
        boolean west = take('-');
        if (!west) {
            require('+');
        }
        int hours = number(2);
        int minutes = take(':') || digitsAhead() == 2 ? number(2) : 0;
        int seconds = take(':') ? number(2) : 0;
        if (hours > 15 || minutes > 59 || seconds > 59) {
            throw UnfitValueException.invalidDatetime("there is no such zone");
        }
        int offset = (hours * 60 + minutes) * 60 + seconds;
        secondsEast = west ? -offset : offset;
    }

    private boolean isAt(int place, char expected) {
        return place < end && text.charAt(place) == expected;
    }

    private boolean take(char expected) {
        if (!isAt(position, expected)) {
            return false;
        }
        position++;
        return true;
    }

    private void require(char expected) throws UnfitValueException {
        if (!take(expected)) {
            throw malformed();
        }
    }

    private int digitsAhead() {
        int place = position;
        while (place < end && text.charAt(place) >= '0' && text.charAt(place) <= '9') {
            place++;
        }
        return place - position;
    }

    private int number(int digits) throws UnfitValueException {
        if (digitsAhead() < digits) {
            throw malformed();
        }
        int number = 0;
        for (int i = 0; i < digits; i++) {
            number = number * 10 + text.charAt(position++) - '0';
        }
        return number;
    }

    private static UnfitValueException malformed() {
        return UnfitValueException.invalidDatetime("it is no date or time of ISO 8601");
    }
}
