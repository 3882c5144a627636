CREATE TABLE audit.entry (id integer PRIMARY KEY, what text);
