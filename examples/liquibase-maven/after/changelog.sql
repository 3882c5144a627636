--liquibase formatted sql

--changeset shop:1
CREATE TABLE customer (id integer PRIMARY KEY, name varchar(50) NOT NULL, mail varchar(50) DEFAULT 'none');
CREATE TABLE purchase (id integer PRIMARY KEY, customer integer NOT NULL, what varchar(50));

--changeset shop:2
INSERT INTO customer (id, name) VALUES (1, 'Seed'), (2, 'Seed too'), (9, 'New seed');
