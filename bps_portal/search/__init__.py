"""Finding: the search of readers, in each language by itself."""
