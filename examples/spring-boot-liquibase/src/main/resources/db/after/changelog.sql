--liquibase formatted sql

--changeset shop:1
CREATE TABLE customer (id integer PRIMARY KEY, name varchar(50) NOT NULL, mail varchar(50) DEFAULT 'none');
INSERT INTO customer (id, name) VALUES (1, 'Seed'), (9, 'New seed');
