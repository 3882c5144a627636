CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT,
    role TEXT NOT NULL DEFAULT 'member');
CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    title TEXT NOT NULL,
    price NUMERIC,
    cover BLOB);
CREATE TABLE countries (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL);
INSERT INTO users VALUES
    (1, 'admin@example.com', 'Admin', 'admin'),
    (100, 'support@example.com', 'Support, newly seeded', 'staff');
INSERT INTO countries VALUES ('CH', 'Switzerland'), ('JP', 'Japan');
