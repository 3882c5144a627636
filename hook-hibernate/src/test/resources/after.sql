INSERT INTO tag (id, label) VALUES (1, 'seeded anew');
INSERT INTO tag (id, label) VALUES (9, 'new seed');
