-- Articles that are not held whole, by what is held of them: streams of them are asked for by labels of verdicts.
CREATE INDEX entries_not_whole ON entries (holding) WHERE holding <> 'full';
