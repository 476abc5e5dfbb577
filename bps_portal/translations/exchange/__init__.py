"""Files for translation bureaus: written, read, and taken back after a look at what will change."""
