package com.example.shop;

import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Adds the customers that it is told, and shows all that there are. */
@Component
class Customers implements ApplicationRunner {

    private final JdbcTemplate database;

    Customers(JdbcTemplate database) {
        this.database = database;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (arguments.containsOption("add")) {
            arguments.getOptionValues("add").forEach(this::add);
        }
        all().forEach(System.out::println);
    }

    private void add(String name) {
        database.update("INSERT INTO customer (name) VALUES (?)", name);
    }

    private List<String> all() {
        return database.queryForList("SELECT * FROM customer ORDER BY id").stream()
                .map(Object::toString)
                .toList();
    }
}
