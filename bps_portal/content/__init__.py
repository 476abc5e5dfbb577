"""What several subjects share: pictures, documents, themes, blocks, navigation."""
