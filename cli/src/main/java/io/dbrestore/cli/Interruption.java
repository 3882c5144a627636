package io.dbrestore.cli;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Ctrl-C in the middle of a dump or a restore. The JVM is going down by then, so whoever works has a moment to roll back
 * and to say what is unharmed; whoever asks {@link #check} on the way is told to.
 */
final class Interruption {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private boolean requested;
    private int works;

    /** Thrown into the work by {@link #check}. */
    static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Does {@code work} that is not to be torn down in the middle. It may have such work in it. Work that fails goes on until
     * all is said, since somebody has to read why, and how to go on.
     */
    <T> T during(Supplier<T> work) {
        begin();
        T result = work.get();
        end();
        return result;
    }

    /** The same for work without a result. */
    void during(Runnable work) {
        begin();
        work.run();
        end();
    }

    /** Tells that after an interruption all is said, and nobody need wait any longer. */
    void allIsSaid() {
        lock.lock();
        try {
            works = 0;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Stops the work on this thread if somebody wants the program to end. */
    void check() {
        if (isRequested()) {
            throw new Interrupted();
        }
    }

    boolean isRequested() {
        lock.lock();
        try {
            return requested;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks the work to stop, and waits until it has.
     *
     * @return whether it stopped in time; if not, the database rolls back by itself when the connection breaks
     */
    boolean request(long patience, TimeUnit unit) throws InterruptedException {
        lock.lock();
        try {
            requested = true;
            long left = unit.toNanos(patience);
            while (works > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            return works == 0;
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        lock.lock();
        try {
            works++;
        } finally {
            lock.unlock();
        }
    }

    /** After an interruption the work counts as going on until all is said. */
    private void end() {
        lock.lock();
        try {
            if (!requested) {
                works--;
            }
        } finally {
            lock.unlock();
        }
    }
}
