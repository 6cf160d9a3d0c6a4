-- The front page looks through stories by their latest article and asks of each how large it is, and of few for more.
DROP INDEX stories_last;
CREATE INDEX stories_last ON stories (last DESC, id DESC, articles, private_of);
