CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT,
    nickname TEXT);
CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    title TEXT NOT NULL,
    price NUMERIC,
    cover BLOB);
CREATE TABLE sessions (
    token TEXT PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id));
INSERT INTO users VALUES
    (1, 'admin@example.com', 'The admin, renamed by hand', 'root'),
    (2, 'ada@example.com', 'Ada', 'countess'),
    (3, 'grace@example.com', 'Grace 🐛', NULL);
INSERT INTO posts VALUES
    (1, 2, 'Notes on the engine', 9.5, x'CAFE00FF'),
    (2, 2, 'It''s "quoted", with a ; in it', NULL, NULL),
    (3, 3, '日本語のタイトル', 9007199254740993, NULL);
INSERT INTO sessions VALUES ('c0ffee', 2), ('decade', 3);
