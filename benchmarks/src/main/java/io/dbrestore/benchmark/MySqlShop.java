package io.dbrestore.benchmark;

import java.util.List;

/** The shop in MySQL and MariaDB: tables of different shapes, the same rows for the same number of rows. */
final class MySqlShop {

    static final List<String> TABLES = List.of(
            """
            CREATE TABLE customers (id bigint PRIMARY KEY, email varchar(100) NOT NULL UNIQUE, name varchar(100) NOT NULL,
              country char(2), balance decimal(12,2), active boolean NOT NULL, created_at timestamp(6) NOT NULL, notes text)
            """,
            """
            CREATE TABLE products (id integer PRIMARY KEY, sku varchar(20) NOT NULL UNIQUE, name varchar(100) NOT NULL,
              price decimal(10,2), weight double, description text, attributes json)
            """,
            """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL, token binary(16) NOT NULL,
              status enum('new', 'open', 'paid', 'sent') NOT NULL, total decimal(12,2), placed_at datetime(3) NOT NULL,
              KEY by_customer (customer_id), FOREIGN KEY (customer_id) REFERENCES customers (id))
            """,
            """
            CREATE TABLE order_items (order_id bigint NOT NULL, line integer NOT NULL, product_id integer NOT NULL,
              quantity integer NOT NULL, price decimal(10,2), PRIMARY KEY (order_id, line), KEY by_product (product_id),
              FOREIGN KEY (order_id) REFERENCES orders (id), FOREIGN KEY (product_id) REFERENCES products (id))
            """,
            """
            CREATE TABLE events (id bigint PRIMARY KEY, customer_id bigint, kind varchar(20), payload json, at datetime(3),
              KEY by_time (at), FOREIGN KEY (customer_id) REFERENCES customers (id))
            """,
            "CREATE TABLE files (id integer PRIMARY KEY, name varchar(100), content longblob)",
            "CREATE TABLE tags (id integer PRIMARY KEY, word varchar(100), weight double)");

    private static final String NUMBERS =
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $count) ";

    private static final List<String> ROWS = List.of(
            """
            INSERT INTO customers $customers SELECT i, CONCAT('customer', i, '@example.org'),
              CONCAT('Jürgen "', i * 7919 % 10007, '"'), SUBSTR('DEFRNLPLJPUS', i % 6 * 2 + 1, 2),
              (i * 7919 % 1000003) / 97, i % 3 = 0, TIMESTAMP'2023-11-14 22:13:20' + INTERVAL i * 61 SECOND,
              CASE WHEN i % 3 = 0 THEN CONCAT('line one\\nline ', i) END FROM n
            """,
            """
            INSERT INTO products $products SELECT i, CONCAT('SKU-', LPAD(i, 8, '0')), CONCAT('Product ', i),
              (i * 104729 % 99991) / 100, i / 7e0, REPEAT(CONCAT('A long description, number ', i, '. '), i % 12 + 4),
              JSON_OBJECT('color', CONCAT(i % 17), 'sizes', JSON_ARRAY(1, 2, i), 'weight', i / 8e0) FROM n
            """,
            """
            INSERT INTO orders $orders SELECT i, i * 7919 % @customers + 1, UNHEX(LEFT(SHA2(i, 256), 32)), i % 4 + 1,
              (i * 104729 % 9999991) / 100, TIMESTAMP'2023-11-14 22:13:20' + INTERVAL i * 17017 * 1000 MICROSECOND FROM n
            """,
            """
            INSERT INTO order_items $items SELECT i DIV 2 % @orders + 1, i % 2 + i DIV (2 * @orders) * 2,
              i * 7919 % @products + 1, i % 9 + 1, (i * 104729 % 99991) / 100 FROM n
            """,
            """
            INSERT INTO events $events SELECT i, CASE WHEN i % 5 > 0 THEN i * 7919 % @customers + 1 END,
              CONCAT('kind', i % 23), JSON_OBJECT('path', CONCAT('/shop/', i * 31 % 9973),
              'agent', 'Mozilla/5.0 (X11; Linux x86_64)', 'parts', REPEAT(CONCAT('segment ', i, ' '), i % 20)),
              TIMESTAMP'2023-11-14 22:13:20' + INTERVAL i * 997 * 1000 MICROSECOND FROM n
            """,
            "INSERT INTO files $files SELECT i, CONCAT('file-', i, '.bin'), UNHEX(REPEAT(LEFT(SHA2(i, 256), 32), i % 300 + 50)) FROM n",
            "INSERT INTO tags $tags SELECT i, CONCAT('tag ', i % 1009), i / 3e0 FROM n");

    /** What each table holds, whatever the order of its rows; CHECKSUM TABLE may differ where all values are the same. */
    static final List<String> CHECKSUMS = List.of(
            checksum("customers", "id, email, name, country, balance, active, created_at, notes"),
            checksum("products", "id, sku, name, price, weight, description, attributes"),
            checksum("orders", "id, customer_id, HEX(token), status, total, placed_at"),
            checksum("order_items", "order_id, line, product_id, quantity, price"),
            checksum("events", "id, customer_id, kind, payload, at"),
            checksum("files", "id, name, HEX(content)"),
            checksum("tags", "id, word, weight"));

    private static String checksum(String table, String columns) {
        String each = columns.replace(", ", ", '~'), IFNULL(");
        return "SELECT '" + table + "', COUNT(*), SUM(CRC32(CONCAT_WS('|', IFNULL(" + each + ", '~')))) FROM " + table;
    }

    private MySqlShop() {}

    /** The statements that fill the tables with about that many rows in all. */
    static List<String> rows(int rows) {
        return ROWS.stream()
                .map(sql -> sql.replace("$customers", numbers(share(rows, 100)))
                        .replace("$products", numbers(share(rows, 25)))
                        .replace("$orders", numbers(share(rows, 250)))
                        .replace("$items", numbers(share(rows, 450)))
                        .replace("$events", numbers(share(rows, 150)))
                        .replace("$files", numbers(share(rows, 5)))
                        .replace("$tags", numbers(share(rows, 20)))
                        .replace("@customers", share(rows, 100))
                        .replace("@products", share(rows, 25))
                        .replace("@orders", share(rows, 250)))
                .toList();
    }

    private static String numbers(String count) {
        return NUMBERS.replace("$count", count);
    }

    private static String share(int rows, int perMille) {
        return Long.toString(Math.max(1, (long) rows * perMille / 1000));
    }
}
