CREATE TABLE note (id integer PRIMARY KEY, body varchar(50));
INSERT INTO note VALUES (1, 'new seed');
