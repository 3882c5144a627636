package io.dbrestore.dialect.postgres.copy;

/**
 * A decimal number cut into the groups of four digits that PostgreSQL keeps.
 *
 * @param text the number, perhaps with an exponent
 * @param start where its digits begin
 * @param point where its point is, or would be
 * @param digits how many digits it has
 * @param pointIndex how many of its digits are before the point once the exponent is taken into account
 * @param scale how many digits are behind the point then
 * @param weight the power of 10,000 of the first group
 * @param groups how many groups there are from the first to the last that is not zero
 */
record NumericDigits(String text, int start, int point, int digits, int pointIndex, int scale, int weight, int groups) {

    private static final int GREATEST_WEIGHT = 0x7fff;
    private static final int GREATEST_SCALE = 0x3fff;

    /** @param text a finite number */
    static NumericDigits of(String text) throws UnfitValueException {
        int start = text.charAt(0) == '-' ? 1 : 0;
        int end = mantissaEnd(text);
        int exponent = end == text.length() ? 0 : Integer.parseInt(text.substring(end + 1));
        int found = text.indexOf('.');
        int point = found < 0 ? end : found;
        int digits = end - start - (found < 0 ? 0 : 1);
        int pointIndex = point - start + exponent;
        int scale = Math.max(0, digits - pointIndex);
        NumericDigits whole = new NumericDigits(text, start, point, digits, pointIndex, scale, 0, 0);
        int first = 0;
        while (first < digits && whole.digit(first) == 0) {
            first++;
        }
        if (scale > GREATEST_SCALE) {
            throw UnfitValueException.outOfRange("it has more than " + GREATEST_SCALE + " digits behind its point");
        }
        if (first == digits) {
            return whole;
        }
        int last = digits - 1;
        while (whole.digit(last) == 0) {
            last--;
        }
        int weight = Math.floorDiv(pointIndex - 1 - first, 4);
        int least = Math.floorDiv(pointIndex - 1 - last, 4);
        if (weight > GREATEST_WEIGHT) {
            throw UnfitValueException.outOfRange("it has more than 131072 digits before its point");
        }
        return new NumericDigits(text, start, point, digits, pointIndex, scale, weight, weight - least + 1);
    }

    private static int mantissaEnd(String text) {
        int exponent = Math.max(text.lastIndexOf('e'), text.lastIndexOf('E'));
        return exponent < 0 ? text.length() : exponent;
    }

    boolean isNegative() {
        return start == 1 && groups > 0;
    }

    /** The group at that place; the first is 0. */
    int group(int index) {
        int before = pointIndex - 4 * (weight - index + 1); // the place of its first digit
        int group = 0;
        for (int i = before; i < before + 4; i++) {
            group = group * 10 + (i < 0 || i >= digits ? 0 : digit(i));
        }
        return group;
    }

    private int digit(int index) {
        int place = start + index;
        return text.charAt(place < point ? place : place + 1) - '0';
    }
}
