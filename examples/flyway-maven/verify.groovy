def one(file, sql) {
    new org.sqlite.JDBC().connect("jdbc:sqlite:$basedir/$file", new Properties()).withCloseable {
        def row = it.createStatement().executeQuery(sql)
        row.next()
        row.getString(1)
    }
}

for (version in ['10.22.0', '11.20.3', '12.11.0', '13.1.0']) {
    assert one("${version}.db", "SELECT group_concat(id || ' ' || name || ' ' || mail, '; ' ORDER BY id) FROM customer") ==
            '1 Seed none; 2 Mine, too none; 3 Mine none; 9 New seed none'
    assert one("${version}.db", "SELECT group_concat(id || ' ' || customer || ' ' || what) FROM purchase") == '7 3 a kettle'
    assert one("${version}.db", "SELECT group_concat(version || ' ' || success) FROM flyway_schema_history") == '1 1'
}
