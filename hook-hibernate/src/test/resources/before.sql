INSERT INTO tag (id, label) VALUES (1, 'seeded');
