"""The portal as it stands in production: gunicorn, and Varnish or nginx in front of it."""
