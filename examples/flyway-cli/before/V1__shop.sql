CREATE TABLE customer (id integer PRIMARY KEY, name varchar(50) NOT NULL);
CREATE TABLE purchase (id integer PRIMARY KEY, customer integer NOT NULL REFERENCES customer (id), what varchar(50));
INSERT INTO customer VALUES (1, 'Seed'), (2, 'Seed too');
