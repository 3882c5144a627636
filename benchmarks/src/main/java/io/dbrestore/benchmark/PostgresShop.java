package io.dbrestore.benchmark;

/** The shop in PostgreSQL: tables of different shapes, the same rows for the same number of rows. */
final class PostgresShop {

    static final String TABLES = """
            CREATE TABLE customers (id bigint PRIMARY KEY, email text NOT NULL UNIQUE, name varchar(100) NOT NULL,
              country char(2), balance numeric(12,2), active boolean NOT NULL, created_at timestamptz NOT NULL, notes text);
            CREATE TABLE products (id integer PRIMARY KEY, sku text NOT NULL UNIQUE, name text NOT NULL,
              price numeric(10,2), weight double precision, description text, attributes jsonb);
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers,
              token uuid NOT NULL, status text NOT NULL, total numeric(12,2), placed_at timestamptz NOT NULL);
            CREATE TABLE order_items (order_id bigint NOT NULL REFERENCES orders, line integer NOT NULL,
              product_id integer NOT NULL REFERENCES products, quantity integer NOT NULL, price numeric(10,2),
              PRIMARY KEY (order_id, line));
            CREATE TABLE events (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers, kind text, payload jsonb,
              at timestamp);
            CREATE TABLE files (id integer PRIMARY KEY, name text, content bytea);
            CREATE TABLE tags (id integer PRIMARY KEY, word text, weight double precision);
            CREATE INDEX orders_by_customer ON orders (customer_id);
            CREATE INDEX items_by_product ON order_items (product_id);
            CREATE INDEX events_by_time ON events (at);
            """;

    private static final String ROWS = """
            INSERT INTO customers SELECT i, 'customer' || i || '@example.org', 'Jürgen "' || i * 7919 % 10007 || '"',
              substr('DEFRNLPLJPUS', i % 6 * 2 + 1, 2), (i::bigint * 7919 % 1000003) / 97.0, i % 3 = 0,
              timestamptz '2023-11-14 22:13:20+00' + i * interval '61 seconds',
              CASE WHEN i % 3 = 0 THEN E'line one\\nline ' || i END
            FROM generate_series(1, $customers) i;
            INSERT INTO products SELECT i, 'SKU-' || lpad(i::text, 8, '0'), 'Product ' || i,
              (i::bigint * 104729 % 99991) / 100.0, i / 7.0,
              repeat('A long description, number ' || i || '. ', i % 12 + 4),
              jsonb_build_object('color', (i % 17)::text, 'sizes', jsonb_build_array(1, 2, i), 'weight', i / 8.0)
            FROM generate_series(1, $products) i;
            INSERT INTO orders SELECT i, i::bigint * 7919 % $customers + 1, md5(i::text)::uuid,
              (ARRAY['new', 'open', 'paid', 'sent'])[i % 4 + 1], (i::bigint * 104729 % 9999991) / 100.0,
              timestamptz '2023-11-14 22:13:20+00' + i * interval '17.017 seconds'
            FROM generate_series(1, $orders) i;
            INSERT INTO order_items SELECT i / 2 % $orders + 1, i % 2 + i / (2 * $orders) * 2,
              i::bigint * 7919 % $products + 1, i % 9 + 1, (i::bigint * 104729 % 99991) / 100.0
            FROM generate_series(0, $items - 1) i;
            INSERT INTO events SELECT i, CASE WHEN i % 5 > 0 THEN i::bigint * 7919 % $customers + 1 END, 'kind' || i % 23,
              jsonb_build_object('path', '/shop/' || i::bigint * 31 % 9973, 'agent', 'Mozilla/5.0 (X11; Linux x86_64)',
                'parts', repeat('segment ' || i || ' ', i % 20)),
              timestamp '2023-11-14 22:13:20' + i * interval '997 milliseconds'
            FROM generate_series(1, $events) i;
            INSERT INTO files SELECT i, 'file-' || i || '.bin', decode(repeat(md5(i::text), i % 300 + 50), 'hex')
            FROM generate_series(1, $files) i;
            INSERT INTO tags SELECT i, 'tag ' || i % 1009, i / 3.0 FROM generate_series(1, $tags) i;
            ANALYZE;
            """;

    /** Changes every row. */
    static final String CHANGE = """
            UPDATE customers SET notes = 'changed';
            UPDATE products SET price = price + 1;
            UPDATE orders SET status = 'changed';
            UPDATE order_items SET quantity = quantity + 1;
            UPDATE events SET kind = 'changed';
            UPDATE files SET name = 'changed';
            UPDATE tags SET weight = weight + 1;
            """;

    /** Leaves one row in a hundred, and what those refer to; the foreign keys would be checked row by row. */
    static final String LEAVE_HUNDREDTH = """
            SET session_replication_role = replica;
            DELETE FROM order_items WHERE order_id % 100 > 0;
            DELETE FROM orders WHERE id % 100 > 0;
            DELETE FROM events WHERE id % 100 > 0;
            DELETE FROM files WHERE id % 100 > 0;
            DELETE FROM tags WHERE id % 100 > 0;
            DELETE FROM products p WHERE id % 100 > 0
              AND NOT EXISTS (SELECT FROM order_items i WHERE i.product_id = p.id);
            DELETE FROM customers c WHERE id % 100 > 0
              AND NOT EXISTS (SELECT FROM orders o WHERE o.customer_id = c.id)
              AND NOT EXISTS (SELECT FROM events e WHERE e.customer_id = c.id);
            """;

    /** A sum of hashes of rows: the same for the same rows, in whatever order they lie. */
    static final String HASH = """
            SELECT (SELECT sum(hashtextextended(t::text, 1)::numeric) FROM customers t)
              || '/' || (SELECT sum(hashtextextended(t::text, 1)::numeric) FROM products t)
              || '/' || (SELECT sum(hashtextextended(t::text, 1)::numeric) FROM orders t)
              || '/' || (SELECT sum(hashtextextended(t::text, 1)::numeric) FROM order_items t)
              || '/' || (SELECT sum(hashtextextended(t::text, 1)::numeric) FROM events t)
              || '/' || (SELECT sum(hashtextextended(t::text, 1)::numeric) FROM files t)
              || '/' || (SELECT sum(hashtextextended(t::text, 1)::numeric) FROM tags t)""";

    private PostgresShop() {}

    /** The script that fills the tables with about that many rows in all. */
    static String rows(int rows) {
        return ROWS.replace("$customers", share(rows, 100))
                .replace("$products", share(rows, 25))
                .replace("$orders", share(rows, 250))
                .replace("$items", share(rows, 450))
                .replace("$events", share(rows, 150))
                .replace("$files", share(rows, 5))
                .replace("$tags", share(rows, 20));
    }

    private static String share(int rows, int perMille) {
        return Long.toString(Math.max(1, (long) rows * perMille / 1000));
    }
}
