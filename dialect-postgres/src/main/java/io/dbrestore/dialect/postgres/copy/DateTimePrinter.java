package io.dbrestore.dialect.postgres.copy;

import io.dbrestore.spi.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** Prints dates and times in ISO 8601, with as many digits of a second as PostgreSQL prints. Not thread-safe. */
final class DateTimePrinter {

    private static final int LONGEST = 48;
    private static final byte[] INFINITY = DateTimes.INFINITY.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MINUS_INFINITY = DateTimes.MINUS_INFINITY.getBytes(StandardCharsets.US_ASCII);

    private final byte[] text = new byte[LONGEST];
    private int position; // behind what was printed

    private final byte[] day = new byte[LONGEST]; // the day that was printed last: most moments are near others
    private int dayLength;
    private long lastDay = Long.MIN_VALUE;
    private boolean beforeChrist;

    /** What was printed last. */
    @Override
    public String toString() {
        return new String(text, 0, position, StandardCharsets.ISO_8859_1);
    }

    /** Writes what was printed last. */
    void writeTo(ValueWriter values) {
        values.writeDatetime(text, 0, position);
    }

    /** @param days since 2000-01-01 */
    DateTimePrinter date(int days) {
        if (days == Integer.MAX_VALUE) {
            return word(INFINITY);
        }
        if (days == Integer.MIN_VALUE) {
            return word(MINUS_INFINITY);
        }
        position = 0;
        printDay(days);
        printEra();
        return this;
    }

    /** @param micros since midnight */
    DateTimePrinter time(long micros) {
        position = 0;
        printTime(micros);
        return this;
    }

    /** @param secondsWest of Greenwich */
    DateTimePrinter timetz(long micros, int secondsWest) {
        position = 0;
        printTime(micros);
        text[position++] = (byte) (secondsWest > 0 ? '-' : '+');
        int offset = Math.abs(secondsWest);
        twoDigits(offset / 3600);
        text[position++] = ':';
        twoDigits(offset / 60 % 60);
        if (offset % 60 != 0) {
            text[position++] = ':';
            twoDigits(offset % 60);
        }
        return this;
    }

    /**
     * @param micros since 2000-01-01T00:00:00
     * @param instant whether it is in UTC, rather than in no zone at all
     */
    DateTimePrinter timestamp(long micros, boolean instant) {
        if (micros == Long.MAX_VALUE) {
            return word(INFINITY);
        }
        if (micros == Long.MIN_VALUE) {
            return word(MINUS_INFINITY);
        }
        position = 0;
        long days = Math.floorDiv(micros, DateTimes.MICROS_OF_DAY);
        printDay(days);
        text[position++] = 'T';
        printTime(micros - days * DateTimes.MICROS_OF_DAY);
        if (instant) {
            text[position++] = 'Z';
        }
        printEra();
        return this;
    }

    private DateTimePrinter word(byte[] word) {
        System.arraycopy(word, 0, text, 0, word.length);
        position = word.length;
        return this;
    }

    private void printDay(long days) {
        if (days != lastDay) {
            rememberDay(LocalDate.ofEpochDay(days + DateTimes.FIRST_DAY));
            lastDay = days;
        }
        System.arraycopy(day, 0, text, position, dayLength);
        position += dayLength;
    }

    /** Years have four digits at least, and there is no year 0. */
    private void rememberDay(LocalDate date) {
        beforeChrist = date.getYear() <= 0;
        int year = beforeChrist ? 1 - date.getYear() : date.getYear();
        byte[] digits = Integer.toString(year).getBytes(StandardCharsets.ISO_8859_1);
        int zeros = Math.max(0, 4 - digits.length);
        Arrays.fill(day, 0, zeros, (byte) '0');
        System.arraycopy(digits, 0, day, zeros, digits.length);
        dayLength = zeros + digits.length;
        dayPart(date.getMonthValue());
        dayPart(date.getDayOfMonth());
    }

    private void dayPart(int number) {
        day[dayLength++] = '-';
        day[dayLength++] = (byte) ('0' + number / 10);
        day[dayLength++] = (byte) ('0' + number % 10);
    }

    private void printEra() {
        if (beforeChrist) {
            text[position++] = ' ';
            text[position++] = 'B';
            text[position++] = 'C';
        }
    }

    private void printTime(long micros) {
        int seconds = (int) (micros / 1_000_000);
        int fraction = (int) (micros % 1_000_000);
        twoDigits(seconds / 3600);
        text[position++] = ':';
        twoDigits(seconds / 60 % 60);
        text[position++] = ':';
        twoDigits(seconds % 60);
        if (fraction == 0) {
            return;
        }
        text[position++] = '.';
        twoDigits(fraction / 10_000);
        twoDigits(fraction / 100 % 100);
        twoDigits(fraction % 100);
        while (text[position - 1] == '0') {
            position--;
        }
    }

    private void twoDigits(int number) {
        text[position++] = (byte) ('0' + number / 10);
        text[position++] = (byte) ('0' + number % 10);
    }
}
