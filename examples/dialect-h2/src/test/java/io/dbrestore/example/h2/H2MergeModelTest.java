package io.dbrestore.example.h2;

import io.dbrestore.spi.Dialect;
import io.dbrestore.tck.MergeModelTest;
import io.dbrestore.tck.TestDatabase;

class H2MergeModelTest extends MergeModelTest {

    @Override
    protected Dialect dialect() {
        return new H2Dialect();
    }

    @Override
    protected TestDatabase database() {
        return TestDatabase.at("jdbc:h2:mem:model");
    }
}
