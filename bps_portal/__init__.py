"""The bilingual portal: settings, rooms and the pieces that put them together."""
