CREATE TABLE customer (id integer PRIMARY KEY, name varchar(50) NOT NULL);
INSERT INTO customer VALUES (1, 'Seed');
