CREATE TABLE customer (id integer PRIMARY KEY, name varchar(50) NOT NULL, mail varchar(50));
CREATE TABLE purchase (id integer PRIMARY KEY, customer integer NOT NULL REFERENCES customer (id), what varchar(50));
INSERT INTO customer VALUES (1, 'seeded', NULL), (2, 'seeded too', NULL), (9, 'new seed', 'new@example.org');
