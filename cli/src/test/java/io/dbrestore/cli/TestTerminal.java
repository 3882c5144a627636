package io.dbrestore.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A terminal with somebody in front of it who knows all answers beforehand; or with nobody. */
final class TestTerminal implements Terminal {

    private final boolean interactive;
    private final Deque<String> answers;
    private final List<String> questions = new ArrayList<>();
    private final List<String> secretQuestions = new ArrayList<>();

    private TestTerminal(boolean interactive, List<String> answers) {
        this.interactive = interactive;
        this.answers = new ArrayDeque<>(answers);
    }

    static TestTerminal none() {
        return new TestTerminal(false, List.of());
    }

    static TestTerminal answering(List<String> answers) {
        return new TestTerminal(true, answers);
    }

    /** All that was asked, in order. */
    List<String> questions() {
        return questions;
    }

    List<String> secretQuestions() {
        return secretQuestions;
    }

    @Override
    public boolean isInteractive() {
        return interactive;
    }

    @Override
    public boolean shows(Stream stream) {
        return interactive;
    }

    @Override
    public int columns() {
        return 80;
    }

    @Override
    public Optional<String> ask(String question) {
        questions.add(question);
        return Optional.ofNullable(answers.poll());
    }

    @Override
    public Optional<String> askSecretly(String question) {
        secretQuestions.add(question);
        return ask(question);
    }
}
