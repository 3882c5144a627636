package io.dbrestore.cli;

import java.lang.ProcessBuilder.Redirect;

/** What the streams of a process that we start are connected to. */
record ChildStreams(Redirect input, Redirect output, Redirect error) {

    /** Our own, so that a command behaves as if it had been typed itself. */
    static final ChildStreams OURS = new ChildStreams(Redirect.INHERIT, Redirect.INHERIT, Redirect.INHERIT);
}
