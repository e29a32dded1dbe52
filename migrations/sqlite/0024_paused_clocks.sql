-- Lists say that a case is paused. A clock that is paused when the store grows is marked with the next record that moves it.

ALTER TABLE clock ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
