def one(sql) {
    new org.sqlite.JDBC().connect("jdbc:sqlite:$basedir/shop.db", new Properties()).withCloseable {
        def row = it.createStatement().executeQuery(sql)
        row.next()
        row.getString(1)
    }
}

assert one("SELECT group_concat(id || ' ' || name || ' ' || mail, '; ' ORDER BY id) FROM customer") ==
        '1 Seed none; 2 Mine none; 9 New seed none'
assert one('SELECT group_concat(version || success) FROM flyway_schema_history') == '11'
