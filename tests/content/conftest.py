"""Uploads in object storage, for a test that asks for them."""

from tests.buckets import bucket, bucket_server

__all__ = ["bucket", "bucket_server"]
