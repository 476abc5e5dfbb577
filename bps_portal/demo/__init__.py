"""The bilingual demo content: texts, pictures, brochures, and what loads them."""
