package io.dbrestore.dialect.postgres.catalog;

import io.dbrestore.spi.TableName;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A sequence, and how it counts.
 *
 * @param oid its object id
 * @param name its name as it is stored
 * @param sql its name as it stands in a statement
 * @param increment negative if it counts down
 * @param cycles whether it begins anew at its end
 * @param readable whether the current role may see where it stands
 * @param movable whether the current role may move it
 */
record Counter(
        long oid,
        TableName name,
        String sql,
        BigInteger increment,
        BigInteger lowest,
        BigInteger highest,
        boolean cycles,
        boolean readable,
        boolean movable) {

    /** The last number it handed out; one step before its next if it has not counted yet. */
    BigInteger stands(BigInteger lastValue, boolean isCalled) {
        return isCalled ? lastValue : lastValue.subtract(increment);
    }

    /** Whether it counts from {@code from} towards {@code to}. */
    boolean isFurther(BigInteger to, BigInteger from) {
        return to.compareTo(from) * increment.signum() > 0;
    }

    /** Whether it never comes so far. */
    boolean isBeyondEnd(BigInteger value) {
        return isFurther(value, increment.signum() > 0 ? highest : lowest);
    }

    /** Whether it begins further on. */
    boolean isBeforeBeginning(BigInteger value) {
        return isFurther(increment.signum() > 0 ? lowest : highest, value);
    }

    /** The least key that it may have to pass. */
    BigInteger leastKey() {
        return increment.signum() > 0 ? lowest : lowest.subtract(increment);
    }

    /** The greatest key that it may have to pass; beyond it there is no number left to hand out. */
    BigInteger greatestKey() {
        return increment.signum() > 0 ? highest.subtract(increment) : highest;
    }

    /**
     * Where it has to stand to hand out no number again, keeping its step: one that counts 1, 11, 21 goes on so.
     *
     * @param standing where it stands now
     * @param dumped where it stood in the dump
     * @param furthestKey the key between {@link #leastKey} and {@link #greatestKey} that is furthest on its way
     */
    BigInteger goal(BigInteger standing, Optional<BigInteger> dumped, Optional<BigInteger> furthestKey) {
        BigInteger begin = dumped.filter(value -> isFurther(value, standing))
                .filter(value -> !isBeyondEnd(value) && !isBeforeBeginning(value))
                .orElse(standing);
        if (cycles && dumped.isPresent()) {
            return begin; // keys ahead of it may be from its last round
        }
        return furthestKey
                .filter(key -> isFurther(key, begin))
                .map(key -> begin.add(increment.multiply(steps(key.subtract(begin)))))
                .orElse(begin);
    }

    private BigInteger steps(BigInteger distance) {
        BigInteger[] whole = distance.abs().divideAndRemainder(increment.abs());
        return whole[1].signum() == 0 ? whole[0] : whole[0].add(BigInteger.ONE);
    }
}
