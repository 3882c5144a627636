package io.dbrestore.tool.flyway;

final class FlywayHookTest {}
