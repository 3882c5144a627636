package io.dbrestore.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The data that is measured with: seven tables of different shapes, the same rows for the same number of rows. */
final class Shop {

    private static final String SCRIPT = """
            CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
              country TEXT, balance REAL, created_at TEXT NOT NULL, notes TEXT);
            CREATE TABLE products (id INTEGER PRIMARY KEY, sku TEXT NOT NULL UNIQUE, name TEXT NOT NULL, price REAL,
              description TEXT, attributes TEXT);
            CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers,
              status TEXT NOT NULL, total REAL, placed_at TEXT NOT NULL);
            CREATE TABLE order_items (order_id INTEGER NOT NULL REFERENCES orders, line INTEGER NOT NULL,
              product_id INTEGER NOT NULL REFERENCES products, quantity INTEGER NOT NULL, price REAL,
              PRIMARY KEY (order_id, line));
            CREATE TABLE events (id INTEGER PRIMARY KEY, customer_id INTEGER, kind TEXT, payload TEXT, at INTEGER);
            CREATE TABLE files (id INTEGER PRIMARY KEY, name TEXT, content BLOB);
            CREATE TABLE tags (word TEXT, weight REAL);
            CREATE INDEX orders_by_customer ON orders (customer_id);
            CREATE INDEX items_by_product ON order_items (product_id);
            CREATE INDEX events_by_time ON events (at);
            PRAGMA synchronous = OFF;
            BEGIN;
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $customers)
            INSERT INTO customers SELECT i, 'customer' || i || '@example.org', 'Jürgen "' || i * 7919 % 10007 || '"',
              substr('DEFRNLPLJPUS', i % 6 * 2 + 1, 2), (i * 7919 % 1000003) / 97.0,
              datetime(1700000000 + i * 61, 'unixepoch'), iif(i % 3, NULL, 'line one' || char(10) || 'line ' || i)
            FROM n;
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $products)
            INSERT INTO products SELECT i, printf('SKU-%08d', i), 'Product ' || i, (i * 104729 % 99991) / 100.0,
              replace(printf('%.*c', i % 12 + 4, 'x'), 'x', 'A long description, number ' || i || '. '),
              '{"color": "' || i % 17 || '", "sizes": [1, 2, ' || i || '], "weight": ' || i / 8.0 || '}'
            FROM n;
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $orders)
            INSERT INTO orders SELECT i, i * 7919 % $customers + 1, substr('newopenpaidsent', i % 4 * 4, 4),
              (i * 104729 % 9999991) / 100.0, strftime('%Y-%m-%dT%H:%M:%fZ', 1700000000 + i * 17, 'unixepoch')
            FROM n;
            WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < $items - 1)
            INSERT INTO order_items SELECT i / 2 % $orders + 1, i % 2 + i / (2 * $orders) * 2, i * 7919 % $products + 1,
              i % 9 + 1, (i * 104729 % 99991) / 100.0
            FROM n;
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $events)
            INSERT INTO events SELECT i, iif(i % 5, i * 7919 % $customers + 1, NULL), 'kind' || i % 23,
              '{"path": "/shop/' || i * 31 % 9973 || '", "agent": "Mozilla/5.0 (X11; Linux x86_64)", "parts": "'
                || replace(printf('%.*c', i % 20, 'x'), 'x', 'segment ' || i || ' ') || '"}',
              1700000000000 + i * 997
            FROM n;
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $files)
            INSERT INTO files SELECT i, 'file-' || i || '.bin',
              CAST(replace(printf('%.*c', i % 300 + 50, 'x'), 'x', char(i % 255 + 1, 0, 7) || i * 7919) AS BLOB)
            FROM n;
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $tags)
            INSERT INTO tags SELECT 'tag ' || i % 1009, i / 3.0 FROM n;
            COMMIT;
            """;

    private Shop() {}

    /** Builds the database, with about that many rows in all. */
    static void build(Path database, int rows) throws IOException, InterruptedException {
        String script = SCRIPT.replace("$customers", share(rows, 100))
                .replace("$products", share(rows, 25))
                .replace("$orders", share(rows, 250))
                .replace("$items", share(rows, 450))
                .replace("$events", share(rows, 150))
                .replace("$files", share(rows, 5))
                .replace("$tags", share(rows, 20));
        Path file = Files.writeString(database.resolveSibling("shop.sql"), script);
        Command.of("sqlite3", database.toString()).reading(file).run();
    }

    private static String share(int rows, int perMille) {
        return Long.toString(Math.max(1, (long) rows * perMille / 1000));
    }
}
