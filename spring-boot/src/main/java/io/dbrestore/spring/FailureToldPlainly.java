package io.dbrestore.spring;

import io.dbrestore.engine.DbRestoreException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lets Spring Boot end with what happened and what to do, where it would print a stack trace. */
final class FailureToldPlainly extends AbstractFailureAnalyzer<DbRestoreException> {

    @Override
    protected FailureAnalysis analyze(Throwable start, DbRestoreException cause) {
        return new FailureAnalysis("db-restore: " + cause.getMessage(), cause.hint(), start);
    }
}
