package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What Ctrl-C waits for. */
class InterruptionTest {

    private final Interruption interruption = new Interruption();

    @Test
    void workThatFailsGoesOnUntilAllIsSaid() throws InterruptedException {
        Runnable failing = () -> {
            throw new IllegalStateException("no");
        };

        assertThatThrownBy(() -> interruption.during(failing)).hasMessage("no");

        assertThat(interruption.request(0, TimeUnit.SECONDS)).isFalse();
        interruption.allIsSaid();
        assertThat(interruption.request(0, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void workThatIsDoneIsWaitedForNoLonger() throws InterruptedException {
        assertThat(interruption.<String>during(() -> "done")).isEqualTo("done");

        assertThat(interruption.request(0, TimeUnit.SECONDS)).isTrue();
    }
}
